// The tools in one script: walking from one to another, they share one Python.
export { attach as agenda } from "./checker/agenda.js";
export { attach as annotation } from "./checker/page.js";
export { attach as batch } from "./checker/batch.js";
export { attach as notice } from "./checker/notice.js";
export { attach as eligibility } from "./checker/eligibility.js";
export { attach as renewal } from "./checker/renewal.js";
export { attach as scores } from "./checker/scores.js";
export { Runtime } from "./checker/runtime.js";
