// A request's entries ⇄ the fragment of a share link. Entries are texts as a person gives them:
// {apply_on, days, exam_year, issued_on, annotations: [{applied_on, days | valid_until}],
// needs: [{label, from, to}]}.

const SINGLE = ["apply_on", "days", "exam_year", "issued_on"];
const NEED = "~";
const SEPARATORS = { days: ":", valid_until: "~" };

export function toFragment(entries) {
  const parts = SINGLE.filter((name) => entries[name]).map((name) => `${name}=${encode(entries[name])}`);
  for (const annotation of entries.annotations) {
    const kind = "valid_until" in annotation ? "valid_until" : "days";
    const value = `${annotation.applied_on}${SEPARATORS[kind]}${annotation[kind] ?? ""}`;
    parts.push(`a=${encode(value)}`);
  }
  for (const { from = "", to = "", label = "" } of entries.needs ?? []) {
    if (from || to) parts.push(`n=${encode([from, to, label].join(NEED).replace(/~$/, ""))}`);
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

// null when the fragment is not a share link (empty, or the anchor of a heading).
export function fromFragment(fragment) {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const entries = { annotations: values.getAll("a").map(annotation), needs: values.getAll("n").map(need) };
  for (const name of SINGLE) entries[name] = values.get(name) ?? "";
  return [...SINGLE, "a", "n"].some((name) => values.has(name)) ? entries : null;
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

const encode = (text) => encodeURIComponent(text).replaceAll("%3A", ":");
