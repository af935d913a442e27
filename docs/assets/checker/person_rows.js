// A person's studies and work in a link: studies as s=college~pharmacy~2022-07-01, stretches in a post as
// p=2022-09-01~2024-06-30, those that go on as p=2022-09-01~now, of full-time study as f=…; what was left empty
// at the end is not written. As entries a stretch is {from, to}, or {from, now: "1"}; without either nothing
// was said of its end, and it is asked for: never taken as going on.

import { given } from "./request.js";

const STRETCH = ["from", "to"];
const NOW = "now";
const ROWS = {
  s: ["studies", ["degree", "field", "graduated"]],
  p: ["posts", STRETCH],
  f: ["full_time_studies", STRETCH],
};
const BETWEEN = "~";

export const ROW_NAMES = Object.keys(ROWS);

export const filled = (rows = []) => rows.filter((one) => Object.values(one).some(Boolean));

export const filledRows = (lists) => Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, filled(rows)]));

export function rowsToPairs(entries) {
  return Object.entries(ROWS).flatMap(([name, [list, parts]]) =>
    filled(entries[list]).map((row) => [name, parts.map((part) => row[part] ?? "").join(BETWEEN).replace(/~*$/, row.now ? BETWEEN + NOW : "")]),
  );
}

// {studies, posts, full_time_studies}
export function rowsFromPairs(pairs) {
  const of = (wanted) => pairs.filter(([name]) => name === wanted).map(([, text]) => text);
  return Object.fromEntries(Object.entries(ROWS).map(([name, [list, parts]]) => [list, of(name).map((text) => row(text, parts))]));
}

// What is more than the parts stays in the last, so that the checker refuses it.
function row(text, parts) {
  const pieces = text.split(BETWEEN);
  const last = pieces.splice(parts.length - 1).join(BETWEEN);
  const read = Object.fromEntries(parts.map((part, i) => [part, (i < parts.length - 1 ? pieces[i] : last) ?? ""]));
  return parts === STRETCH ? withEnd(read) : read;
}

function withEnd({ from, to }) {
  if (to === NOW) return { from, now: "1" };
  return to ? { from, to } : { from };
}

// As the checker is asked about it: an end of which nothing was said is none that it would take as going on.
export const toStretch = ({ from, to, now }) => ({ ...given({ from }), ...(now ? {} : { to: to ?? "" }) });
