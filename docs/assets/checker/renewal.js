// Until when must a registration be renewed?

import { line } from "./answer.js";
import { around, element, time } from "./dom.js";
import { given } from "./request.js";
import { simpleTool } from "./simple_tool.js";
import { todo } from "./tool.js";
import { chineseDate, RENEWAL } from "./words.js";

export const { attach, parts, verdict } = simpleTool({
  name: "renewal",
  formerly: { today: "on" },
  toRequest: given,
  reminders: ({ registered_until }) => ({ registered_until }),
  agenda: ({ registered_until }) => ({ registered_until }),
  sentence: (answer) => `${RENEWAL.headline(chineseDate(answer.file_by.safe))}。${RENEWAL.state[answer.state]}。`,
  verdict: ({ state }) => state,
  asked: ({ asked: { registered_until, today } }) => RENEWAL.asked(chineseDate(registered_until), chineseDate(today)),
  parts: answerParts,
});

function answerParts(answer) {
  const period = answer.new_period;
  return [
    element("h2", { class: "verdict", "data-text": "" }, RENEWAL.state[answer.state]),
    element("p", { class: "headline", "data-text": "" }, ...around(RENEWAL.headline, time("file_by.safe", answer.file_by.safe))),
    ...todo(answer.state),
    element(
      "div",
      { "data-text": "" },
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
        { class: "lines", "data-text": "" },
        element("h3", {}, RENEWAL.wrong(claim)),
        element("p", {}, correction, " ", element("q", { class: "phrase" }, wording), ` ${rule}`),
      ),
    ),
  ];
}
