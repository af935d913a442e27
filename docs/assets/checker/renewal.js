// Until when must a registration be renewed?

import { line } from "./answer.js";
import { around, element, time } from "./dom.js";
import { fieldsLink } from "./fields_link.js";
import { Form } from "./form.js";
import { Keep } from "./keep.js";
import { given } from "./request.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources, todo, why } from "./tool.js";
import { chineseDate, RENEWAL } from "./words.js";

export function attach(formElement) {
  attachTool({
    formElement,
    form: new Form(formElement),
    region: document.getElementById("answer"),
    said: document.getElementById("said"),
    keep: new Keep("renewal", formElement.querySelector("[data-keep]")),
    link: fieldsLink(["registered_until", "today"], { today: "on" }),
    toRequest: ({ registered_until, today }) => given({ op: "renewal", registered_until, today }),
    show: (answer, { registered_until }, region) =>
      region.replaceChildren(
        ...parts(answer),
        takeAlong({
          text: () => asText(region),
          reminders: () => ({ op: "reminders", registered_until }),
          qr: formElement.dataset.qr,
        }),
        why(answer.explanation),
        sources(answer),
      ),
    sentence: (answer) => `${RENEWAL.headline(chineseDate(answer.file_by.safe))}。${RENEWAL.state[answer.state]}。`,
    verdict,
  });
}

export const verdict = ({ state }) => state;

export function parts(answer) {
  const period = answer.new_period;
  return [
    element("h2", { class: "verdict" }, RENEWAL.state[answer.state]),
    element("p", { class: "headline" }, ...around(RENEWAL.headline, time("file_by.safe", answer.file_by.safe))),
    ...todo(answer.state),
    element(
      "div",
      { class: "dates" },
      element("h3", {}, RENEWAL.dates),
      element(
        "dl",
        {},
        ...line([RENEWAL.registered_until, ""], chineseDate(answer.asked.registered_until)),
        ...line(RENEWAL.safe, element("time", { datetime: answer.file_by.safe }, chineseDate(answer.file_by.safe))),
        ...line(RENEWAL.latest, time("file_by.latest", answer.file_by.latest)),
        ...line([RENEWAL.new_period[0], ""], RENEWAL.new_period[1](chineseDate(period.from), chineseDate(period.to))),
        ...line(RENEWAL.change, time("change_restarts_from", answer.change_restarts_from)),
      ),
    ),
    ...answer.misconceptions.map(({ claim, correction, rule, wording }) =>
      element(
        "div",
        { class: "lines" },
        element("h3", {}, RENEWAL.wrong(claim)),
        element("p", {}, correction, " ", element("q", { class: "phrase" }, wording), ` ${rule}`),
      ),
    ),
  ];
}
