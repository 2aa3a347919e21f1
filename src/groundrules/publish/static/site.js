// What a page of the site does when it is opened: its views are drawn, and its menu behaves.

import { fill, h } from "./dom.js";
import { localHost } from "./local_host.js";
import { openShelf } from "./shelf.js";
import { mountView } from "./views.js";

const SITE_WORDS = {
  fault: "This part of the page could not be opened. Load the page again.",
  unkept: "This browser does not let the site keep anything: what you do lasts until you close the page.",
  goOn: "Go on: {title}",
  count: "{done} of {all} done",
  whole: "done",
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
    line.toggleAttribute("data-done", parts.length > 0 && done === parts.length);
  }
  const last = shelf.get("last");
  const link = document.querySelector(`[data-lesson="${CSS.escape(last?.lesson || "")}"] a`);
  if (!link) return;
  const go = document.querySelector(".go");
  go.href = link.getAttribute("href");
  go.textContent = fill(SITE_WORDS.goOn, { title: link.querySelector(".name").textContent });
}

// Sites side by side on one address each have a shelf of their own.
const sitePath = location.pathname.replace(/[^/]*$/, "");
const siteShelf = openShelf(browserStorage(), `groundrules@${sitePath}:`);
const siteHost = localHost(JSON.parse(document.getElementById("course-data").textContent), siteShelf);
document.querySelectorAll(".menu").forEach(closeMenu);
// Beside the text there is room for the contents; above it they stay folded.
document.querySelector(".contents details")?.toggleAttribute("open", matchMedia("(width >= 76rem)").matches);
if (document.body.dataset.page === "home") drawHome(siteHost, siteShelf);
else siteShelf.put("last", { lesson: document.body.dataset.lesson, when: new Date().toISOString() });
drawViews(siteHost);
if (!siteShelf.lasting) document.querySelector(".foot").prepend(h("p", null, SITE_WORDS.unkept));
