// Counting in a lab's records: which rows, in which groups, what of them; and the same said in pandas.
// The grader counts in exercise/lab/query.py; a test in the browser holds the two to each other.

const LAB_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The rows that a query is about: {weeks: [first, last], hours: {days, from, to, keep}, where: {column: values}}. */
export function labChosen(rows, query) {
  const { weeks, hours, where } = query;
  return rows.filter((row) => {
    if (weeks && (row.week < weeks[0] || row.week > weeks[1])) return false;
    if (hours) {
      const inside = hours.days.includes(row.day) && hours.from <= row.time && row.time < hours.to;
      if (inside !== (hours.keep === "inside")) return false;
    }
    return Object.entries(where || {}).every(([column, values]) => values.includes(row[column]));
  });
}

/** What of some rows: "count", "sum:minutes" or "mean:minutes". */
export function labMeasure(rows, what) {
  const [how, column] = what.split(":");
  if (how === "count") return rows.length;
  const total = rows.reduce((sum, row) => sum + row[column], 0);
  return how === "sum" ? total : rows.length ? total / rows.length : 0;
}

/** The measure of each group, [[name, value], …]: weeks and days in their order, weeks and days without rows as well. */
export function labGroups(table, query) {
  const rows = labChosen(table.rows, query);
  const by = query.group;
  const [first, last] = query.weeks || [1, table.weeks];
  const weeks = Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);
  const known = { week: weeks, day: LAB_DAYS }[by] || [...new Set(table.rows.map((row) => row[by]))].sort();
  return known
    .map((name) => [name, rows.filter((row) => row[by] === name)])
    .filter(([, part]) => part.length || by === "week" || by === "day")
    .map(([name, part]) => [name, labMeasure(part, query.measure)]);
}

/** The query as a cell of code. */
export function labCode(table, query) {
  const { name } = table;
  const text = (value) => JSON.stringify(value);
  const list = (values) => `[${values.map(text).join(", ")}]`;
  const lines = ["from groundrules import data", `${name} = data(${text(name)})`];
  const conditions = [];
  const { hours, weeks, where, group, measure } = query;
  if (hours) {
    lines.push(`inside = ${name}["day"].isin(${list(hours.days)}) & (${name}["time"] >= ${text(hours.from)}) & (${name}["time"] < ${text(hours.to)})`);
    conditions.push(hours.keep === "inside" ? "inside" : "~inside");
  }
  if (weeks) conditions.push(`${name}["week"].between(${weeks[0]}, ${weeks[1]})`);
  for (const [column, values] of Object.entries(where || {})) conditions.push(`${name}[${text(column)}].isin(${list(values)})`);
  lines.push(`chosen = ${conditions.length ? `${name}[${conditions.join(" & ")}]` : name}`);
  const [how, column] = measure.split(":");
  const grouped = group ? `.groupby(${text(group)})` : "";
  if (how === "count") lines.push(group ? `chosen${grouped}.size()` : "len(chosen)");
  else lines.push(`chosen${grouped}[${text(column)}].${how}()`);
  return lines.join("\n");
}

/** The days of a week, as the records name them. */
export function labDays() {
  return LAB_DAYS;
}
