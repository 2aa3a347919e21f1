// A play sheet and a trail as data: which move a step takes, where it leads, and which of two trails holds.

/** A text of the sheet's pool; empty where the sheet has none. */
export function textOf(sheet, index) {
  return index === null || index === undefined ? "" : sheet.texts[index];
}

/** The tags as the bits of the sheet's outcome table: tag i is bit i. */
export function maskOf(known, tags) {
  return known.reduce((mask, tag, bit) => (tags.includes(tag) ? mask | (1 << bit) : mask), 0);
}

/** Follow one step from a node. Gives {move, next}, or null where the step does not fit there. */
export function follow(sheet, at, step) {
  const node = sheet.nodes[at];
  if (node.scene !== step.scene) return null;
  let pair = null;
  if (node.words) {
    const ready = node.words.ready.find(({ id }) => step.choice === `ready:${id}`);
    if (ready) pair = node.words.by_mask[ready.mask];
    else if (step.choice === "own") pair = node.words.by_mask[maskOf(node.words.tags, step.tags || [])];
    if (pair && step.outcome && sheet.moves[pair[0]].id !== step.outcome) return null;
  } else {
    pair = (node.choices || []).find(([move]) => sheet.moves[move].id === step.choice);
  }
  return pair ? { move: sheet.moves[pair[0]], next: pair[1] } : null;
}

/** Walk as many steps as fit. Gives {path, at}: what was taken, each {step, at, move, next}, and the node reached. */
export function walk(sheet, steps) {
  const path = [];
  let at = sheet.start;
  for (const step of steps) {
    const taken = follow(sheet, at, step);
    if (!taken) break;
    path.push({ step, at, ...taken });
    at = taken.next;
  }
  return { path, at };
}

/** What a person said or did at a step, and whether it was said in words: {text, said}. */
export function deedOf(sheet, { step, at, move }) {
  const words = sheet.nodes[at].words;
  if (!words) return { text: textOf(sheet, move.text), said: false };
  const ready = words.ready.find(({ id }) => step.choice === `ready:${id}`);
  return { text: ready ? textOf(sheet, ready.text) : step.text || "", said: true };
}

function beginsWith(steps, others) {
  return others.every((other, index) => {
    const step = steps[index];
    return step && step.scene === other.scene && step.choice === other.choice && step.text === other.text;
  });
}

/** Which trail holds when the host's arrives after a person has done something here (`mine`, else null).
 *
 *  What they did stays. Where it would cover another path of theirs, it becomes an attempt of its own and the other one
 *  is given as `earlier`. `live` says that it was done just now and not read back from a draft. */
export function reconcile(mine, theirs, live) {
  if (!mine || !theirs) return { trail: mine || theirs, earlier: null };
  if (mine.attempt > theirs.attempt) return { trail: mine, earlier: null };
  if (mine.attempt === theirs.attempt) {
    if (beginsWith(mine.steps, theirs.steps)) return { trail: mine, earlier: null };
    if (!live && beginsWith(theirs.steps, mine.steps)) return { trail: theirs, earlier: null };
  }
  return { trail: { ...mine, attempt: theirs.attempt + 1 }, earlier: theirs.steps.length ? theirs : null };
}
