// What the site keeps in the browser: JSON by key, under a prefix of its own; in memory where the browser forbids it.

const SHELF_WORDS = {
  full: "This browser has no room left for this site.",
  fullRemedy: "Save your work to a file on the first page, then free some space.",
};

/** Something that the host cannot do, as the views tell it: what, where, remedy, and whatever else is in `more`. */
export class Refusal extends Error {
  constructor(what, { where = "", remedy = "", more = {} } = {}) {
    super(what);
    this.error = { what, where, remedy, ...more };
  }
}

/** Open the shelf. `area` is a Storage; gives get, put, drop, keys(start), and `lasting`. */
export function openShelf(area, prefix) {
  const memory = new Map();
  let lasting = true;
  try {
    area.setItem(`${prefix}try`, "1");
    area.removeItem(`${prefix}try`);
  } catch {
    lasting = false;
  }
  const memoryKeys = () => [...memory.keys()];
  const areaKeys = () => Array.from({ length: area.length }, (_, index) => area.key(index));
  return {
    lasting,
    get(key) {
      const text = lasting ? area.getItem(prefix + key) : memory.get(prefix + key);
      try {
        return text === null || text === undefined ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    put(key, value) {
      const text = JSON.stringify(value);
      if (!lasting) {
        memory.set(prefix + key, text);
        return;
      }
      try {
        area.setItem(prefix + key, text);
      } catch {
        throw new Refusal(SHELF_WORDS.full, { remedy: SHELF_WORDS.fullRemedy });
      }
    },
    drop(key) {
      if (lasting) area.removeItem(prefix + key);
      else memory.delete(prefix + key);
    },
    keys(start) {
      const all = lasting ? areaKeys() : memoryKeys();
      return all.filter((key) => key.startsWith(prefix + start)).map((key) => key.slice(prefix.length)).sort();
    },
  };
}
