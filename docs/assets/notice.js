// /tools/notice/: see tools.js.
export { attach as notice } from "./checker/notice.js";
