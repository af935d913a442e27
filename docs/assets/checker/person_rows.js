// A person's studies and work in a link: studies as s=college~pharmacy~2022-07-01, stretches in a post as
// p=2022-09-01~2024-06-30, of full-time study as f=…; what was left empty at the end is not written.

const STRETCH = ["from", "to"];
const ROWS = {
  s: ["studies", ["degree", "field", "graduated"]],
  p: ["posts", STRETCH],
  f: ["full_time_studies", STRETCH],
};
const BETWEEN = "~";

export const ROW_NAMES = Object.keys(ROWS);

export const filled = (rows = []) => rows.filter((one) => Object.values(one).some(Boolean));

export function rowsToPairs(entries) {
  return Object.entries(ROWS).flatMap(([name, [list, parts]]) =>
    filled(entries[list]).map((row) => [name, parts.map((part) => row[part] ?? "").join(BETWEEN).replace(/~+$/, "")]),
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
  return Object.fromEntries(parts.map((part, i) => [part, (i < parts.length - 1 ? pieces[i] : last) ?? ""]));
}
