// Take an answer along: a calendar file, a text, a printed page, a link.

import { button, element } from "./dom.js";
import { ask } from "./tool.js";
import { TAKE } from "./words.js";

// text(): the answer as text; reminders: a `reminders` request, or null; link: whether the address holds the answer.
export function takeAlong({ text, reminders, link }) {
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
  const actions = [
    link && button(TAKE.share, () => copy(location.href, TAKE.shared)),
    button(TAKE.text, () => copy(text(), TAKE.copied)),
    reminders &&
      button(TAKE.calendar, async () => {
        const { ics } = await ask(reminders());
        if (ics) download(new Blob([ics], { type: "text/calendar" }), TAKE.calendar_name);
        else said.textContent = TAKE.no_events;
      }),
    button(TAKE.print, () => window.print()),
  ].filter(Boolean);
  const how = element(
    "details",
    { class: "import" },
    element("summary", {}, TAKE.how),
    element("dl", {}, ...TAKE.import.flatMap(([name, steps]) => [element("dt", {}, name), element("dd", {}, steps)])),
  );
  return element(
    "div",
    { class: "share" },
    element("h3", {}, TAKE.heading),
    ...(insideApp() ? [element("p", { class: "notice" }, TAKE.inside_app)] : []),
    element("p", { class: "take" }, ...actions),
    element("p", {}, said),
    spare,
    ...(reminders ? [how] : []),
  );
}

export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}

// The text of an answer's parts, a line each, with the address and without what is folded away.
export function asText(region) {
  const parts = region.querySelectorAll(
    ".verdict, .headline, .dates h3, .dates dt, .dates dd, .slots h3, .slots li, .why h3, .why li, .sources li, .sources p, .lines li, .lines p",
  );
  return [...parts].map((part) => part.innerText.trim()).concat(location.href).join("\n");
}

// Browsers built into other apps cut fragments and keep no files.
function insideApp() {
  return /MicroMessenger|QQ\/|DingTalk|AlipayClient|Weibo/i.test(navigator.userAgent);
}
