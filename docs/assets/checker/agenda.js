// Everything that is coming for one person, in order: the next step, the one thing to ask next, a line
// of time. The dates of the exams come from one file of our own that is the same for everybody.

import { badge, button, element, time } from "./dom.js";
import { Form, RowList } from "./form.js";
import { Keep } from "./keep.js";
import { fieldOf, personLink, toPerson } from "./person.js";
import { RuntimeFailed } from "./runtime.js";
import { savesData } from "./start.js";
import { asText, takeAlong } from "./take.js";
import { attachTool, sources } from "./tool.js";
import { todayInBeijing } from "../today.js";
import { AGENDA, chineseDate, FORM, PLAN } from "./words.js";

const LISTS = { studies: "study", posts: "post", full_time_studies: "away", annotations: "annotation", needs: "need" };
const WORDS = { ...AGENDA.rows, annotations: FORM, needs: PLAN };
// Where what is missing is filled in: a field, or the button that adds a row.
const PLACES = {
  area: "area",
  "eligibility.studies": "add-study",
  "eligibility.posts": "add-post",
  "scores.passed": "knowledge_one",
  "scores.sat": "sat_knowledge_one",
  "annotation.certificate": "exam_year",
  "annotation.annotations": "add-annotation",
  "annotation.needs": "add-need",
  "registration.registered_until": "registered_until",
  "study.approved_on": "approved_on",
  "study.received_on": "received_on",
  "study.done": "done",
};

export function attach(formElement) {
  const place = (name) => document.getElementById(`tool-${name}`);
  const region = place("answer");
  const lists = Object.entries(LISTS).map(([name, row]) => new RowList(place(name), place(`${row}-row`), place(`add-${row}`), WORDS[name]));
  const unnamed = place("need-row").content.querySelector("[data-part=label]").defaultValue;
  const form = new Form(formElement, lists);
  const keep = new Keep("agenda", formElement.querySelector("[data-keep]"));
  const address = new URL(formElement.dataset.dates, location.href);
  const later = new Set(); // what the reader does not want to be asked now
  let site; // {dates, sources}

  async function toRequest(entries) {
    site = await datesOfSite(address);
    return { op: "agenda", today: todayInBeijing(), person: toPerson(entries, unnamed), dates: site.dates };
  }

  function open(ask) {
    formElement.querySelector("[data-asked] [aria-expanded=false]")?.click(); // folded to what was asked
    const found = place(PLACES[ask]);
    found.closest("details").open = true;
    if (found instanceof HTMLButtonElement) found.click();
    else found.focus();
  }

  const goOn = () => (region.querySelector("[data-ask] button") ?? region).focus();

  async function tick(name) {
    const entries = { ...form.entries, [name]: "1" };
    form.entries = entries;
    keep.save(entries);
    await tool.answer({ entries });
    goOn();
  }

  function show(answer, entries) {
    const wait = (ask) => {
      later.add(ask);
      show(answer, entries);
      goOn();
    };
    region.replaceChildren(
      ...parts(answer, { sources: site.sources, today: answer.asked.today, later, open, tick, wait }),
      takeAlong({
        text: () => asText(region),
        reminders: () => ({ ...answer.asked, op: "agenda" }),
        calendar: AGENDA.calendar,
        qr: formElement.dataset.qr,
      }),
      element("p", { class: "hint" }, AGENDA.shared),
      element("p", { class: "take" }, button(AGENDA.forget, () => formElement.reset(), { "data-forget": "" })),
      sources(answer),
    );
  }

  const tool = attachTool({
    formElement,
    form,
    region,
    said: place("said"),
    keep,
    link: personLink,
    toRequest,
    show,
    beside: (error) => ({ ...error, field: fieldOf(error.field ?? "") }),
    sentence: (answer) => `${headline(answer)}。`,
    verdict,
    asked: ({ asked: { person } }) => AGENDA.asked(Object.values(person).filter((part) => part !== null).length),
  });

  for (const quick of formElement.querySelectorAll("[data-quick]")) {
    quick.addEventListener("click", () => open(quick.dataset.quick));
  }
  for (const sign of ["focusin", "pointerdown"]) {
    formElement.addEventListener(sign, () => datesOfSite(address).catch(() => {}), { once: true }); // said when asked for
  }
  formElement.addEventListener("reset", () => later.clear());
  if (region.dataset.state === "idle" && keep.load() && !savesData()) tool.answer(); // who comes back wants their days
}

let fetched = null; // one a page

// {dates, sources}. Rejects with RuntimeFailed: without them a date that is known would be called unknown.
function datesOfSite(address) {
  fetched ??= fetchDates(address);
  fetched.catch(() => (fetched = null));
  return fetched;
}

async function fetchDates(address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new RuntimeFailed("network");
  try {
    return (await response.json()).data;
  } catch {
    throw new RuntimeFailed("portal");
  }
}

export const verdict = ({ next }) => (next ? "next" : "nothing");

const following = ({ items, next }) => items.find(({ id }) => id === next);

function headline(answer) {
  const next = following(answer);
  return next ? `${AGENDA.next}：${next.text.replace(/。$/, "")}` : AGENDA[answer.missing.length ? "unknown" : "nothing"];
}

// known: {sources: of the site's dates, today, later: what is not to be asked, open(ask), tick(name), wait(ask)}.
export function parts(answer, known) {
  const next = following(answer);
  return [
    element("h2", { class: "verdict", "data-text": "" }, next ? AGENDA.next : headline(answer)),
    ...(next ? [element("p", { class: "next", "data-text": "" }, next.text, " ", guide(next))] : []),
    ...question(answer.missing.find(({ ask }) => !known.later.has(ask)), known),
    ...line(answer, known),
  ];
}

function question(missing, { open, tick, wait }) {
  if (!missing) return [];
  const { ask } = missing;
  const [asked, none = {}] = AGENDA.asks[ask];
  return [
    element(
      "div",
      { class: "question", "data-ask": ask, role: "group", "aria-label": AGENDA.more },
      element("p", {}, `${AGENDA.more}：`, element("strong", {}, asked)),
      element(
        "p",
        { class: "take" },
        button(AGENDA.fill, () => open(ask), { class: "md-button md-button--primary" }),
        ...Object.entries(none).map(([name, words]) => button(words, () => tick(name))),
        button(AGENDA.later, () => wait(ask)),
      ),
    ),
  ];
}

function line(answer, known) {
  if (!answer.items.length) return [];
  const today = element("div", { "data-text": "" }, AGENDA.today(chineseDate(known.today)));
  return [
    element("h3", { "data-text": "" }, AGENDA.items),
    element(
      "ol",
      { class: "coming" },
      element("li", { class: "today" }, today),
      ...answer.items.map((item) => element("li", { "data-item": item.id }, ...itemParts(item, answer, known))),
    ),
  ];
}

function itemParts(item, answer, { sources: ofSite, today }) {
  const over = (item.on ?? item.until ?? today) < today;
  const badges = [AGENDA.certainty[item.certainty], ...(over ? [AGENDA.over] : [])].flatMap((one) => [" ", badge(one)]);
  const rule = answer.sources.find(({ id }) => id === item.rule);
  const source = ofSite[item.source];
  return [
    element("div", { "data-text": "" }, element("div", { class: "when" }, ...days(item), ...badges), item.text),
    element(
      "div",
      { class: "about" },
      guide(item),
      element(
        "details",
        {},
        element("summary", {}, AGENDA.why),
        element("p", {}, item.op === "dates" && !source ? AGENDA.not_found : AGENDA.by[item.op], ...(source ? [named(source)] : [])),
        ...(rule ? [element("p", {}, `${rule.id} `, element("q", {}, rule.wording), " ", named(rule))] : []),
      ),
    ),
  ];
}

const guide = ({ link }) => element("a", { href: `../../${link}` }, AGENDA.guide);

const named = ({ title, url }) => (url ? element("a", { href: url, rel: "nofollow noopener" }, title) : title);

function days({ id, on, from, until, exam_year }) {
  if (on) return [time(`${id}.on`, on)];
  const first = from && time(`${id}.from`, from);
  const last = until && time(`${id}.until`, until);
  if (first && last) return [first, AGENDA.to, last];
  if (first) return [first, AGENDA.on];
  if (last) return [AGENDA.at_last, last];
  return [exam_year ? AGENDA.of_exam(exam_year) : AGENDA.no_day];
}
