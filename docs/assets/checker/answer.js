// The answer about an application as elements of the page. Everything shown comes from the checker's
// JSON; nothing is computed here.

import { around, cells, element, table, time } from "./dom.js";
import { detail } from "./fold.js";
import { sources, todo, why } from "./tool.js";
import { ANSWER, chineseDate } from "./words.js";

// The sentence and the date, what to do now, and the dates with what each means.
export function firstParts(answer) {
  return [headline(answer), ...over(answer.asked), ...doubts(answer), ...todo(answer.verdict), dates(answer), ...conflicts(answer.planned_conflicts)];
}

// words: question → choice → what it means.
export function lastParts(answer, words) {
  return [why(answer.explanation), readings(answer.readings, words), sources(answer)];
}

export function asked({ asked: { annotations, apply_on, days } }) {
  return ANSWER.asked(annotations.length, chineseDate(apply_on), days);
}

export function sentence(answer) {
  const { verdict } = answer;
  const past = over(answer.asked).map(({ textContent }) => textContent).join("");
  return `${ANSWER.verdict[verdict](chineseDate(answer.asked.apply_on))}。${past}${ANSWER.headline[verdict](chineseDate(headlineDay(answer)[1]))}。`;
}

function headlineDay(answer) {
  return answer.verdict === "allowed"
    ? ["valid_until.safe", answer.valid_until.safe]
    : ["earliest.usual", answer.earliest.usual];
}

function headline(answer) {
  const { verdict } = answer;
  const parts = [
    element("h2", { class: "verdict", "data-text": "" }, ANSWER.verdict[verdict](chineseDate(answer.asked.apply_on))),
    element("p", { class: "headline", "data-text": "" }, ...around(ANSWER.headline[verdict], time(...headlineDay(answer)))),
  ];
  if (answer.annotation_needed.answer === "no") parts.push(element("p", { "data-text": "" }, ANSWER.not_needed));
  return element("div", {}, ...parts);
}

// A day that is over is answered as it stood then.
const over = ({ apply_on, today }) =>
  apply_on < today ? [element("p", { class: "notice", "data-text": "", "data-over": "" }, ANSWER.over(chineseDate(today)))] : [];

const doubts = ({ doubts }) => doubts.map(({ message }) => element("p", { class: "notice", "data-text": "" }, message));

function dates(answer) {
  const earliest = ["possible", "usual", "certain"].map((name) =>
    line(ANSWER.earliest[name], time(`earliest.${name}`, answer.earliest[name])),
  );
  const after = [
    line(ANSWER.new.ready_by, time("ready_by", answer.ready_by)),
    line(ANSWER.new.safe, time("valid_until.safe", answer.valid_until.safe)),
    line(ANSWER.new.latest, time("valid_until.latest", answer.valid_until.latest)),
  ];
  return element(
    "div",
    { "data-text": "" },
    element("h3", {}, ANSWER.earliest.heading),
    element("dl", {}, ...earliest.flat()),
    element("h3", {}, ANSWER.new.heading(chineseDate(answer.asked.apply_on))),
    element("dl", {}, ...after.flat()),
    element("p", { class: "hint" }, ANSWER.used_up),
  );
}

export function line([name, meaning], value) {
  return [element("dt", {}, name), element("dd", {}, value, " ", element("span", { class: "hint" }, meaning))];
}

function conflicts(found) {
  if (!found.length) return [];
  const lines = found.map(({ applied_on, readings }) =>
    element("li", {}, ANSWER.conflicts.line(chineseDate(applied_on), readings)),
  );
  return [element("div", { "data-text": "" }, element("h3", {}, ANSWER.conflicts.heading), element("ul", {}, ...lines))];
}

function readings(rows, words) {
  const { heading, columns, allowed, refused } = ANSWER.readings;
  const body = rows.map((r) =>
    element(
      "tr",
      { "data-reading": `${r.counted} ${r.window} ${r.validity}` },
      ...cells([
        words.counted[r.counted],
        words.window[r.window],
        words.validity[r.validity],
        r.used,
        r.remaining,
        r.allowed ? allowed : refused,
        chineseDate(r.earliest),
      ]),
    ),
  );
  const name = heading(rows.length);
  return detail(name, table(name, columns, body));
}
