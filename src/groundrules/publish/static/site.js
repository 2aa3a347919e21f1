// What a page of the site does when it is opened: its views are drawn, and its menu behaves.

import { h } from "./dom.js";
import { localHost, siteData } from "./local_host.js";
import { siteCoach } from "./reader.js";
import { openShelf } from "./shelf.js";
import { mountView } from "./views.js";

const SITE_WORDS = {
  fault: "This part of the page could not be opened. Load the page again.",
  unkept: "This browser does not let the site keep anything: what you do lasts until you close the page.",
};

const SITE_LATER = ["records"]; // views whose program is fetched by itself, see bundle.py

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

async function drawView(place, host) {
  const spec = JSON.parse(place.dataset.view);
  try {
    if (SITE_LATER.includes(spec.view)) await siteFiles("forms");
    mountView(place, spec, host);
  } catch (fault) {
    place.replaceChildren(h("p", null, SITE_WORDS.fault));
    reportError(fault);
  }
}

// Scenarios after the first, and the workbook's forms, with all that they fetch, wait until the reader comes near them
// or prints the page.
function drawViews(host) {
  const kindOf = (place) => JSON.parse(place.dataset.view).view;
  const places = [...document.querySelectorAll("[data-view]")];
  const players = places.filter((place) => kindOf(place) === "player");
  const later = new Set([...players.slice(1), ...places.filter((place) => SITE_LATER.includes(kindOf(place)))]);
  const drawLater = (place) => later.delete(place) && drawView(place, host);
  const watcher = new IntersectionObserver(
    (seen) => seen.filter((each) => each.isIntersecting).forEach((each) => drawLater(each.target)),
    { rootMargin: "200% 0px" },
  );
  for (const place of places) {
    if (later.has(place)) watcher.observe(place);
    else drawView(place, host);
  }
  addEventListener("beforeprint", () => [...later].forEach(drawLater));
}

// Sites side by side on one address each have a shelf of their own.
const sitePath = location.pathname.replace(/[^/]*$/, "");
const siteShelf = openShelf(browserStorage(), `groundrules@${sitePath}:`);
const siteNames = JSON.parse(document.getElementById("course-data").textContent);
const siteFiles = siteData(siteNames);
const coachReader = siteCoach(siteNames.coach);
const siteHost = localHost(siteFiles, siteShelf, coachReader);
document.querySelectorAll(".menu").forEach(closeMenu);
// Beside the text there is room for the contents; above it they stay folded.
document.querySelector(".contents details")?.toggleAttribute("open", matchMedia("(width >= 76rem)").matches);
if (document.body.dataset.page === "lesson") {
  siteShelf.put("last", { lesson: document.body.dataset.lesson, when: new Date().toISOString() });
}
drawViews(siteHost);
// Whoever begins to write will want the coach, which takes a while to load.
addEventListener("focusin", ({ target }) => target.matches("textarea") && target.closest(".gr-words, .gr-question, .gr-coach") && coachReader?.start());
if (!siteShelf.lasting) document.querySelector(".foot").prepend(h("p", null, SITE_WORDS.unkept));
// What is kept for times without a network can wait until the page itself is there.
if (navigator.serviceWorker && navigator.onLine && location.protocol !== "file:") {
  addEventListener("load", () => navigator.serviceWorker.register("sw.js").catch(() => {}));
}
