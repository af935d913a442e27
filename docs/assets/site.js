// Runs on every page. With instant navigation the page changes without a reload, so what belongs
// to a page is attached each time one is shown.
const shown = globalThis.document$ ?? { subscribe: (run) => run() };

// What can be scrolled sideways must be reachable by keyboard. The theme wraps tables when it shows
// a page, so look after that.
const reachScrollers = () =>
  requestAnimationFrame(() => {
    for (const box of document.querySelectorAll(".md-typeset .scroll, .md-typeset__scrollwrap"))
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "可以左右滑动的表格");
      }
  });

shown.subscribe(async () => {
  setTimeout(reachScrollers);

  // The theme gives its search dialog no name, and screen readers need one.
  const search = document.querySelector("[data-md-component=search]");
  search?.setAttribute("aria-label", search.querySelector("input")?.placeholder ?? "");

  const lists = [...document.querySelectorAll(".md-content ul.task-list")];
  if (lists.length) (await import("./checklist.js")).attach(lists);

  const form = document.getElementById("checker");
  if (form) (await import("./checker/page.js")).attach(form);
});
