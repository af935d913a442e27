// Runs on every page. With instant navigation the page changes without a reload, so what belongs
// to a page is attached each time one is shown.
const shown = globalThis.document$ ?? { subscribe: (run) => run() };

shown.subscribe(async () => {
  // The theme gives its search dialog no name, and screen readers need one.
  const search = document.querySelector("[data-md-component=search]");
  search?.setAttribute("aria-label", search.querySelector("input")?.placeholder ?? "");

  const lists = [...document.querySelectorAll(".md-content ul.task-list")];
  if (lists.length) (await import("./checklist.js")).attach(lists);

  const form = document.getElementById("checker");
  if (form) (await import("./checker/page.js")).attach(form);
});
