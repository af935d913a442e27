// Runs on every page.
import { attach as attachChecklists } from "./checklist.js";
import "./courses.js";
import "./edition.js";
import "./facts.js";
import { reachMenu } from "./menu.js";
import { LATE, LATE_MS, LOST, notComing, OLD, working } from "./not_coming.js";
import "./offline.js";
import { begin as beginSearch, showSentence } from "./search/opener.js";
import { startTheme, whenShown } from "./theme.js";
import { unfoldTarget } from "./unfold.js";

const LOOK_MS = 50;
const LONGEST_MS = 3000; // on a slow line an answer takes longer: the rest of the page does not wait for it

// Who is quicker than a tool's scripts: the button is pressed again once they are there.
const early = [];
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("form[data-runtime]:not([data-attached]) button");
  if (!pressed) return;
  event.preventDefault();
  early.push(pressed);
});

// What can be scrolled sideways must be reachable by keyboard. The theme wraps tables when it shows
// a page, so look after that.
const reachScrollers = () =>
  requestAnimationFrame(() => {
    for (const box of document.querySelectorAll("article div:not([role])"))
      if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX === "auto") {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "可以左右滑动的表格");
      }
  });

// Whether the scripts of the page's tool are there; if not, its form says so.
async function attached(tool) {
  const late = setTimeout(() => notComing(LATE), LATE_MS);
  try {
    (await import(tool.querySelector("link").href))[tool.dataset.tool](tool);
    return true;
  } catch (error) {
    console.error(error);
    notComing(error instanceof SyntaxError ? OLD : LOST);
    return false;
  } finally {
    clearTimeout(late);
  }
}

async function attachTool() {
  const tool = document.querySelector("[data-tool]");
  if (tool && !(await attached(tool))) return;
  for (const attached of document.querySelectorAll("form[data-runtime]")) {
    attached.dataset.attached = "";
    attached.querySelector("[type=submit]").disabled = false; // until now a click would have lost what was typed
  }
  working();
  for (const pressed of early) pressed.click();
}

function afterAnswer(run, since = performance.now()) {
  const waits = document.querySelector("[data-state=loading]") && performance.now() - since < LONGEST_MS;
  if (waits) setTimeout(() => afterAnswer(run, since), LOOK_MS);
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

whenShown(async () => {
  setTimeout(reachScrollers);
  reachMenu();

  unfoldTarget();
  showSentence();

  const lists = [...document.querySelectorAll(".md-content ul.task-list")];
  if (lists.length) attachChecklists(lists);

  await attachTool();
  if (globalThis.heldTheme)
    afterAnswer(() => {
      startTheme();
      reachScrollers();
    });
});

beginSearch();
