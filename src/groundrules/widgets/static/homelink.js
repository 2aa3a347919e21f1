// A link from a view to a lesson or a page of the course, wherever the view is shown.

import { fill, h } from "./dom.js";

const HOMELINK_WORDS = { file: "{title} (the file notebooks/{file})" };

/** Give a link; where the host knows no way to a notebook (an editor's panel), its name is said instead.
 *  `place` is the scenario or question on that page to which it leads. */
export function homeLink(host, { notebook, place = "", ...attrs }, ...children) {
  const href = host.href?.(notebook, place);
  if (href) return h("a", { ...attrs, href }, children);
  const [title, ...rest] = children;
  return h("span", attrs, fill(HOMELINK_WORDS.file, { title: String(title), file: notebook }), rest);
}
