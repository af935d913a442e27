// What this site says of the same matter: from its own files that are the same for everybody, so that
// no request tells which area a reader asks about.

import { element } from "./dom.js";
import { chineseDate, NOTICE } from "./words.js";

const KINDS = { certificate: ["certificate_collection", "certificate_application", "certificate_mail", "e_certificate"] };
export const OF_COUNTRY = ["exam", "scores"];
const EDGE = /-(?:start|end)$/;

let kept = null; // one look a visit

// {periods, sources}, or null without a network.
export async function site(dates, sources) {
  try {
    const [calendar, listed] = await Promise.all([dates, sources].map(dataOf));
    kept ??= { periods: periods(calendar.events), sources: new Map(listed.map((one) => [one.id, one])) };
  } catch {
    // compared the next time
  }
  return kept;
}

async function dataOf(address) {
  const response = await fetch(new URL(address, location.href));
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return (await response.json()).data;
}

// The two ends of a window are two events of the calendar.
function periods(events) {
  const found = new Map();
  for (const event of events) {
    const id = event.id.replace(EDGE, "");
    const period = found.get(id) ?? { ...event, start: null, end: null };
    const at = (day) => day + (event.time ? `T${event.time}` : "");
    if (event.edge !== "end") period.start = at(event.date);
    if (event.edge !== "start") period.end = at(event.date_to);
    found.set(id, period);
  }
  return [...found.values()];
}

// {state, text, parts()}: state: same, other, none, no_area, no_year or offline.
export function sameOrNot(value, { exam, area }, known) {
  const simply = (state) => ({ state, text: NOTICE.compare[state], parts: () => [NOTICE.compare[state]] });
  if (!known) return simply("offline");
  if (exam.year === null) return simply("no_year");
  const said = saidHere(value.what, exam.year, area, known);
  if (!said.length) return simply(area || OF_COUNTRY.includes(value.what) ? "none" : "no_area");
  if (said.some((one) => !one.cancelled && agrees(one.start, value.start) && agrees(one.end, value.end))) return simply("same");
  const sentence = said.map((one) => NOTICE.compare.other(...daysAndStatus(one))).join("");
  return { state: "other", text: sentence, parts: () => [sentence, ...proofs(said, known.sources)] };
}

// The periods that hold in an area; the country's where it has none of its own.
export function saidHere(what, year, area, known) {
  const of = (where) => known.periods.filter((one) => one.area === where && one.exam_year === year && (KINDS[what] ?? [what]).includes(one.kind));
  const own = area ? of(area) : [];
  return own.length || !OF_COUNTRY.includes(what) ? own : of("national");
}

// One may say the hour where the other says the day alone.
function agrees(one, other) {
  if (one === null || other === null) return one === other;
  return one === other || one.startsWith(`${other}T`) || other.startsWith(`${one}T`);
}

export const daysAndStatus = (one) => [shownDays(one), one.cancelled ? NOTICE.compare.cancelled : NOTICE.site_status[one.status]];

const inWords = (iso) => {
  if (iso === null) return null;
  const [day, hour] = iso.split("T");
  return chineseDate(day) + (hour ? ` ${hour}` : "");
};
const shownDays = ({ start, end }) => NOTICE.span(inWords(start), inWords(end));

function proofs(periods, sources) {
  const ids = [...new Set(periods.flatMap(({ source }) => source))];
  return ids.flatMap((id, i) => {
    const { publisher, title, url } = sources.get(id);
    const name = title ?? publisher;
    return [i ? "、" : NOTICE.compare.source, url ? element("a", { href: url, rel: "nofollow noopener" }, name) : name];
  });
}
