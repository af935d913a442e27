// Checklists: without this they are boxes to print; with it they can be ticked, and the ticks are
// kept on this device alone.
const PREFIX = "yaoshi-zhiqi.checklist.";

const pageName = () => location.pathname.replace(/\/(index\.html)?$/, "").split("/").pop();

// A browser may refuse to keep anything; the boxes work all the same until the page is left.
function kept(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function keep(key, ticked) {
  try {
    if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

function labelled(item) {
  const box = item.querySelector("input[type=checkbox]");
  const label = document.createElement("label");
  const nodes = [...item.childNodes].filter((node) => !["UL", "OL"].includes(node.nodeName));
  item.prepend(label);
  label.append(...nodes);
  box.disabled = false;
  return { box, text: label.textContent.trim() };
}

function button(words, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "md-button";
  made.textContent = words;
  made.addEventListener("click", run);
  return made;
}

export function attach(lists) {
  const key = PREFIX + pageName();
  const boxes = lists.flatMap((list) => [...list.querySelectorAll("li.task-list-item")].map(labelled));
  const ticked = new Set(kept(key));
  for (const { box, text } of boxes) box.checked = ticked.has(text);

  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  const save = () => {
    const now = boxes.filter(({ box }) => box.checked).map(({ text }) => text);
    const done = keep(key, now);
    said.textContent = `${now.length} / ${boxes.length} 项已勾选。${done ? "只记在这台设备上。" : "这个浏览器不让保存，离开页面就会丢失。"}`;
  };
  for (const { box } of boxes) box.addEventListener("change", save);

  const actions = document.createElement("p");
  actions.className = "checklist-actions";
  actions.append(
    button("打印这一页", () => print()),
    button("清空勾选", () => {
      for (const { box } of boxes) box.checked = false;
      save();
    }),
  );
  lists.at(-1).after(said, actions);
  if (ticked.size) save();
}
