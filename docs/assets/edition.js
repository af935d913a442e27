// Two editions, one set of scripts: 简体 and, below hant/, 繁體 (scripts/finish/hant).

const link = document.querySelector("[data-edition]");
const at = (name) => link && new URL(link.dataset[name], location.href).href;
const [HERE, OTHER] = ["edition", "other"].map(at);

// The same page, with what was filled in.
link?.addEventListener("click", () => {
  link.href = OTHER + location.href.slice(HERE.length);
});

// What is not painted into the page: the names and the texts of files, what is looked for.
export const inEdition = (text) => globalThis.inTraditional?.(text) ?? text;
export const answersInEdition = (csv, answers) => globalThis.inTraditional?.line(csv, answers) ?? csv; // in a line of a table
export const calendarInEdition = (text) => globalThis.inTraditional?.calendar(text) ?? text;
