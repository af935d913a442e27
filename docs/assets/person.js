// The tools about one person's way, in a script of their own: see tools.js.
export { attach as agenda } from "./checker/agenda.js";
export { attach as eligibility } from "./checker/eligibility.js";
export { attach as study } from "./checker/study.js";
