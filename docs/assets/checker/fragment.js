// What the annotation page's links carry: a request's entries ⇄ the pairs of a link. Entries are texts
// as a person gives them: {apply_on, days, exam_year, issued_on, annotations: [{applied_on, days |
// valid_until}], needs: [{label, from, to}]}.

const SINGLE = ["apply_on", "days", "exam_year", "issued_on"];
const NEED = "~";
const SEPARATORS = { days: ":", valid_until: "~" };

export const annotationLink = { tool: "annotation", names: SINGLE, lists: ["a", "n"] };

export function toPairs(entries) {
  const pairs = SINGLE.filter((name) => entries[name]).map((name) => [name, entries[name]]);
  for (const annotation of entries.annotations) {
    const kind = "valid_until" in annotation ? "valid_until" : "days";
    pairs.push(["a", `${annotation.applied_on}${SEPARATORS[kind]}${annotation[kind] ?? ""}`]);
  }
  for (const { from = "", to = "", label = "" } of entries.needs ?? []) {
    if (from || to) pairs.push(["n", [from, to, label].join(NEED).replace(/~$/, "")]);
  }
  return pairs;
}

export function fromPairs(pairs) {
  const of = (wanted) => pairs.filter(([name]) => name === wanted).map(([, text]) => text);
  const single = SINGLE.map((name) => [name, of(name)[0] ?? ""]);
  return { annotations: of("a").map(annotation), needs: of("n").map(need), ...Object.fromEntries(single) };
}

function annotation(text) {
  for (const [kind, separator] of Object.entries(SEPARATORS)) {
    const at = text.indexOf(separator);
    if (at >= 0) return { applied_on: text.slice(0, at), [kind]: text.slice(at + 1) };
  }
  return { applied_on: text };
}

function need(text) {
  const [from, to = "", ...label] = text.split(NEED);
  return { from, to, ...(label.length && { label: label.join(NEED) }) };
}
