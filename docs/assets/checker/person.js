// One person as the page /tools/agenda/ knows one: entries (texts) ⇄ the pairs of a link, and → the
// `person` of a request. A box `no_…` says that there is none; what is filled in counts for more.

import NAMES from "../../../checker/names.json" with { type: "json" };
import { annotationLink, fromPairs as annotationsFrom, toPairs as annotationPairs } from "./fragment.js";
import { ROW_NAMES, rowsFromPairs, rowsToPairs, toStretch } from "./person_rows.js";
import { given, number, SAT, toRequest } from "./request.js";

const SUBJECTS = Object.keys(NAMES.subjects);
const OF_ANNOTATIONS = ["exam_year", "issued_on"];
export const TICKS = ["exam", "posts", "passed", "sat", "certificate", "annotations", "needs", "registration", "done"].map((name) => `no_${name}`);
const NAMES_OF_LINK = [
  ...["area", "senior_title", ...SUBJECTS, "exempt", ...SUBJECTS.map((subject) => SAT + subject)],
  ...["approved_on", "received_on", "done", "registered_until", ...TICKS],
];

export const personLink = {
  names: [...NAMES_OF_LINK, ...OF_ANNOTATIONS],
  lists: [...ROW_NAMES, ...annotationLink.lists],
  ticks: ["senior_title", "exempt", ...TICKS],

  toPairs(entries) {
    const { annotations, needs, exam_year, issued_on } = entries;
    return [
      ...NAMES_OF_LINK.filter((name) => entries[name]).map((name) => [name, entries[name]]),
      ...rowsToPairs(entries),
      ...annotationPairs({ annotations, needs, exam_year, issued_on }),
    ];
  },

  fromPairs(pairs) {
    const entries = Object.fromEntries(NAMES_OF_LINK.map((name) => [name, ""]));
    for (const [name, text] of pairs) if (name in entries) entries[name] = text;
    const { annotations, needs, exam_year, issued_on } = annotationsFrom(pairs);
    return { ...entries, ...rowsFromPairs(pairs), annotations, needs, exam_year, issued_on };
  },
};

// unnamed: what a need without a name is called.
export function toPerson(entries, unnamed) {
  const { certificate, annotations } = toRequest({ ...entries, apply_on: "", days: "" });
  const years = (names, prefix = "") => given(Object.fromEntries(names.map((name) => [name, number(entries[prefix + name] ?? "")])));
  const done = (entries.done ?? "").split(/[\s,，、;；]+/).filter(Boolean).map(number);
  const ticked = (name) => (entries[name] ? true : "");
  const known = (value, none) => (Object.keys(value).length ? value : entries[none] ? null : "");
  const parts = {
    eligibility: {
      studies: known(entries.studies.map(given)),
      posts: known(entries.posts.map(toStretch), "no_posts"),
      full_time_studies: known(entries.full_time_studies.map(toStretch)),
      senior_title: ticked("senior_title"),
    },
    scores: {
      passed: known(years(SUBJECTS), "no_passed"),
      sat: known(years(SUBJECTS, SAT), "no_sat"),
      exempt: ticked("exempt"),
    },
    annotation: {
      certificate: known(certificate, "no_certificate"),
      annotations: known(annotations, "no_annotations"),
      needs: known(entries.needs.map((need) => ({ ...given(need), label: need.label || unnamed })), "no_needs"),
    },
    study: { approved_on: entries.approved_on, received_on: entries.received_on, done: done.length || !entries.no_done ? known(done) : [] },
    registration: { registered_until: entries.registered_until || (entries.no_registration ? null : "") },
  };
  const person = given({ area: entries.area });
  for (const [name, members] of Object.entries(parts)) {
    const filled = given(members);
    if (Object.keys(filled).length) person[name] = filled;
    else if (entries.no_exam && ["eligibility", "scores"].includes(name)) person[name] = null;
  }
  return person;
}

// The field of the form that the checker means with a place in the request.
export function fieldOf(place) {
  return place
    .replace(/^person\.(?:(?:eligibility|scores|annotation|study|registration)\.)?/, "")
    .replace(/^passed\./, "")
    .replace(/^sat\./, SAT)
    .replace(/^done\[.*/, "done");
}
