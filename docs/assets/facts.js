// What only a running page can say: days to or since a date, by the date in Beijing; and finding
// and sorting in long tables. Without it every page reads the same.
import { inEdition } from "./edition.js";
import { whenShown } from "./theme.js";
import { todayInBeijing } from "./today.js";

const DAY = 86_400_000;

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

// What is not due yet on this day.
function hideNotDue(root) {
  for (const item of root.querySelectorAll("[data-due-from]")) item.hidden = item.dataset.dueFrom > todayInBeijing();
}

// The number of days comes with the page; what has not been looked at for longer says so.
function markOld(root) {
  for (const checked of root.querySelectorAll("time[data-old-after]")) {
    const days = (Date.parse(todayInBeijing()) - Date.parse(checked.dateTime)) / DAY;
    if (days > Number(checked.dataset.oldAfter) && !checked.nextElementSibling?.matches("[data-old]")) {
      const said = document.createElement("span");
      said.className = "old";
      said.dataset.old = "";
      said.textContent = `（已 ${days} 天没有核对）`;
      checked.after(said);
    }
  }
}

// Calendar programs subscribe by webcal:, which needs the site's own address.
function offerSubscription(paragraph) {
  if (paragraph.querySelector("[href^=webcal]") || !location.protocol.startsWith("http")) return;
  const download = paragraph.querySelector("a");
  const link = download.cloneNode(true);
  link.removeAttribute("download");
  link.href = new URL(paragraph.dataset.feed, location).href.replace(/^https?:/, "webcal:");
  link.textContent = download.textContent.replace(inEdition("下载日历文件"), "订阅");
  paragraph.append(" ", link);
}

function filterAreas(input) {
  const rows = [...document.querySelectorAll("tr[data-area]")];
  const filter = input.closest("p");
  const count = filter.querySelector("output");
  filter.hidden = false;
  input.addEventListener("input", () => {
    const wanted = inEdition(input.value).trim().toLowerCase();
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

whenShown(() => {
  countDays(document);
  hideNotDue(document);
  markOld(document);
  document.querySelectorAll("[data-feed]").forEach(offerSubscription);
  const input = document.querySelector("[data-area-filter]");
  if (input) filterAreas(input);
  for (const table of document.querySelectorAll("table[data-sortable]")) sortable(table);
});
