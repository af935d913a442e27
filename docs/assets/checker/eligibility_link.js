// What the links of the eligibility tool carry, and what is asked of the checker. Entries are texts as a
// person gives them: {exam_year, senior_title, studies: [{degree, field, graduated}], posts and
// full_time_studies: [{from, to}]}.

import { given, number } from "./request.js";

const SINGLE = ["exam_year", "senior_title"];
const STRETCH = ["from", "to"];
const LISTS = {
  s: ["studies", ["degree", "field", "graduated"]],
  p: ["posts", STRETCH],
  f: ["full_time_studies", STRETCH],
};
const BETWEEN = "~";

export const eligibilityLink = { tool: "eligibility", names: SINGLE, lists: Object.keys(LISTS), ticks: ["senior_title"], toPairs, fromPairs };

function toPairs(entries) {
  const pairs = SINGLE.filter((name) => entries[name]).map((name) => [name, entries[name]]);
  for (const [name, [list, parts]] of Object.entries(LISTS)) {
    for (const row of filled(entries[list])) pairs.push([name, parts.map((part) => row[part] ?? "").join(BETWEEN).replace(/~+$/, "")]);
  }
  return pairs;
}

function fromPairs(pairs) {
  const of = (wanted) => pairs.filter(([name]) => name === wanted).map(([, text]) => text);
  const lists = Object.entries(LISTS).map(([name, [list, parts]]) => [list, of(name).map((text) => row(text, parts))]);
  return { ...Object.fromEntries(SINGLE.map((name) => [name, of(name)[0] ?? ""])), ...withFirstRows(Object.fromEntries(lists)) };
}

// What is more than the parts stays in the last, so that the checker refuses it.
function row(text, parts) {
  const pieces = text.split(BETWEEN);
  const last = pieces.splice(parts.length - 1).join(BETWEEN);
  return Object.fromEntries(parts.map((part, i) => [part, (i < parts.length - 1 ? pieces[i] : last) ?? ""]));
}

export const filled = (rows = []) => rows.filter((one) => Object.values(one).some(Boolean));

// A study and a post are asked for even where none is given.
export function withFirstRows({ studies = [], posts = [], full_time_studies = [] }) {
  return {
    studies: studies.length ? studies : [{ degree: "", field: "", graduated: "" }],
    posts: posts.length ? posts : [{ from: "", to: "" }],
    full_time_studies,
  };
}

export function toRequest(entries) {
  const { studies, posts, full_time_studies } = withFirstRows(entries);
  return {
    ...given({ exam_year: number(entries.exam_year ?? "") }),
    studies: studies.map(given),
    posts: filled(posts).map(given),
    full_time_studies: filled(full_time_studies).map(given),
    senior_title: Boolean(entries.senior_title),
  };
}
