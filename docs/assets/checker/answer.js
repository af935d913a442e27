// The answer as elements of the page. Everything shown comes from the checker's JSON; nothing is
// computed here.

import { ANSWER, chineseDate } from "./words.js";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function time(key, iso) {
  return element("time", { "data-answer": key, datetime: iso }, chineseDate(iso));
}

// words: question → choice → what it means.
export function answerElements(answer, words) {
  return [
    headline(answer),
    dates(answer),
    ...conflicts(answer.planned_conflicts),
    why(answer.explanation),
    readings(answer.readings, words),
    sources(answer),
  ];
}

function headline(answer) {
  const { verdict } = answer;
  const [key, day] =
    verdict === "allowed"
      ? ["valid_until.safe", answer.valid_until.safe]
      : ["earliest.expected", answer.earliest.expected];
  const parts = [
    element("h2", { class: "verdict" }, ANSWER.verdict[verdict](chineseDate(answer.asked.apply_on))),
    element("p", { class: "headline" }, ...around(ANSWER.headline[verdict], time(key, day))),
  ];
  if (answer.annotation_needed.answer === "no") parts.push(element("p", {}, ANSWER.not_needed));
  return element("div", { class: "result" }, ...parts);
}

// A sentence with an element standing where its value belongs.
function around(sentence, inner) {
  const [before, after] = sentence("\u0000").split("\u0000");
  return [before, inner, after];
}

function dates(answer) {
  const earliest = ["possible", "expected", "certain"].map((name) =>
    line(ANSWER.earliest[name], time(`earliest.${name}`, answer.earliest[name])),
  );
  const after = [
    line(ANSWER.new.ready_by, time("ready_by", answer.ready_by)),
    line(ANSWER.new.safe, time("valid_until.safe", answer.valid_until.safe)),
    line(ANSWER.new.latest, time("valid_until.latest", answer.valid_until.latest)),
  ];
  return element(
    "div",
    { class: "dates" },
    element("h3", {}, ANSWER.earliest.heading),
    element("dl", {}, ...earliest.flat()),
    element("h3", {}, ANSWER.new.heading(chineseDate(answer.asked.apply_on))),
    element("dl", {}, ...after.flat()),
    element("p", { class: "hint" }, ANSWER.used_up),
  );
}

function line([name, meaning], value) {
  return [element("dt", {}, name), element("dd", {}, value, " ", element("span", { class: "hint" }, meaning))];
}

function conflicts(found) {
  if (!found.length) return [];
  const lines = found.map(({ applied_on, readings }) =>
    element("li", {}, ANSWER.conflicts.line(chineseDate(applied_on), readings)),
  );
  return [element("div", { class: "conflicts" }, element("h3", {}, ANSWER.conflicts.heading), element("ul", {}, ...lines))];
}

function why(steps) {
  const items = steps.map((step) =>
    element("li", {}, step.text, " ", element("q", { class: "phrase" }, step.phrase), ` ${step.rule}`),
  );
  return element("div", { class: "why" }, element("h3", {}, ANSWER.why), element("ol", {}, ...items));
}

function readings(rows, words) {
  const { heading, columns, allowed, refused } = ANSWER.readings;
  const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.map((r) =>
    element(
      "tr",
      { "data-reading": `${r.counted} ${r.window} ${r.validity}` },
      ...[
        words.counted[r.counted],
        words.window[r.window],
        words.validity[r.validity],
        r.used,
        r.remaining,
        r.allowed ? allowed : refused,
        chineseDate(r.earliest),
      ].map((cell) => element("td", {}, String(cell))),
    ),
  );
  return element(
    "details",
    { class: "readings" },
    element("summary", {}, heading(rows.length)),
    element(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": heading(rows.length) },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
    ),
  );
}

function sources(answer) {
  const items = answer.sources.map((s) =>
    element(
      "li",
      {},
      `${s.id} `,
      element("q", {}, s.wording),
      " ",
      element("a", { href: s.url, rel: "nofollow noopener" }, s.title),
      ` ${ANSWER.status[s.status]}，${ANSWER.checked_on(s.checked_on)}`,
    ),
  );
  return element(
    "div",
    { class: "sources" },
    element("h3", {}, ANSWER.sources),
    element("ul", {}, ...items),
    element("p", { class: "hint" }, ANSWER.last_seen(chineseDate(answer.rules_last_seen)), ANSWER.unofficial),
  );
}
