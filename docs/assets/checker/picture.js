// The slots and the timeline, drawn from the checker's `timeline` answer. Places on the axis are
// whole days; here they only become parts of the width.

import { cells, drawn, element, table } from "./dom.js";
import { chineseDate, PICTURE } from "./words.js";

const ROW = 14;
const TOP = 26;

export function pictureParts(picture) {
  return [slots(picture.slots), timeline(picture)];
}

function slots(places) {
  const items = places.map((slot) =>
    element(
      "li",
      { "data-slot": slot.state },
      slot.state === "free" ? PICTURE.free : PICTURE.used(chineseDate(slot.applied_on), chineseDate(slot.free_on)),
    ),
  );
  return element("div", { class: "slots" }, element("h3", {}, PICTURE.slots), element("ol", {}, ...items));
}

function timeline(picture) {
  const { days, months, spans, marks, window: counted } = picture;
  const part = (count) => `${(count / days.length) * 100}%`;
  const height = TOP + (spans.length + 1) * ROW;
  const stretch = (at, length, y, more) =>
    drawn("rect", { x: part(at), width: part(length), y, height: ROW - 5, ...more });
  const step = Math.ceil(months.length / 6);
  const shapes = [
    stretch(counted.at, counted.length, TOP - 4, { class: "window", height: height - TOP + 4 }),
    ...months
      .filter((_, i) => i % step === 0)
      .flatMap(({ at, date }) => [
        drawn("line", { x1: part(at), x2: part(at), y1: 16, y2: height, class: "month" }),
        drawn("text", { x: part(at), y: 12 }, PICTURE.month(date)),
      ]),
    ...spans.flatMap((span, i) => [
      stretch(span.at, span.length, TOP + i * ROW, { class: span.made ? "made" : "asked", rx: 3 }),
      ...(span.doubtful ? [stretch(span.at + span.length, span.doubtful, TOP + i * ROW, { class: "doubtful" })] : []),
    ]),
    ...Object.entries(marks)
      .filter(([, mark]) => mark)
      .map(([name, { at }]) => drawn("line", { x1: part(at), x2: part(at), y1: 16, y2: height, class: `mark ${name}` })),
  ];
  const rows = [
    [PICTURE.window, counted],
    ...spans.map((span) => [span.made ? PICTURE.made : PICTURE.asked, span]),
    ...Object.entries(marks)
      .filter(([, mark]) => mark)
      .map(([name, mark]) => [PICTURE.marks[name], { from: mark.date, to: mark.date }]),
  ].map(([name, { from, to }]) => element("tr", {}, ...cells([name, chineseDate(from), chineseDate(to)])));
  const legend = Object.entries(marks)
    .filter(([, mark]) => mark)
    .map(([name, mark]) =>
      element("li", {}, element("span", { class: `key ${name}` }), `${PICTURE.marks[name]} ${chineseDate(mark.date)}`),
    );
  return element(
    "figure",
    { class: "timeline" },
    element("figcaption", {}, element("strong", {}, PICTURE.heading), " ", PICTURE.caption),
    drawn("svg", { width: "100%", height, "aria-hidden": "true" }, ...shapes),
    element("ul", { class: "legend" }, ...legend),
    element("details", {}, element("summary", {}, PICTURE.table), table(PICTURE.table, PICTURE.columns, rows)),
  );
}
