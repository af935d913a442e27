// The tools in one script, but for those that not everybody comes to (person.js, notice.js): a page of another
// tool does not carry them. All share one Python.
export { attach as annotation } from "./checker/page.js";
export { attach as batch } from "./checker/batch.js";
export { attach as renewal } from "./checker/renewal.js";
export { attach as scores } from "./checker/scores.js";
export { Runtime } from "./checker/runtime.js";
