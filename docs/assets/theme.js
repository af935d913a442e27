// The theme's script: instant navigation, colours, tables that scroll. Where Python starts with the page
// (early.js), it has only been read so far (scripts/finish/lean.py): it runs after the first answer.
const waiting = [];

// Runs `run` for the page that is shown and, with instant navigation, for each that takes its place.
export function whenShown(run) {
  if (globalThis.document$) return document$.subscribe(run);
  waiting.push(run);
  return run();
}

export function startTheme() {
  // An answer stays as it is: the theme wraps tables that have no class, and writes addresses out in full.
  const tables = document.querySelectorAll("[data-state] table");
  const links = [...document.querySelectorAll("[data-state] a[href]")].map((link) => [link, link.getAttribute("href")]);
  for (const table of tables) table.className = "";
  globalThis.heldTheme();
  delete globalThis.heldTheme;
  document$.next(document); // the theme waits for DOMContentLoaded, which has been
  for (const table of tables) table.removeAttribute("class");
  for (const [link, address] of links) link.setAttribute("href", address);
  for (const run of waiting) {
    let known = true; // the page that is shown comes first
    document$.subscribe(() => (known ? (known = false) : run()));
  }
}
