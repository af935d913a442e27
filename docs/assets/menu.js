// The theme's button for the menu, and those that lead back in the menu, are labels, which a keyboard
// does not reach and which may not be called buttons. What is in each becomes one.
const NAMES = { __drawer: "菜单" };
const LABELS = ".md-header__button[for], .md-nav--primary .md-nav .md-nav__title[for]";
const BUTTON = "label[for] > [role=button]";

export function reachMenu() {
  for (const label of document.querySelectorAll(LABELS)) {
    if (label.querySelector("[role=button]")) continue;
    const button = document.createElement("span");
    button.tabIndex = 0;
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", NAMES[label.htmlFor] ?? `返回：${label.textContent.trim()}`);
    button.append(...label.childNodes);
    label.append(button);
  }
}

document.addEventListener("click", (event) => {
  const label = event.target.closest(BUTTON)?.parentElement;
  if (!label) return;
  event.preventDefault(); // browsers differ in whether the label would hear of it
  label.control?.click();
});

document.addEventListener("keydown", (event) => {
  if ([" ", "Enter"].includes(event.key) && event.target.matches(BUTTON)) {
    event.preventDefault();
    event.target.click();
  }
  const drawer = document.getElementById("__drawer");
  if (event.key === "Escape" && drawer?.checked) {
    drawer.click();
    document.querySelector("[for=__drawer] > [role=button]").focus();
  }
});
