// The theme's script: colours, tables that scroll. Where Python starts with the page (early.js), it has
// only been read so far (scripts/finish/lean.py): it runs after the first answer.

// Runs `run` once the theme has set up the page; where it is held, at once.
export function whenShown(run) {
  if (globalThis.document$) return document$.subscribe(run);
  return run();
}

export function startTheme() {
  // An answer stays as it is: the theme wraps tables that have no class.
  const tables = document.querySelectorAll("[data-state] table");
  for (const table of tables) table.className = "";
  globalThis.heldTheme();
  delete globalThis.heldTheme;
  document$.next(document); // the theme waits for DOMContentLoaded, which has been
  for (const table of tables) table.removeAttribute("class");
}
