// What the links of the eligibility tool carry, and what is asked of the checker. Entries are texts as a
// person gives them: {exam_year, senior_title, studies: [{degree, field, graduated}], posts and
// full_time_studies: stretches as person_rows.js has them}.

import { filled, ROW_NAMES, rowsFromPairs, rowsToPairs, toStretch } from "./person_rows.js";
import { given, number } from "./request.js";

const SINGLE = ["exam_year", "senior_title"];

export const eligibilityLink = { tool: "eligibility", names: SINGLE, lists: ROW_NAMES, ticks: ["senior_title"], toPairs, fromPairs };

function toPairs(entries) {
  return [...SINGLE.filter((name) => entries[name]).map((name) => [name, entries[name]]), ...rowsToPairs(entries)];
}

function fromPairs(pairs) {
  const single = Object.fromEntries(SINGLE.map((name) => [name, pairs.find(([of]) => of === name)?.[1] ?? ""]));
  return { ...single, ...withFirstRows(rowsFromPairs(pairs)) };
}

// A study and a post are asked for even where none is given.
export function withFirstRows({ studies = [], posts = [], full_time_studies = [] }) {
  return {
    studies: studies.length ? studies : [{ degree: "", field: "", graduated: "" }],
    posts: posts.length ? posts : [{ from: "" }],
    full_time_studies,
  };
}

export function toRequest(entries) {
  const { studies, posts, full_time_studies } = withFirstRows(entries);
  return {
    ...given({ exam_year: number(entries.exam_year ?? "") }),
    studies: studies.map(given),
    posts: filled(posts).map(toStretch),
    full_time_studies: filled(full_time_studies).map(toStretch),
    senior_title: Boolean(entries.senior_title),
  };
}
