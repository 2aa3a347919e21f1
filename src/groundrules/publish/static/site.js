// What a page of the site does when it is opened: its views are drawn, and its menu behaves.

import { fill, h } from "./dom.js";
import { localHost, siteData } from "./local_host.js";
import { drawSearch } from "./search.js";
import { Refusal, openShelf } from "./shelf.js";
import { mountView } from "./views.js";
import { workErase, workIn, workOut, workRead } from "./work.js";

const SITE_WORDS = {
  fault: "This part of the page could not be opened. Load the page again.",
  unkept: "This browser does not let the site keep anything: what you do lasts until you close the page.",
  goOn: "Go on: {title}",
  count: "{done} of {all} done",
  whole: "done",
  file: "ground-rules-{date}.json",
  saved: "Your work was saved to a file.",
  brought: { none: "There was nothing new in this file.", one: "1 thing was brought in.", many: "{n} things were brought in." },
  unreadable: "The file cannot be read.",
  erased: "Everything that you did here was erased.",
  back: "Bring it back",
  restored: "Everything is back.",
};

function browserStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

function closeMenu(menu) {
  addEventListener("click", (event) => menu.contains(event.target) || menu.removeAttribute("open"));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  });
}

function drawViews(host) {
  for (const place of document.querySelectorAll("[data-view]")) {
    try {
      mountView(place, JSON.parse(place.dataset.view), host);
    } catch (fault) {
      place.replaceChildren(h("p", null, SITE_WORDS.fault));
      reportError(fault);
    }
  }
}

async function drawHome(host, shelf) {
  for (const line of document.querySelectorAll("[data-lesson]")) {
    const { parts } = await host.ask({ do: "progress.open", lesson: line.dataset.lesson });
    const done = parts.filter((part) => part.done).length;
    const badge = line.querySelector(".done");
    badge.hidden = !done;
    badge.textContent = done === parts.length ? SITE_WORDS.whole : fill(SITE_WORDS.count, { done, all: parts.length });
  }
  const last = shelf.get("last");
  const link = document.querySelector(`[data-lesson="${CSS.escape(last?.lesson || "")}"] a`);
  const go = document.querySelector(".go");
  go.href = (link || document.querySelector("[data-lesson] a")).getAttribute("href");
  go.textContent = link ? fill(SITE_WORDS.goOn, { title: link.querySelector(".name").textContent }) : go.dataset.start;
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
      tell(fill(SITE_WORDS.brought[n === 0 ? "none" : n === 1 ? "one" : "many"], { n }));
      redraw();
    } catch (fault) {
      tell(fault instanceof Refusal ? [fault.error.what, fault.error.remedy].join(" ") : SITE_WORDS.unreadable);
    }
  }

  function erase() {
    const restore = workErase(shelf);
    const back = h("button", { type: "button", class: "button" }, SITE_WORDS.back);
    back.addEventListener("click", () => {
      restore();
      tell(SITE_WORDS.restored);
      box.querySelector("[data-do=erase]").focus();
      redraw();
    });
    tell(`${SITE_WORDS.erased} `, back);
    redraw();
  }

  box.querySelector("[data-do=save]").addEventListener("click", () => {
    const date = new Date().toISOString().slice(0, 10);
    download(fill(SITE_WORDS.file, { date }), JSON.stringify(workOut(shelf, document.title), null, 1));
    tell(SITE_WORDS.saved);
  });
  box.querySelector("[data-do=erase]").addEventListener("click", erase);
  const input = box.querySelector("input");
  box.querySelector("[data-do=open]").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    if (input.files.length) await bring(input.files[0]);
    input.value = "";
  });
}

// Sites side by side on one address each have a shelf of their own.
const sitePath = location.pathname.replace(/[^/]*$/, "");
const siteShelf = openShelf(browserStorage(), `groundrules@${sitePath}:`);
const siteFiles = siteData(JSON.parse(document.getElementById("course-data").textContent));
const siteHost = localHost(siteFiles, siteShelf);
document.querySelectorAll(".menu").forEach(closeMenu);
// Beside the text there is room for the contents; above it they stay folded.
document.querySelector(".contents details")?.toggleAttribute("open", matchMedia("(width >= 76rem)").matches);
switch (document.body.dataset.page) {
  case "home":
    drawHome(siteHost, siteShelf);
    drawWork(siteFiles, siteShelf, () => drawHome(siteHost, siteShelf));
    break;
  case "search":
    drawSearch(() => siteFiles("search"));
    break;
  default:
    siteShelf.put("last", { lesson: document.body.dataset.lesson, when: new Date().toISOString() });
}
drawViews(siteHost);
if (!siteShelf.lasting) document.querySelector(".foot").prepend(h("p", null, SITE_WORDS.unkept));
// What is kept for times without a network can wait until the page itself is there.
if (navigator.serviceWorker && navigator.onLine) {
  addEventListener("load", () => navigator.serviceWorker.register("sw.js").catch(() => {}));
}
