// /tools/agenda/: see tools.js.
export { attach as agenda } from "./checker/agenda.js";
