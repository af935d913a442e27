// Copies what stands in a text field; where the browser refuses, the text is selected instead.

import { NOTICE } from "./words.js";

export const copier = (from, said) => async () => {
  try {
    await navigator.clipboard.writeText(from.value);
    said.textContent = NOTICE.copied;
  } catch {
    said.textContent = NOTICE.not_copied;
    from.closest("details")?.setAttribute("open", "");
    from.select();
  }
};
