// The list of courses: choosing by track, kind and price. Without it every course is listed.
import { whenShown } from "./theme.js";

function filterCourses(form) {
  const rows = [...document.querySelectorAll("tr[data-kind]")];
  const { track, kind, yuan } = form.elements;
  const fits = ({ dataset }) =>
    (!track.value || [track.value, "both"].includes(dataset.track)) &&
    (!kind.value || dataset.kind === kind.value) &&
    (!yuan.value || (dataset.yuan !== undefined && Number(dataset.yuan) <= Number(yuan.value)));
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    for (const row of rows) row.hidden = !fits(row);
    for (const body of new Set(rows.map((row) => row.parentElement)))
      body.hidden = ![...body.rows].some((row) => row.dataset.kind && !row.hidden);
    const chosen = track.value || kind.value || yuan.value;
    form.querySelector("output").textContent = chosen ? `找到 ${rows.filter((row) => !row.hidden).length} 个价格` : "";
  });
}

whenShown(() => {
  const form = document.querySelector("[data-course-filter]");
  if (form) filterCourses(form);
});
