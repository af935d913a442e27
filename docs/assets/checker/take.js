// Take an answer along: a calendar file, a text, a printed page, a link.

import { answeredAddress } from "./address.js";
import { button, element } from "./dom.js";
import { calendarInEdition, inEdition } from "../edition.js";
import { insideApp } from "./apps.js";
import { ask } from "./tool.js";
import { Keep } from "./keep.js";
import { LONGEST_LINK } from "./links.js";
import { todayInBeijing } from "../today.js";
import { chineseDate, TAKE } from "./words.js";

const LONGEST_IN_A_CHAT = 2_000; // characters; a careful guess, for no app says where it cuts

// text(): the answer as text; reminders(): a request whose answer holds `ics`, or null; qr: where the QR
// encoder lies; calendar: {name, alarms} of the file, unless as of reminders; agenda(): what was entered
// here as entries of /tools/agenda/, for a tool from which it can be put there.
export function takeAlong({ text, reminders, qr, calendar = { name: TAKE.calendar_name, alarms: TAKE.alarms }, agenda = null }) {
  const said = element("span", { class: "hint", role: "status" });
  const spare = element("textarea", { readonly: "", hidden: "", "aria-label": TAKE.text, rows: "8" });
  const copy = async (what, done) => {
    try {
      await navigator.clipboard.writeText(what);
      said.textContent = done;
    } catch {
      said.textContent = TAKE.not_copied;
      spare.hidden = false;
      spare.value = what;
      spare.select();
    }
  };
  function share() {
    const address = answeredAddress();
    if (new URL(address).hash.length > LONGEST_LINK) said.textContent = TAKE.too_long;
    else copy(address, TAKE.shared + (address.length > LONGEST_IN_A_CHAT ? TAKE.long(address.length) : ""));
  }

  const single = element("div", { "data-single-events": "" });
  const actions = [
    button(TAKE.share, share),
    button(TAKE.text, () => copy(text(), TAKE.copied)),
    reminders &&
      button(TAKE.calendar, async () => {
        const request = reminders();
        const { ics, events } = await ask(request);
        if (ics) saveCalendar(ics, calendar.name);
        else said.textContent = TAKE.no_events;
        single.replaceChildren(...singleEvents(request, events));
      }),
    button(TAKE.print, () => window.print()),
    agenda && toAgenda(agenda),
  ].filter(Boolean);
  const how = element(
    "details",
    {},
    element("summary", {}, TAKE.how),
    element("dl", {}, ...TAKE.import.flatMap(([name, steps]) => [element("dt", {}, name), element("dd", {}, steps)])),
  );
  return element(
    "div",
    { class: "share" },
    element("h3", {}, TAKE.heading),
    ...inAppNotice(TAKE.inside_app),
    element("p", { class: "take" }, ...actions),
    element("p", {}, said),
    single,
    spare,
    qrCode(qr),
    ...(reminders ? [element("p", { class: "hint" }, calendar.alarms), how] : []),
    element("p", { class: "printed", "data-text": "" }, TAKE.printed(chineseDate(todayInBeijing()), answeredAddress())),
  );
}

// On the device: into what /tools/agenda/ keeps of the tab, which it opens with.
function toAgenda(entries) {
  const link = element("a", { class: "md-button", href: "../agenda/", "data-to-agenda": "" }, TAKE.agenda);
  link.addEventListener("click", () => {
    const kept = new Keep("agenda", null);
    const filled = Object.entries(entries()).filter(([, entry]) => entry?.length);
    kept.save({ ...kept.load(), ...Object.fromEntries(filled) });
  });
  return link;
}

export function saveCalendar(ics, name = TAKE.calendar_name) {
  download(new Blob([calendarInEdition(ics)], { type: "text/calendar" }), name);
}

// Each event once more as a file of its own, for calendars that take one at a time.
function singleEvents(request, events = []) {
  if (!events.length) return [];
  const items = events.map(({ uid, date, summary }) => {
    const save = async () => saveCalendar((await ask({ ...request, only: uid })).ics);
    return element("li", {}, chineseDate(date), " ", button(summary, save, { "data-single-event": "" }));
  });
  return [element("details", {}, element("summary", {}, TAKE.single), element("ul", {}, ...items))];
}

// The address as a QR code, made here when it is unfolded; under it the address in letters.
function qrCode(encoder) {
  const folded = element("details", { class: "qr" }, element("summary", {}, TAKE.qr));
  const address = answeredAddress();
  folded.addEventListener(
    "toggle",
    async () => {
      const place = element("figure", {}, TAKE.qr_wait);
      folded.append(place);
      try {
        const { renderSVG } = await import(new URL(encoder, address));
        const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 4 }))}`;
        place.replaceChildren(
          element("img", { src: picture, alt: TAKE.qr_alt, width: 240, height: 240 }),
          element("figcaption", {}, TAKE.qr_says, " ", element("a", { href: address }, address)),
        );
      } catch (error) {
        place.replaceChildren(error instanceof RangeError ? TAKE.qr_too_long : TAKE.qr_failed);
      }
    },
    { once: true },
  );
  return folded;
}

export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: inEdition(name) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}

// The text of an answer's parts (`data-text`), a line for each piece, with date and address; the same
// whatever is folded.
export function asText(region) {
  const pieces = [...region.querySelectorAll("[data-text]")].flatMap((part) => {
    const inner = [...part.querySelectorAll("h3, dt, dd, li, p")];
    return inner.length ? inner : [part];
  });
  return pieces.map(textOf).join("\n");
}

function textOf(piece) {
  const copy = piece.cloneNode(true);
  for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
  for (const cell of copy.querySelectorAll(":is(th, td):not(:last-child)")) cell.append("\t");
  return copy.textContent.replace(/[^\S\n\t]+/g, " ").trim();
}

export function inAppNotice(sentence) {
  return insideApp(navigator.userAgent) ? [element("p", { class: "notice" }, sentence)] : [];
}
