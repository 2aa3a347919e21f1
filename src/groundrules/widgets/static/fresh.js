// A view looks again when its window is come back to, or when another view has changed what it shows.

const FRESH_ROWS = /^records\./;

/** Did another view change rows of the workbook? */
export function rowsChanged(said) {
  return FRESH_ROWS.test(said);
}

/** Call `look` then; `hears(said)` chooses among the messages with which other views changed something, `leave` is called
 *  when the page is left. Gives the function that ends this. */
export function keepFresh(look, hears, leave = () => {}) {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("groundrules") : null;
  if (channel) channel.onmessage = ({ data }) => hears(String(data)) && look();
  addEventListener("focus", look);
  addEventListener("pagehide", leave);
  return () => {
    removeEventListener("focus", look);
    removeEventListener("pagehide", leave);
    channel?.close();
  };
}
