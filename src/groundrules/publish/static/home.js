// The first page: where you were, what is done, and your work as a file; and the way to the search.

import { fill, h } from "./dom.js";
import { ringFigure, ringPicture } from "./pictures.js";
import { drawSearch } from "./search.js";
import { Refusal } from "./shelf.js";
import { workErase, workIn, workOut, workRead } from "./work.js";

const HOME_WORDS = {
  goOn: "Go on: {title}",
  count: "{done} of {all} done",
  whole: "done",
  lessons: "{done} of {all} lessons finished",
  file: "ground-rules-{date}.json",
  saved: "Your work was saved to a file.",
  brought: { none: "There was nothing new in this file.", one: "1 thing was brought in.", many: "{n} things were brought in." },
  unreadable: "The file cannot be read.",
  erased: "Everything that you did here was erased.",
  back: "Bring it back",
  restored: "Everything is back.",
};

// The ring of the whole course, beside its title, once something is done.
function drawSum(found) {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const done = sum(found.map((one) => one.done));
  const whole = found.filter((one) => one.all && one.done === one.all).length;
  const words = h("p", null, fill(HOME_WORDS.lessons, { done: whole, all: found.length }));
  document.querySelector(".hero .sum")?.remove();
  if (done) document.querySelector(".hero").append(h("div", { class: "sum" }, ringFigure(done, sum(found.map((one) => one.all))), words));
}

async function drawHome(host, shelf) {
  const found = [];
  for (const line of document.querySelectorAll("[data-lesson]")) {
    const { parts } = await host.ask({ do: "progress.open", lesson: line.dataset.lesson });
    const done = parts.filter((part) => part.done).length;
    const badge = line.querySelector(".done");
    badge.hidden = !done;
    found.push({ done, all: parts.length });
    line.querySelector(".gr-ring")?.remove();
    line.querySelector(".number").hidden = Boolean(done);
    if (done) line.querySelector(".number").after(ringPicture(done, parts.length, { tick: true }));
    badge.textContent = done === parts.length ? HOME_WORDS.whole : fill(HOME_WORDS.count, { done, all: parts.length });
  }
  drawSum(found);
  const last = shelf.get("last");
  const link = document.querySelector(`[data-lesson="${CSS.escape(last?.lesson || "")}"] a`);
  const go = document.querySelector(".go");
  go.href = (link || document.querySelector("[data-lesson] a")).getAttribute("href");
  go.textContent = link ? fill(HOME_WORDS.goOn, { title: link.querySelector(".name").textContent }) : go.dataset.start;
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function drawWork(fetchData, shelf, redraw) {
  const box = document.querySelector(".work");
  const told = box.querySelector("[role=status]");
  const tell = (...parts) => told.replaceChildren(...parts);

  async function bring(file) {
    try {
      const found = workRead(await file.text());
      const n = workIn(shelf, (await fetchData("tables")) || {}, found);
      tell(fill(HOME_WORDS.brought[n === 0 ? "none" : n === 1 ? "one" : "many"], { n }));
      redraw();
    } catch (fault) {
      tell(fault instanceof Refusal ? [fault.error.what, fault.error.remedy].join(" ") : HOME_WORDS.unreadable);
    }
  }

  function erase() {
    const restore = workErase(shelf);
    const back = h("button", { type: "button", class: "button" }, HOME_WORDS.back);
    back.addEventListener("click", () => {
      restore();
      tell(HOME_WORDS.restored);
      box.querySelector("[data-do=erase]").focus();
      redraw();
    });
    tell(`${HOME_WORDS.erased} `, back);
    redraw();
  }

  box.querySelector("[data-do=save]").addEventListener("click", () => {
    const date = new Date().toISOString().slice(0, 10);
    download(fill(HOME_WORDS.file, { date }), JSON.stringify(workOut(shelf, document.title), null, 1));
    tell(HOME_WORDS.saved);
  });
  box.querySelector("[data-do=erase]").addEventListener("click", erase);
  const input = box.querySelector("input");
  box.querySelector("[data-do=open]").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    if (input.files.length) await bring(input.files[0]);
    input.value = "";
  });
}

/** Make the page work that is no lesson: the first one, or the search. */
export function drawPage(host, fetchData, shelf) {
  if (document.body.dataset.page === "search") {
    drawSearch(() => fetchData("search"));
    return;
  }
  drawHome(host, shelf);
  drawWork(fetchData, shelf, () => drawHome(host, shelf));
}
