// Until when must a registration be renewed?

import { line } from "./answer.js";
import { element, time } from "./dom.js";
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
  sentence: ({ headline }) => headline,
  verdict: ({ state }) => state,
  asked: ({ asked: { registered_until, today } }) => RENEWAL.asked(chineseDate(registered_until), chineseDate(today)),
  parts: answerParts,
});

function answerParts(answer) {
  const said = [element("h2", { class: "verdict", "data-text": "" }, answer.headline), ...todo(answer.state)];
  return answer.state === "expired" ? said : [...said, days(answer), ...answer.misconceptions.map(misconception)];
}

function days({ asked, file_by, new_period, change_restarts_from: change, change_readings }) {
  const earlier = change_readings.find(({ from }) => from !== change).from;
  return element(
    "div",
    { "data-text": "" },
    element("h3", {}, RENEWAL.dates),
    element(
      "dl",
      {},
      ...line([RENEWAL.registered_until, ""], chineseDate(asked.registered_until)),
      ...line(RENEWAL.safe, time("file_by.safe", file_by.safe)),
      ...line(RENEWAL.latest, time("file_by.latest", file_by.latest)),
      ...line([RENEWAL.new_period, ""], RENEWAL.span(chineseDate(new_period.from), chineseDate(new_period.to))),
      ...line([RENEWAL.change, RENEWAL.change_hint(chineseDate(earlier))], time("change_restarts_from", change)),
    ),
  );
}

function misconception({ claim, correction, rule, wording }) {
  return element(
    "div",
    { class: "lines", "data-text": "" },
    element("h3", {}, RENEWAL.wrong(claim)),
    element("p", {}, correction, " ", element("q", { class: "phrase" }, wording), ` ${rule}`),
  );
}
