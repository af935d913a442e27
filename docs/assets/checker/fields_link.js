// What a link of a form without lists carries: the names and texts of its fields.
// formerly: {name: the name it had before}; links that carry it stay readable for good.

export function fieldsLink(names, formerly = {}) {
  return {
    names,
    formerly,
    toPairs: (entries) => names.filter((name) => entries[name]).map((name) => [name, entries[name]]),
    fromPairs: (pairs) => ({ ...Object.fromEntries(names.map((name) => [name, ""])), ...Object.fromEntries(pairs) }),
  };
}
