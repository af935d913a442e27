// A share link of a form without lists: the names and texts of its fields, as the fragment.
// formerly: {name: the name it had before}; links that carry it stay readable for good.

export function fieldsLink(names, formerly = {}) {
  const value = (values, name) => values.get(name) ?? values.get(formerly[name]) ?? "";
  return {
    toFragment(entries) {
      const given = new URLSearchParams(names.filter((name) => entries[name]).map((name) => [name, entries[name]]));
      return given.size ? `#${given}` : "";
    },
    // null when the fragment is not a share link (empty, or the anchor of a heading).
    fromFragment(fragment) {
      const values = new URLSearchParams(fragment.replace(/^#/, ""));
      if (![...names, ...Object.values(formerly)].some((name) => values.has(name))) return null;
      return Object.fromEntries(names.map((name) => [name, value(values, name)]));
    },
  };
}
