// The sentences that answer first whether somebody may sit: of the tool and of the card.

import { ELIGIBILITY } from "./words.js";

export function headline({ verdict, asked }) {
  return verdict ? ELIGIBILITY.verdict[verdict](asked.exam_year) : ELIGIBILITY.only_earliest;
}

export function earliest({ earliest: { possible, certain } }) {
  if (possible === null) return ELIGIBILITY.never;
  if (certain === null) return ELIGIBILITY.perhaps(possible);
  return possible === certain ? ELIGIBILITY.earliest(possible) : ELIGIBILITY.between(possible, certain);
}

// The first exam that is not over today, of [last day or "", year] as the page was built with them; of a
// page that is older than those, this year's.
export function nextExam(exams, today) {
  const [year] = today.split("-");
  return String(exams.find(([last, of]) => (!last || today <= last) && String(of) >= year)?.[1] ?? year);
}
