// The eligibility card: one study and one post, for the next exam.
import { eligibilityLink, toRequest } from "../checker/eligibility_link.js";
import { headline, nextExam } from "../checker/eligibility_words.js";
import { ELIGIBILITY } from "../checker/words.js";
import { todayInBeijing } from "../today.js";
import { attachCard, element } from "./asking.js";

attachCard({
  link: eligibilityLink,
  entries,
  toRequest: (entries) => ({ op: eligibilityLink.tool, ...toRequest(entries) }),
  parts,
});

function entries({ dataset, elements: { degree, field, graduated, from } }) {
  return {
    exam_year: nextExam(JSON.parse(dataset.exams), todayInBeijing()),
    studies: [{ degree: degree.value, field: field.value, graduated: graduated.value }],
    posts: [{ from: from.value }],
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
