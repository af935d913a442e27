// The eligibility card: one study and one post, for the next exam.
import { eligibilityLink, toRequest } from "../checker/eligibility_link.js";
import { headline } from "../checker/eligibility_words.js";
import { ELIGIBILITY } from "../checker/words.js";
import { nextExam, todayInBeijing } from "../today.js";
import { attachCard, element } from "./asking.js";

const ASKED = { now: ["from"], over: ["from", "to"] }; // days of the post, by where it stands

const form = document.getElementById("card-form");
form.elements.work.addEventListener("change", showDays);
showDays(); // a reload keeps what was chosen

attachCard({
  link: eligibilityLink,
  entries,
  toRequest: (entries) => ({ op: eligibilityLink.tool, ...toRequest(entries) }),
  parts,
});

function showDays() {
  const { elements } = form;
  for (const name of ["from", "to"]) {
    const needed = (ASKED[elements.work.value] ?? []).includes(name);
    elements[name].required = needed;
    elements[name].closest("label").hidden = !needed;
  }
}

function entries({ dataset, elements: { degree, field, graduated, work, from, to } }) {
  const end = work.value === "now" ? { now: "1" } : { to: to.value };
  return {
    exam_year: nextExam(JSON.parse(dataset.exams), todayInBeijing()),
    studies: [{ degree: degree.value, field: field.value, graduated: graduated.value }],
    posts: work.value in ASKED ? [{ from: from.value, ...end }] : [],
    full_time_studies: [],
  };
}

function parts(answer) {
  const { counted, explanation } = answer;
  const earliest = explanation.find(({ values }) => "certain" in values).text;
  return [
    element("p", { className: "verdict" }, headline(answer)),
    element("p", {}, earliest),
    element("p", { className: "hint" }, ELIGIBILITY.counted, "：", counted.from ? ELIGIBILITY.days(counted.days) : ELIGIBILITY.no_work),
  ];
}
