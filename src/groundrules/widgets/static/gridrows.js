// The cells of a grid on the screen: only those in sight, the active one always, chosen ones marked; and the keys that move.

import { h } from "./dom.js";

const GRID_HEIGHT = 36; // of a row, as in the style
const GRID_BEYOND = 8; // rows that are drawn above and below those in sight
const GRID_PAGE = 12; // rows that PageUp and PageDown move

/** Make the grid. `hooks`: label; text(entry, col), error(entry, col), lacks(entry) tell what a cell shows; edit(start),
 *  clear() and sort(col) are called when the person asks for it.
 *
 *  Gives {element, active, set(entries), draw(), refresh(entry), go(row, col), move(down, right), choose(row, col),
 *  chosen(), hold(editor), release(focus), mark(sorted), destroy()}. Row -1 is the header. */
export function gridRows(cols, hooks) {
  const lefts = cols.map((_, index) => cols.slice(0, index).reduce((sum, col) => sum + col.width, 0));
  const width = lefts.at(-1) + cols.at(-1).width;
  const place = (col) => ({ left: `${lefts[col]}px`, width: `${cols[col].width}px` });
  const head = h(
    "div",
    { role: "row", class: "gr-grid-head", "aria-rowindex": "1" },
    cols.map((col, index) =>
      h("div", { role: "columnheader", class: "gr-grid-cell", style: place(index), "aria-colindex": index + 1, "aria-sort": "none", title: col.label, tabindex: "-1", "data-row": "-1", "data-col": index }, col.label),
    ),
  );
  const body = h("div", { role: "rowgroup", class: "gr-grid-body" });
  const header = h("div", { role: "rowgroup", class: "gr-grid-top" }, head);
  const element = h("div", { role: "grid", class: "gr-grid", "aria-label": hooks.label, "aria-colcount": cols.length, "aria-multiselectable": "true" }, header, body);
  for (const part of [header, body]) part.style.setProperty("width", `${width}px`);
  const active = { row: -1, col: 0 };
  let anchor = { row: -1, col: 0 };
  let entries = [];
  let drawn = new Map(); // by entry: its row's element
  let held = null; // the editor that stands in the active cell
  let waiting = 0;

  function set(next) {
    entries = next;
    element.setAttribute("aria-rowcount", entries.length + 1);
    body.style.setProperty("height", `${entries.length * GRID_HEIGHT}px`);
    active.row = Math.min(active.row, entries.length - 1);
    anchor = { ...active };
    for (const row of drawn.values()) row.remove();
    drawn = new Map();
    draw();
  }

  function draw() {
    const first = Math.max(0, Math.floor(element.scrollTop / GRID_HEIGHT) - GRID_BEYOND);
    const last = Math.min(entries.length, Math.ceil((element.scrollTop + element.clientHeight) / GRID_HEIGHT) + GRID_BEYOND);
    const wanted = new Set(entries.slice(first, last));
    if (entries[active.row]) wanted.add(entries[active.row]); // else the focus would be lost with its cell
    for (const [entry, row] of drawn) {
      if (wanted.has(entry)) continue;
      row.remove();
      drawn.delete(entry);
    }
    const places = new Map(entries.slice(first, last).map((entry, index) => [entry, first + index]));
    for (const entry of wanted) if (!drawn.has(entry)) build(entry, places.get(entry) ?? active.row);
    paint();
  }

  function build(entry, index) {
    const cells = cols.map((_, col) =>
      h("div", { role: "gridcell", class: "gr-grid-cell", style: place(col), "aria-colindex": col + 1, tabindex: "-1", "data-row": index, "data-col": col }),
    );
    const row = h("div", { role: "row", class: "gr-grid-row", "aria-rowindex": index + 2, style: { transform: `translateY(${index * GRID_HEIGHT}px)` } }, cells);
    drawn.set(entry, row);
    fillCells(entry, row);
    // Screen readers read the rows in the order of the page.
    const after = [...body.children].find((each) => Number(each.getAttribute("aria-rowindex")) > index + 2);
    body.insertBefore(row, after || null);
  }

  function fillCells(entry, row) {
    const lacks = hooks.lacks(entry);
    row.classList.toggle("gr-grid-lacking", Boolean(lacks));
    [...row.children].forEach((cell, col) => {
      if (held && cell.contains(held)) return;
      const error = hooks.error(entry, col);
      const text = hooks.text(entry, col);
      cell.textContent = text.split("\n")[0];
      cell.title = error || (col === 0 && lacks) || (text.length > 20 || text.includes("\n") ? text : "");
      if (error) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    });
  }

  function refresh(entry) {
    const row = drawn.get(entry);
    if (row) fillCells(entry, row);
  }

  function range() {
    const rows = [anchor.row, active.row].sort((one, two) => one - two);
    const columns = [anchor.col, active.col].sort((one, two) => one - two);
    return { rows, columns };
  }

  function chosen() {
    const { rows, columns } = range();
    const list = [];
    for (let row = Math.max(0, rows[0]); row <= rows[1]; row += 1) {
      list.push([row, Array.from({ length: columns[1] - columns[0] + 1 }, (_, index) => columns[0] + index)]);
    }
    return list;
  }

  function paint() {
    const { rows, columns } = range();
    for (const cell of element.querySelectorAll(".gr-grid-cell")) {
      const [row, col] = [Number(cell.dataset.row), Number(cell.dataset.col)];
      const inside = row >= rows[0] && row <= rows[1] && col >= columns[0] && col <= columns[1];
      if (row >= 0) cell.setAttribute("aria-selected", String(inside));
      cell.setAttribute("tabindex", row === active.row && col === active.col ? "0" : "-1");
    }
  }

  function cellAt(row, col) {
    return (row < 0 ? head : drawn.get(entries[row]))?.children[col];
  }

  /** Go to a cell; with `keep` the other end of what is chosen stays. */
  function go(row, col, keep = false) {
    active.row = Math.max(-1, Math.min(row, entries.length - 1));
    active.col = Math.max(0, Math.min(col, cols.length - 1));
    if (!keep) anchor = { ...active };
    reveal();
    draw();
    cellAt(active.row, active.col)?.focus({ preventScroll: true });
  }

  function choose(row, col) {
    anchor = { ...active };
    go(row, col, true);
  }

  function reveal() {
    const top = active.row * GRID_HEIGHT;
    const below = header.offsetHeight;
    if (active.row >= 0 && top < element.scrollTop) element.scrollTop = top;
    else if (top + GRID_HEIGHT + below > element.scrollTop + element.clientHeight) element.scrollTop = top + GRID_HEIGHT + below - element.clientHeight;
    const [left, right] = [lefts[active.col], lefts[active.col] + cols[active.col].width];
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (right > element.scrollLeft + element.clientWidth) element.scrollLeft = right - element.clientWidth;
  }

  element.addEventListener("keydown", (event) => {
    if (held) return;
    const { row, col } = active;
    const far = event.ctrlKey || event.metaKey;
    const moves = {
      ArrowDown: [far ? entries.length - 1 : row + 1, col],
      ArrowUp: [far ? 0 : row - 1, col],
      ArrowLeft: [row, far ? 0 : col - 1],
      ArrowRight: [row, far ? cols.length - 1 : col + 1],
      PageDown: [row + GRID_PAGE, col],
      PageUp: [Math.max(0, row - GRID_PAGE), col],
      Home: [far ? 0 : row, 0],
      End: [far ? entries.length - 1 : row, cols.length - 1],
    };
    if (moves[event.key] && !event.altKey) go(...moves[event.key], event.shiftKey && row >= 0);
    else if (row < 0) {
      if (event.key !== "Enter" && event.key !== " ") return;
      hooks.sort(col);
    } else if (far && event.key.toLowerCase() === "a") {
      anchor = { row: 0, col: 0 };
      go(entries.length - 1, cols.length - 1, true);
    } else if (event.key === "Enter" || event.key === "F2") hooks.edit();
    else if (event.key === "Delete" || event.key === "Backspace") hooks.clear();
    else if (event.key === " " && event.shiftKey) {
      anchor = { row: anchor.row, col: 0 };
      go(row, cols.length - 1, true);
    } else if (event.key.length === 1 && !far && !event.altKey) hooks.edit(event.key === " " ? undefined : event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  element.addEventListener("mousedown", (event) => {
    const cell = event.target.closest(".gr-grid-cell");
    if (!cell || (held && cell.contains(held))) return;
    event.preventDefault();
    if (held) held.blur(); // what was typed is kept
    go(Number(cell.dataset.row), Number(cell.dataset.col), event.shiftKey);
  });
  element.addEventListener("click", (event) => {
    const cell = event.target.closest("[role=columnheader]");
    if (cell) hooks.sort(Number(cell.dataset.col));
  });
  element.addEventListener("dblclick", (event) => {
    if (!held && event.target.closest("[role=gridcell]")) hooks.edit();
  });
  element.addEventListener("scroll", () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      draw();
    });
  });

  const watch = typeof ResizeObserver === "function" ? new ResizeObserver(() => draw()) : null;
  watch?.observe(element);
  return {
    element,
    active,
    set,
    draw,
    refresh,
    go,
    choose,
    chosen,
    move: (down, right) => go(active.row + down, active.col + right),
    hold(editor) {
      const cell = cellAt(active.row, active.col);
      cell.replaceChildren(editor);
      cell.classList.add("gr-grid-editing");
      held = editor;
    },
    release(focus) {
      const cell = held?.parentElement;
      held = null;
      cell?.classList.remove("gr-grid-editing");
      if (entries[active.row]) refresh(entries[active.row]);
      if (focus) cellAt(active.row, active.col)?.focus({ preventScroll: true });
    },
    mark(sorted) {
      [...head.children].forEach((cell, col) => cell.setAttribute("aria-sort", col === sorted.col ? sorted.way : "none"));
    },
    destroy() {
      watch?.disconnect();
      cancelAnimationFrame(waiting);
    },
  };
}
