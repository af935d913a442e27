// The slots and the timeline, drawn from the checker's `timeline` answer. Places on the axis are
// whole days; here they only become parts of the width.

import { cells, drawn, element, table } from "./dom.js";
import { chineseDate, PICTURE } from "./words.js";

const ROW = 18;
const BAR = 12;
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
  return element("div", { class: "slots", "data-text": "" }, element("h3", {}, PICTURE.slots), element("ol", {}, ...items));
}

// The drawing, and under it what each of its parts is: the table is the legend, and pointing at
// either shows the part in both.
function timeline(picture) {
  const { days, months } = picture;
  const part = (count) => `${(count / days.length) * 100}%`;
  const height = TOP + (picture.spans.length + 1) * ROW;
  const step = Math.ceil(months.length / 6);
  const axis = months
    .filter((_, i) => i % step === 0)
    .flatMap(({ at, date }) => [
      drawn("line", { x1: part(at), x2: part(at), y1: 16, y2: height, class: "month" }),
      drawn("text", { x: part(at), y: 12 }, PICTURE.month(date)),
    ]);
  const items = itemsOf(picture, part, height);
  const shapes = items.map(({ shapes: own }) => drawn("g", {}, ...own));
  const buttons = items.map(({ name }) => element("button", { type: "button", "aria-pressed": "false" }, name));
  const rows = items.map(({ key, from, to }, i) =>
    element("tr", {}, ...cells([element("span", { class: "item" }, swatch(key), buttons[i]), stretchOfDays(from, to)])),
  );
  const drawing = drawn("svg", { width: "100%", height, "aria-hidden": "true" }, ...axis, ...shapes);
  const choose = (chosen) => {
    const already = buttons[chosen].getAttribute("aria-pressed") === "true";
    drawing.classList.toggle("choosing", !already);
    items.forEach((_, i) => {
      const on = i === chosen && !already;
      shapes[i].classList.toggle("chosen", on);
      rows[i].classList.toggle("chosen", on);
      buttons[i].setAttribute("aria-pressed", String(on));
    });
  };
  [shapes, buttons].forEach((list) => list.forEach((one, i) => one.addEventListener("click", () => choose(i))));
  return element(
    "figure",
    { class: "answer-timeline" },
    element("figcaption", {}, element("strong", {}, PICTURE.heading), " ", PICTURE.caption),
    drawing,
    table(PICTURE.table, PICTURE.columns, rows),
  );
}

// What the drawing shows, in the order in which it is drawn: {key, name, from, to, shapes}.
function itemsOf({ window: counted, spans, marks }, part, height) {
  const stretch = (at, length, y, more) =>
    drawn("rect", { x: part(at), width: part(length), y, height: BAR, rx: 3, ...more });
  const upright = ({ at }, key) =>
    drawn("line", { x1: part(at), x2: part(at), y1: 16, y2: height, class: `mark ${key}` });
  return [
    {
      key: "window",
      name: PICTURE.window,
      ...counted,
      shapes: [stretch(counted.at, counted.length, TOP - 4, { class: "window", height: height - TOP + 4 })],
    },
    ...spans.map((span, i) => {
      const key = span.made ? "made" : "asked";
      const doubtful = { class: "doubtful" };
      const shapes = [stretch(span.at, span.length, TOP + i * ROW, { class: key })];
      if (span.doubtful) shapes.push(stretch(span.at + span.length, span.doubtful, TOP + i * ROW, doubtful));
      return { key, name: PICTURE[key], ...span, shapes };
    }),
    ...Object.entries(marks)
      .filter(([, mark]) => mark)
      .map(([key, mark]) => ({
        key: `mark ${key}`,
        name: PICTURE.marks[key],
        from: mark.date,
        to: mark.date,
        shapes: [upright(mark, key)],
      })),
  ];
}

function stretchOfDays(from, to) {
  const words = from === to ? chineseDate(from) : PICTURE.span(chineseDate(from), chineseDate(to));
  return element("span", {}, words);
}

// A small piece of what is drawn, so that it is known by more than its colour.
export function swatch(key) {
  const piece = key.startsWith("mark")
    ? drawn("line", { x1: 9, x2: 9, y1: 0, y2: 16, class: key })
    : drawn("rect", { x: 1, y: 2, width: 16, height: BAR, rx: 3, class: key });
  return drawn("svg", { class: "key", width: 18, height: 16, "aria-hidden": "true" }, piece);
}
