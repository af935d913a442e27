// 报告错误: which fact is wrong is chosen, what is right typed, and the page writes the report. It is
// sent nowhere: the reader copies it, or opens a letter or a page with it filled in.

import { copier } from "./checker/copy.js";
import { element } from "./checker/dom.js";
import { daysAndStatus, OF_COUNTRY, saidHere, site } from "./checker/notice_compare.js";
import { REPORT } from "./checker/words.js";

const LONGEST_ADDRESS = 6000; // characters; services take some more
const PERSONAL = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/;
const FIELDS = ["area", "what", "year", "page", "right", "seen", "quote"];

export function report(form) {
  const place = (name) => form.querySelector(`#tool-${name}`);
  const fields = Object.fromEntries(FIELDS.map((name) => [name, place(name)]));
  const [text, ours, note, send, paste, said] = ["report", "ours", "note", "send", "paste", "said"].map(place);
  const { to, dates, sources } = form.dataset;
  let stated = "";
  let latest = 0;

  const typed = (name) => fields[name].value.trim();
  const chosen = (name) => (fields[name].value ? fields[name].selectedOptions[0].textContent : "");
  const pageOfArea = () => (typed("area") ? new URL(`../../provinces/${typed("area")}/`, location.href.split("#")[0]).href : "");

  function write() {
    const about = { area: chosen("area") || REPORT.country, what: chosen("what") || REPORT.not_chosen, year: typed("year") };
    text.value = REPORT.text({
      ...about,
      page: typed("page") || pageOfArea(),
      ours: stated,
      right: typed("right"),
      seen: typed("seen"),
      quote: typed("quote"),
      version: document.querySelector("meta[name=version]")?.content ?? "",
    });
    note.textContent = [
      PERSONAL.test(FIELDS.map(typed).join(" ")) && REPORT.personal,
      typed("seen") && !/^https?:\/\/\S+$/.test(typed("seen")) && REPORT.no_address,
    ]
      .filter(Boolean)
      .join("");
    said.textContent = "";
    if (!to) return;
    const filled = filledIn(to, REPORT.subject(about), text.value);
    send.href = filled ?? to;
    send.textContent = filled === null ? REPORT.open : to.startsWith("mailto:") ? REPORT.mail : REPORT.filled;
    paste.hidden = filled !== null;
  }

  // What this site says of the date, from its files that are the same for everybody.
  async function lookUp() {
    const current = ++latest;
    const year = Number(typed("year"));
    const of = form.querySelector("option:checked[data-dated]");
    stated = ours.textContent = "";
    write();
    if (!of || !year || !(typed("area") || OF_COUNTRY.includes(of.value))) return;
    const known = await site(dates, sources);
    if (!known || current !== latest) return;
    stated = saidHere(of.value, year, typed("area"), known)
      .map((one) => REPORT.ours(...daysAndStatus(one)))
      .join("；");
    ours.replaceChildren(element("span", {}, stated ? REPORT.says(stated) : REPORT.says_nothing));
    write();
  }

  for (const name of ["area", "what", "year"]) fields[name].addEventListener("change", lookUp);
  form.addEventListener("input", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  place("copy").addEventListener("click", copier(text, said));
  const area = new URLSearchParams(location.hash.slice(1)).get("area");
  if ([...fields.area.options].some(({ value }) => value === area)) fields.area.value = area;
  form.hidden = false;
  lookUp();
}

// The address with the report in it; null where it cannot be put there: the page is none that takes
// one, or the report is too long.
export function filledIn(to, subject, body) {
  const names = to.startsWith("mailto:")
    ? ["subject", "body"]
    : /\/-\/issues\/new$/.test(to)
      ? ["issue[title]", "issue[description]"]
      : /^https:.*\/issues\/new$/.test(to)
        ? ["title", "body"]
        : null;
  if (!names) return null;
  const filled = `${to}?${[subject, body].map((value, i) => `${encodeURIComponent(names[i])}=${encodeURIComponent(value)}`).join("&")}`;
  return filled.length > LONGEST_ADDRESS ? null : filled;
}
