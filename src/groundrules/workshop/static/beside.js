// On the lessons' pages of a workshop: the way back to the room, and a word when a vote is open.

import { drafts, fill, h } from "./dom.js";
import { openLine } from "./line.js";
import { reporter } from "./report.js";

const BESIDE_WORDS = {
  label: "The room",
  back: "Back to the room",
  vote: "A vote is open: {title}. Go to the room",
  stage: "Open in the room: {title}",
  card: "You have a role card. Go to the room",
};
const besideToken = drafts.get("room:token");

function besideBar(token) {
  const link = h("a", { href: "/" }, BESIDE_WORDS.back);
  const bar = h("aside", { class: "room-beside", "aria-label": BESIDE_WORDS.label }, h("p", { role: "status" }, link));
  const known = {};
  document.body.append(bar);

  function draw() {
    const { stage, tally, you } = known;
    const voting = stage?.page === "vote" && tally?.phase === "open" && !you?.watching && !you?.vote;
    const open = stage && stage.page !== "lobby";
    const words = voting ? BESIDE_WORDS.vote : you?.card ? BESIDE_WORDS.card : open ? BESIDE_WORDS.stage : BESIDE_WORDS.back;
    link.textContent = fill(words, { title: stage?.title || "" });
    bar.setAttribute("data-calls", voting || you?.card ? "yes" : "no");
  }

  const line = openLine({
    token,
    onNews(topic, body) {
      known[topic] = body;
      draw();
    },
    onState: (state) => state === "gone" && (bar.remove(), reporter.stop()),
  });
  reporter.start((message) => line.send(message));
}

if (besideToken) besideBar(besideToken);
