// What is folded opens to whoever is led there: by a link, by an address, by what was searched for.
// Of parts within parts the theme would open the innermost alone.
export function unfold(element) {
  for (let one = element.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
}

export function unfoldTarget() {
  const target = document.getElementById(decoded(location.hash.slice(1)));
  if (!target?.closest("article")) return;
  const folded = target.nextElementSibling;
  if (/^H[23]$/.test(target.tagName) && folded?.matches("details[data-group]")) folded.open = true;
  const hidden = target.closest("details:not([open])");
  unfold(target);
  if (hidden) target.scrollIntoView();
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

addEventListener("hashchange", unfoldTarget);
