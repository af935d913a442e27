// The annotation card: each application made so far counts as one of the longest.
import { annotationLink, toPairs } from "../checker/fragment.js";
import { toRequest } from "../checker/request.js";
import { ANSWER, chineseDate } from "../checker/words.js";
import { attachCard, element } from "./asking.js";

attachCard({ link: { ...annotationLink, toPairs }, entries, toRequest, parts });

function entries(form) {
  const given = [...form.querySelectorAll("[name=applied_on]")].map((input) => input.value).filter(Boolean);
  return {
    apply_on: form.elements.apply_on.value,
    annotations: given.map((applied_on) => ({ applied_on, days: form.dataset.longest })),
  };
}

function day(key, iso) {
  const made = element("time", { dateTime: iso }, chineseDate(iso));
  made.dataset.answer = key;
  return made;
}

function parts({ asked, verdict, earliest }) {
  const lines = ["possible", "usual", "certain"].flatMap((name) => [
    element("dt", {}, ANSWER.earliest[name][0]),
    element("dd", {}, day(`earliest.${name}`, earliest[name])),
  ]);
  return [
    element("p", { className: "verdict" }, ANSWER.verdict[verdict](chineseDate(asked.apply_on))),
    element("p", { className: "hint" }, ANSWER.earliest.heading),
    element("dl", {}, ...lines),
  ];
}
