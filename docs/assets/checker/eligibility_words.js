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

