// The certificate: what is left for it lesson by lesson, and when nothing is, a name and the page.

import { announce, clearRoot, fill, h, makeRoot } from "./dom.js";
import { homeLink } from "./homelink.js";

const CERTIFICATE_WORDS = {
  label: "Certificate",
  title: "Your certificate",
  left: "{n} parts are left until you can make it.",
  leftOne: "1 part is left until you can make it.",
  which: "What is left",
  lesson: "Lesson {id}: {title}",
  scenario: "{n} scenarios",
  scenarioOne: "1 scenario",
  check: "{n} checks",
  checkOne: "1 check",
  exercise: "{n} exercises",
  exerciseOne: "1 exercise",
  rehearsal: "One rehearsal to its end",
  ready: "All is done. Make your certificate: a page to print or to send, with your name on it.",
  honest: "It rests on your own journal, and says so. Where an instructor grades you, a badge from them is the proof.",
  name: "Your name, as it shall be printed",
  make: "Make my certificate",
  made: "The certificate is made. Look among your downloads.",
  failed: "The certificate could not be made.",
  file: "certificate.pdf",
};

/** Draw the certificate's card. spec: {headingLevel?}. Gives {destroy()}. */
export function mountCertificate(root, spec, host) {
  const stage = makeRoot(root, CERTIFICATE_WORDS.label);
  const level = spec.headingLevel || 2;
  root.classList.add("gr-wide"); // as the home page, below which it stands
  let gone = false;

  async function open() {
    const found = await host.ask({ do: "certificate.open" }).catch(() => null);
    if (gone || !found?.ok || !found.offered) return;
    const title = h(`h${level}`, { class: "gr-subtitle" }, CERTIFICATE_WORDS.title);
    stage.replaceChildren(h("div", { class: "gr-card gr-certificate" }, title, found.left ? leftOf(found) : form()));
  }

  const some = (kind, n) => fill(CERTIFICATE_WORDS[n === 1 ? `${kind}One` : kind], { n });

  function leftOf(found) {
    const rows = found.lessons.map((lesson) => {
      const parts = Object.entries(lesson.parts).map(([kind, n]) => some(kind, n));
      return h("li", null, homeLink(host, { notebook: lesson.notebook }, fill(CERTIFICATE_WORDS.lesson, lesson)), ` (${parts.join(", ")})`);
    });
    if (found.rehearsal) rows.push(h("li", null, CERTIFICATE_WORDS.rehearsal));
    return [h("p", null, some("left", found.left)), h("details", null, h("summary", null, CERTIFICATE_WORDS.which), h("ul", null, rows))];
  }

  function form() {
    const id = `gr-certificate-${Math.random().toString(36).slice(2)}`;
    const name = h("input", { class: "gr-field", id, type: "text", maxlength: 80, autocomplete: "name", required: true });
    const told = h("p", { class: "gr-soft" });

    async function make(event) {
      event.preventDefault();
      const reply = await host.ask({ do: "certificate.make", name: name.value }).catch(() => ({ ok: false }));
      if (gone) return;
      if (reply.ok) {
        const bytes = Uint8Array.from(atob(reply.pdf), (char) => char.charCodeAt(0));
        const address = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
        h("a", { href: address, download: CERTIFICATE_WORDS.file }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
      }
      told.textContent = reply.ok ? CERTIFICATE_WORDS.made : [CERTIFICATE_WORDS.failed, reply.error?.what, reply.error?.remedy].filter((part) => part).join(" ");
      announce(root, told.textContent);
    }

    return h("form", { onsubmit: make }, h("p", null, CERTIFICATE_WORDS.ready), h("p", { class: "gr-soft" }, CERTIFICATE_WORDS.honest), h("label", { for: id }, CERTIFICATE_WORDS.name), name, h("p", null, h("button", { type: "submit", class: "gr-button gr-button-main" }, CERTIFICATE_WORDS.make)), told);
  }

  open();
  return {
    destroy() {
      gone = true;
      root.classList.remove("gr-wide");
      clearRoot(root);
    },
  };
}
