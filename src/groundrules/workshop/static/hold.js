// The focus stays where it was when a part of a page is drawn anew.

const HOLD_CONTROLS = "button, input, select, summary, textarea, a[href]";

/** Draw `place` anew by `draw()`; what had the focus has it again, or whatever has the same id, or the first control. */
export function holdFocus(place, draw) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  draw();
  if (!held || held.isConnected) return;
  const same = held.id ? document.getElementById(held.id) : null;
  (same || place.querySelector(HOLD_CONTROLS))?.focus({ preventScroll: true });
}

/** Give a control an id, so that it keeps the focus when it is drawn anew. */
export function withId(element, id) {
  element.id = id;
  return element;
}
