// In which exam year may somebody sit, and what is still missing?

import { line } from "./answer.js";
import { cells, drawn, element, table } from "./dom.js";
import { eligibilityLink, toRequest, withFirstRows } from "./eligibility_link.js";
import { earliest, headline } from "./eligibility_words.js";
import { part } from "./fold.js";
import { RowList } from "./form.js";
import { filled, filledRows } from "./person_rows.js";
import { swatch } from "./picture.js";
import { askOneByOne } from "./questions.js";
import { simpleTool } from "./simple_tool.js";
import { todo } from "./tool.js";
import { nextExam, todayInBeijing } from "../today.js";
import { chineseDate, ELIGIBILITY, PICTURE } from "./words.js";

const STEPS = ["degree", "field", "graduated", "worked", "post", "more"];
const ROW = 18;
const BAR = 12;

// words: of the checker, as the page has them: {degrees, fields, questions: question → choice → what it means}.
export function eligibilityTool(words) {
  return simpleTool({
    name: "eligibility",
    link: eligibilityLink,
    toRequest,
    sentence: (answer) => [headline(answer), earliest(answer)].map((text) => `${text}。`).join(""),
    agenda: ({ studies, posts, full_time_studies, senior_title }) => ({ ...filledRows({ studies, posts, full_time_studies }), senior_title }),
    verdict: ({ verdict }) => verdict ?? "earliest",
    asked: ({ asked }) => whatWasAsked(asked, words),
    parts: (answer) => [...firstParts(answer, words)],
    after: (answer) => (answer.verdict ? [...picture(answer, words), readings(answer, words)] : []),
  });
}

export function attach(formElement) {
  const words = JSON.parse(formElement.dataset.words);
  const lists = Object.entries(ELIGIBILITY.rows).map(([name, named]) => {
    const container = formElement.querySelector(`[data-rows=${name}]`);
    const id = container.id;
    return new RowList(container, document.getElementById(`${id}-row`), document.getElementById(`${id}-add`), named);
  });
  const seed = () => {
    const rows = withFirstRows({});
    for (const list of lists) list.values = rows[list.name];
  };
  seed();
  formElement.querySelector("[data-field=exam_year]").defaultValue = nextExam(JSON.parse(formElement.dataset.exams), todayInBeijing());

  let attached = null;
  let worked = true;
  const questions = askOneByOne(formElement, {
    steps: STEPS,
    skips: (step) => step === "post" && !worked,
    async wrong() {
      const { form, refused } = attached;
      form.clearErrors();
      const error = await refused();
      if (!error || !form.showError(error, { focus: false })) return null;
      const field = formElement.querySelector("[aria-invalid]");
      if (!field.getClientRects().length) form.clearErrors(); // of a question still to come
      return field;
    },
  });
  attached = eligibilityTool(words).attach(formElement, lists);
  const { form } = attached;
  const rows = withFirstRows(form.entries); // what was kept may be anything
  for (const list of lists) if (!list.values.length) list.values = rows[list.name];

  const region = document.getElementById("tool-answer");
  const nothingYet = () => region.dataset.state === "idle" && !filled(form.entries.studies).length && !filled(form.entries.posts).length;
  if (nothingYet()) questions.begin();
  else questions.all();
  new MutationObserver(() => region.dataset.state !== "idle" && questions.all()).observe(region, { attributeFilter: ["data-state"] });
  formElement.addEventListener("reset", () => {
    seed();
    worked = true;
    questions.begin();
    show();
  });

  const first = (name) => lists[0].input(`studies[0].${name}`);
  const choices = [...formElement.querySelectorAll("[data-choose]")];
  const show = () => {
    for (const one of choices) one.setAttribute("aria-pressed", String(first(one.dataset.choose)?.value === one.value));
  };
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      first(choice.dataset.choose).value = choice.value;
      formElement.dispatchEvent(new Event("input", { bubbles: true }));
      show();
      questions.forward();
    });
  }
  for (const choice of formElement.querySelectorAll("[data-worked]")) {
    choice.addEventListener("click", () => {
      worked = choice.dataset.worked === "yes";
      if (!worked) lists[1].values = withFirstRows({}).posts;
      questions.forward();
    });
  }
  formElement.querySelector("[data-all]").addEventListener("click", () => {
    questions.all();
    first("degree").focus();
  });
  show();
}

function whatWasAsked({ exam_year, studies, posts }, { degrees, fields }) {
  const studied = studies.map(({ degree, field }) => ELIGIBILITY.study(degrees[degree], fields[field])).join("、");
  return ELIGIBILITY.asked(studied, posts.map(({ from, to }) => [chineseDate(from), to && chineseDate(to)]), exam_year);
}

function* firstParts(answer, words) {
  yield element("h2", { class: "verdict", "data-text": "" }, headline(answer));
  yield element("p", { class: "headline", "data-text": "" }, element("data", { "data-answer": "earliest", value: answer.earliest.certain ?? "" }, earliest(answer)));
  yield* goesOn(answer);
  yield* todo(answer.verdict ?? "earliest");
  if (!answer.verdict) return;
  const { counted, studies, subjects } = answer;
  const worked = counted.from
    ? ELIGIBILITY.worked(chineseDate(counted.from), chineseDate(counted.until), counted.days, counted.months)
    : ELIGIBILITY.no_work;
  const found = [
    line([ELIGIBILITY.counted, ""], element("span", { "data-answer": "counted.days" }, worked)),
    ...studies.map((study) => line([nameOf(study, words), ""], stands(study))),
    ...counted.left_out.map(({ from, to, why }) =>
      line([ELIGIBILITY.left_out, ELIGIBILITY.why[why]], element("span", {}, PICTURE.span(chineseDate(from), chineseDate(to)))),
    ),
    line([ELIGIBILITY.subjects, ""], ELIGIBILITY.exempt[subjects.exempt](subjects.count)),
  ];
  yield element("div", { "data-text": "" }, element("h3", {}, ELIGIBILITY.counted_heading), element("dl", {}, ...found.flat()));
}

function goesOn({ asked, counted }) {
  const until = counted ? chineseDate(counted.until) : "";
  return Object.entries(ELIGIBILITY.goes_on)
    .filter(([list]) => asked[list].some(({ to }) => to === undefined))
    .map(([list, say]) => element("p", { "data-text": "", "data-goes-on": list }, say(until)));
}

const nameOf = ({ degree, field }, { degrees, fields }) => ELIGIBILITY.study(degrees[degree], fields[field]);

// What is lacking in the reading that adds up days; readings that differ stand in their table.
const byDays = ({ readings: of }) => of.find(({ sum, by }) => sum === "days" && by === "year_end").missing_days;

function stands(study) {
  if (study.years_needed === null) return ELIGIBILITY.no_use;
  const need = study.years_needed ? ELIGIBILITY.years(study.years_needed) : ELIGIBILITY.no_years;
  const missing = byDays(study);
  return `${need}，${missing ? ELIGIBILITY.missing(missing) : ELIGIBILITY.enough}`;
}

// The days that count beside those still missing, and those that do not count: bars, under them what each is.
function picture(answer, words) {
  const { counted, studies, explanation } = answer;
  const left = explanation.filter(({ values }) => values.why).map(({ values }) => [values.days, ELIGIBILITY.why[values.why]]);
  const bars = [
    ...studies
      .filter(({ years_needed }) => years_needed)
      .map((study) => [
        ["made", counted.days, ELIGIBILITY.counted],
        ["asked", byDays(study), ELIGIBILITY.missing_for(nameOf(study, words))],
      ]),
    ...left.map(([days, why]) => [["left", days, ELIGIBILITY.not_counted(why)]]),
  ];
  const all = Math.max(...bars.map((bar) => bar.reduce((sum, [, days]) => sum + days, 0)));
  if (!(all > 0)) return [];
  const share = (days) => `${(days / all) * 100}%`;
  const shapes = bars.flatMap((bar, i) => {
    let at = 0;
    return bar
      .filter(([, days]) => days)
      .map(([key, days]) => {
        const shape = drawn("rect", { x: share(at), width: share(days), y: i * ROW + 3, height: BAR, rx: 3, class: key });
        at += days;
        return shape;
      });
  });
  const named = new Map(bars.flat().map(([key, days, name]) => [name, [key, days]]));
  const rows = [...named].map(([name, [key, days]]) =>
    element("tr", {}, ...cells([element("span", { class: "item" }, swatch(key), name), ELIGIBILITY.days(days)])),
  );
  const drawing = drawn("svg", { width: "100%", height: bars.length * ROW + 4, "aria-hidden": "true" }, ...shapes);
  return [
    part(
      ELIGIBILITY.picture,
      {},
      element(
        "figure",
        { class: "answer-timeline" },
        element("figcaption", {}, ELIGIBILITY.caption),
        drawing,
        table(ELIGIBILITY.picture, ELIGIBILITY.picture_columns, rows),
      ),
    ),
  ];
}

function readings(answer, { questions }) {
  const best = answer.best === null ? null : answer.studies[answer.best];
  const { heading, columns, yes, no, never } = ELIGIBILITY.readings;
  const rows = answer.readings.map(({ sum, by, eligible }, i) => {
    const missing = best?.readings[i].missing_days ?? null;
    const lacks = missing === null ? never : ELIGIBILITY.days(missing);
    return element("tr", { "data-reading": `${sum} ${by}` }, ...cells([eligible ? yes : no, lacks, ...[questions.sum[sum], questions.by[by]].map((text) => element("span", { class: "hint" }, text))]));
  });
  const name = heading(rows.length);
  return part(name, {}, table(name, columns, rows));
}
