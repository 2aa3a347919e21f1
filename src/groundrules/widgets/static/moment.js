// A moment as the workbook keeps it: 2026-11-17T02:07:00+01:00[Europe/Paris], the wall clock, its offset and the zone.

let dayForm = null;
let momentForm = null; // both are made once: making one takes longer than a thousand uses

/** The zone of this machine, as a name; UTC where the browser does not tell. */
export function momentZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** All the zones to choose from, `chosen` among them. */
export function momentZones(chosen) {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [momentZone()];
  return [...new Set([...known, "UTC", chosen])].sort();
}

/** The parts of a kept moment: {wall: "2026-11-17T02:07", zone}. A moment without a zone's name has its offset there. */
export function momentParts(text) {
  const found = /^([\d-]+T\d\d:\d\d)(?::\d\d)?([+-]\d\d:\d\d|Z)(?:\[([^\]]+)\])?$/.exec(text);
  if (!found) return { wall: "", zone: momentZone() };
  return { wall: found[1], zone: found[3] || found[2].replace("Z", "+00:00") };
}

/** A kept moment from what a clock on the wall shows and the zone that it hangs in; "" without a time. */
export function momentOf(wall, zone) {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(wall);
  if (!found) return "";
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  const fixed = /^[+-]\d\d:\d\d$/.test(zone);
  const offset = fixed ? zone : momentOffsetText(momentOffset(Date.UTC(year, month - 1, day, hour, minute), zone));
  return `${found[0]}:00${offset}${fixed ? "" : `[${zone}]`}`;
}

/** A kept moment in words that the person's own language uses; its own clock, not this machine's. */
export function momentShown(text) {
  const { wall } = momentParts(text);
  if (!wall) return "";
  momentForm ||= new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return momentForm.format(new Date(`${wall}:00Z`));
}

/** A kept date in words that the person's own language uses. */
export function dayShown(text) {
  dayForm ||= new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
  return /^\d{4}-\d\d-\d\d$/.test(text) ? dayForm.format(new Date(`${text}T00:00Z`)) : text;
}

// How many minutes a zone's clock is ahead of UTC when it shows `wall` (given as if it were UTC).
function momentOffset(wall, zone) {
  let offset = 0;
  // Twice: the first guess may lie on the other side of a change of clocks.
  for (let round = 0; round < 2; round += 1) offset = (momentClock(wall - offset * 60000, zone) - wall + offset * 60000) / 60000;
  return offset;
}

function momentClock(instant, zone) {
  const form = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-US", form).formatToParts(new Date(instant)).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
}

function momentOffsetText(minutes) {
  const size = Math.abs(Math.round(minutes));
  const two = (number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
