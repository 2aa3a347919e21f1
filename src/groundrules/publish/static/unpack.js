// A packed play sheet made whole again: each node gets its own meters and targets beside what it shares with others.

/** Give the sheet that was packed; see pack.py. */
export function unpack(packed) {
  const { shapes, ...sheet } = packed;
  const count = sheet.meters.length;
  const nodes = packed.nodes.split(";").map((line, here) => {
    const [shape, ...numbers] = line.split(",").map((number) => parseInt(number, 36));
    const node = { ...shapes[shape], meters: numbers.slice(0, count) };
    let at = count;
    let target = here;
    const edge = (move) => [move, (target += numbers[at++])];
    if (node.choices) node.choices = node.choices.map(edge);
    if (node.words) node.words = { ...node.words, by_mask: node.words.by_mask.map(edge) };
    return node;
  });
  return { ...sheet, nodes };
}
