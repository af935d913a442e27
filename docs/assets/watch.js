// In the head of the tools' pages, before all other scripts: sees when those do not come, cannot be read
// by this browser, or keep everybody waiting. (Once they run, assets/site.js watches what it fetches.)
import { LATE, LATE_MS, LOST, notComing, OLD } from "./not_coming.js";

var said = null;

function say(words) {
  said = words;
  if (document.readyState !== "loading") notComing(words);
}

document.addEventListener("readystatechange", function () {
  if (said && document.readyState === "interactive") notComing(said);
});
window.addEventListener(
  "error",
  function (event) {
    if (event.target && event.target.tagName === "SCRIPT") say(LOST);
    else if (event.error && event.error.name === "SyntaxError") say(OLD);
  },
  true,
);
if (!("noModule" in document.createElement("script"))) say(OLD);
setTimeout(function () {
  if (!said) say(LATE);
}, LATE_MS);
