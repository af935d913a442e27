// Every state of the tools on one page, drawn by the code of the tools from answers given at build time.

import * as agenda from "./checker/agenda.js";
import { asked, firstParts, lastParts } from "./checker/answer.js";
import { Progress } from "./checker/batch.js";
import { Preview } from "./checker/columns.js";
import { button, element } from "./checker/dom.js";
import { eligibilityTool } from "./checker/eligibility.js";
import { fold, part, sayAsked } from "./checker/fold.js";
import { Form, RowList } from "./checker/form.js";
import { pictureParts } from "./checker/picture.js";
import { section } from "./checker/notice.js";
import * as plan from "./checker/plan.js";
import * as renewal from "./checker/renewal.js";
import { results } from "./checker/results.js";
import * as scores from "./checker/scores.js";
import { studyTool } from "./checker/study.js";
import { asText, takeAlong } from "./checker/take.js";
import { failed, inWords, linkNote, loading, offer, refusal, sharedRuntime, sources, why } from "./checker/tool.js";
import { WhatIf } from "./checker/what_if.js";
import { BATCH, FAILED, FORM, NOTICE, PICTURE, TOOL, WHAT_IF } from "./checker/words.js";
import { LATE, LOST, noteOf, OLD } from "./not_coming.js";

const REASONS = Object.keys(FAILED).filter((reason) => !["retry", "retry_hint", "way_out", "help"].includes(reason));
const nothing = () => {};

export async function states(place) {
  const given = JSON.parse(place.dataset.states);
  sharedRuntime(place.dataset.runtime);
  const toolPage = (name) => pageAt(`${place.dataset.tools}${name}/`);
  const page = await toolPage("annotation");
  const words = JSON.parse(page.getElementById("tool-form").dataset.words);
  const steps = element("div", { hidden: "" }); // what to do now: of the tool that is being drawn
  const takeSteps = (from) => steps.replaceChildren(...from.querySelectorAll("[id^=tool-todo-]"));
  place.append(steps);
  takeSteps(page);

  const show = (name, state, ...children) => {
    const region = element("section", { class: "answer", "data-state": state, "aria-label": name }, ...children);
    place.append(element("h2", {}, name), region);
    return region;
  };
  const along = (region, reminders) => takeAlong({ text: () => asText(region), reminders, qr: place.dataset.qr });

  place.append(element("h2", {}, "空的表单"), formLike(page, "empty").element);
  const answered = given.annotation[0].answer;
  for (const name of ["folded", "unfolded"]) {
    const { element: shown } = formLike(page, name);
    place.append(element("h2", {}, `有了答案的表单：${name}`), shown);
    sayAsked(shown, asked(answered));
    if (name === "folded") fold(shown);
  }
  show("还没有算", "idle");
  show("等着计算", "loading", ...loading({}));
  show("正在载入", "loading", ...loading({ type: "progress", received: 1_500_000, total: 4_000_000 }));
  show("正在启动", "loading", ...loading({ type: "starting" }));
  show("省流量", "idle", ...offer(nothing, page.getElementById("tool-form").dataset.megabytes));
  show("链接没有校验", "ready", linkNote());
  show("链接不完整", "error", ...refusal(TOOL.link_damaged([], "计算")));
  show("链接里有认不出的部分", "error", ...refusal(TOOL.link_damaged(["amp;a", "shareTo"], "计算")));
  for (const [name, words] of Object.entries({ LOST, LATE, OLD })) {
    const { element: shown } = formLike(page, name);
    shown.append(noteOf(words));
    place.append(element("h2", {}, `网页的程序没有来：${name}`), shown);
  }
  for (const reason of REASONS) show(`失败：${reason}`, "error", ...failed({ reason }, nothing));

  for (const { name, answer, picture } of given.annotation) {
    const region = show(`加注：${name}`, "ready");
    region.dataset.verdict = answer.verdict;
    const whatIf = new WhatIf(answer.asked.days, nothing);
    whatIf.follow(answer, picture.days);
    whatIf.element.querySelector("[data-pin]").click(); // kept for comparison
    const { annotations, apply_on, days } = answer.asked;
    region.append(
      ...firstParts(answer),
      along(region, () => ({ op: "reminders", annotations, apply_on, days })),
      part(WHAT_IF.heading, {}, whatIf.element),
      part(PICTURE.part, {}, ...pictureParts(picture)),
      ...lastParts(answer, words),
    );
  }
  place.querySelector("[data-verdict=refused]").dataset.stale = "true";

  for (const { name, answer, request } of given.errors) {
    const error = { ...answer.error, message: inWords(answer.error) };
    const { form, element: shown } = formLike(page, error.code);
    form.entries = { ...texts({ ...request, ...request.certificate }), annotations: (request.annotations ?? []).map(texts) };
    place.append(element("h2", {}, `错误：${name}`), shown);
    form.showError(error, { focus: false });
    show(`错误的结论：${name}`, "error", ...refusal(error.message));
  }

  const eligibilityPage = await toolPage("eligibility");
  const eligibility = eligibilityTool(JSON.parse(eligibilityPage.getElementById("tool-form").dataset.words));
  const study = studyTool(JSON.parse((await toolPage("study")).getElementById("tool-form").dataset.words));
  for (const [tool, draw] of Object.entries({ plan, renewal, scores, eligibility, study })) {
    if (tool !== "plan") takeSteps(await toolPage(tool));
    for (const { name, answer } of given[tool]) {
      const region = show(`${tool}：${name}`, "ready");
      region.dataset.verdict = draw.verdict(answer);
      region.append(...draw.parts(answer), along(region, null), ...(draw.after?.(answer) ?? []), why(answer.explanation), sources(answer));
    }
  }

  steps.remove();

  for (const { name, answer } of given.agenda) {
    const region = show(`agenda：${name}`, "ready");
    region.dataset.verdict = agenda.verdict(answer);
    const known = { sources: given.sources_of_dates, today: answer.asked.today, later: new Set(), open: nothing, tick: nothing, wait: nothing };
    region.append(...agenda.parts(answer, known), along(region, null), sources(answer));
  }

  const known = { periods: given.periods.map((one) => ({ ...one, source: [one.source ?? []].flat() })), sources: new Map(Object.entries(given.sources_of_dates)) };
  given.notice.forEach(({ name, answer, text }, i) => {
    const region = show(`notice：${name}`, "ready", section({ name, text, answer, empty: i ? [2, 3] : [] }, i, { known, report: "#", areaName: null }));
    region.dataset.verdict = answer.found.length ? "found" : "nothing";
  });
  show("notice：读不了的文件", "error", ...Object.keys(NOTICE.files).map((why, i) => section({ name: why, why }, i, {})));

  const { heading, rows, end } = given.batch;
  const progress = new Progress(rows.length);
  progress.show(1);
  show("表格：预览", "ready", ...new Preview(given.batch.preview, nothing).elements());
  const doubtful = new Preview(given.batch.doubtful, nothing);
  doubtful.askSameName(BATCH.same_name.one);
  show("表格：要先说明", "error", ...doubtful.elements(BATCH.stopped));
  show("表格：正在算", "loading", ...progress.elements({ cancel: nothing }));
  const calendar = { elements: [button(BATCH.calendar, nothing), element("p", { role: "status" }, BATCH.calendar_done(rows.length))] };
  const note = BATCH.cancelled(rows.length);
  show("表格：结果", "ready", ...results({ heading, rows, end, calendar, note, save: null, again: nothing, numbers: nothing }));
  for (const fault of [...Object.values(FORM.must), BATCH.nothing, BATCH.too_large(1), TOOL.link_too_long]) show(`拒绝：${fault}`, "error", ...refusal(fault));
  place.dataset.drawn = "";
}

// The forms stand on the tool's own page.
async function pageAt(address) {
  const response = await fetch(new URL(address, location.href));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// A form like that of the tool, its ids made its own.
function formLike(page, id) {
  const made = document.importNode(page.getElementById("tool-form"), true);
  const own = (name) => `${id}-${name}`;
  for (const one of [made, ...made.querySelectorAll("[id]")]) one.id = own(one.id);
  for (const label of made.querySelectorAll("label[for]")) label.htmlFor = own(label.htmlFor);
  for (const input of made.querySelectorAll("[aria-describedby]"))
    input.setAttribute("aria-describedby", own(input.getAttribute("aria-describedby")));
  for (const button of made.querySelectorAll("[type=submit]")) button.disabled = false;
  made.querySelector("link").remove();
  const rows = made.querySelector("[data-rows]");
  rows.dataset.row = own(rows.dataset.row);
  const list = new RowList(rows, page.getElementById("tool-annotation-row"), made.querySelector(`#${own("tool-add-annotation")}`), FORM);
  made.addEventListener("submit", (event) => event.preventDefault());
  return { form: new Form(made, [list]), element: made };
}

const texts = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]));
