// Entries (texts) → the checker's request. Digits become numbers; whatever else was given stays
// text, so that the checker itself refuses it and says why.

export const SAT = "sat_"; // in entries: a subject whose result is awaited, beside the same one passed

export const number = (text) => (/^-?[0-9]{1,15}$/.test(text) ? Number(text) : text);

export function given(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== ""));
}

export function toRequest(entries) {
  return given({
    op: "assess",
    apply_on: entries.apply_on,
    days: number(entries.days ?? ""),
    certificate: given({ exam_year: number(entries.exam_year ?? ""), issued_on: entries.issued_on }),
    annotations: entries.annotations.map((a) =>
      given({ applied_on: a.applied_on, days: number(a.days ?? ""), valid_until: a.valid_until }),
    ),
  });
}
