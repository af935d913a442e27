// A share link of a form without lists: the names and texts of its fields, as the fragment.

export function fieldsLink(names) {
  return {
    toFragment(entries) {
      const given = new URLSearchParams(names.filter((name) => entries[name]).map((name) => [name, entries[name]]));
      return given.size ? `#${given}` : "";
    },
    // null when the fragment is not a share link (empty, or the anchor of a heading).
    fromFragment(fragment) {
      const values = new URLSearchParams(fragment.replace(/^#/, ""));
      if (!names.some((name) => values.has(name))) return null;
      return Object.fromEntries(names.map((name) => [name, values.get(name) ?? ""]));
    },
  };
}
