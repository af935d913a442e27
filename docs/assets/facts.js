// What only a running page can say: days to or since a date, by the date in Beijing; and finding
// and sorting in long tables. Without it every page reads the same.
const shown = globalThis.document$ ?? { subscribe: (run) => run() };
const DAY = 86_400_000;

const todayInBeijing = () =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());

function countDays(root) {
  for (const mark of root.querySelectorAll("[data-days-until], [data-days-since]")) {
    const { daysUntil, daysSince } = mark.dataset;
    const away = (Date.parse(daysUntil ?? daysSince) - Date.parse(todayInBeijing())) / DAY;
    const days = daysUntil ? away : -away;
    mark.hidden = !(days > 0);
    mark.template ??= mark.textContent;
    mark.textContent = mark.template.replace("{n}", days);
  }
}

function filterAreas(input) {
  const rows = [...document.querySelectorAll("tr[data-area]")];
  const count = input.closest(".filter").querySelector("output");
  input.closest(".filter").hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of rows)
      row.hidden = !`${row.cells[0].textContent} ${row.dataset.area}`.toLowerCase().includes(wanted);
    for (const body of document.querySelectorAll("tbody[data-region]"))
      body.hidden = ![...body.rows].some((row) => row.dataset.area && !row.hidden);
    const left = rows.filter((row) => !row.hidden).length;
    count.textContent = wanted ? `找到 ${left} 个地区` : "";
  });
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
      const compare = (a, b) =>
        key(a).localeCompare(key(b), "zh-CN-u-co-pinyin", { numeric: true }) * (up ? 1 : -1);
      for (const body of table.tBodies)
        body.append(...[...body.rows].filter((row) => row.cells.length > 1).sort(compare));
    });
  });
}

shown.subscribe(() => {
  countDays(document);
  const input = document.getElementById("area-filter");
  if (input) filterAreas(input);
  for (const table of document.querySelectorAll("table[data-sortable]")) sortable(table);
});
