// The files that a form reads: chosen in its field, or dropped anywhere on its page, where they must not
// take the page's place. Gives the function that puts files into the field as if they had been chosen.

export function takeFiles(formElement, input, read) {
  function choose(files) {
    const chosen = new DataTransfer();
    for (const one of input.multiple ? files : [files[0]]) chosen.items.add(one);
    input.files = chosen.files;
    read();
  }

  input.addEventListener("change", () => input.files.length && read());
  const page = formElement.closest("article");
  page.addEventListener("dragover", (event) => {
    event.preventDefault();
    formElement.dataset.over = "";
  });
  page.addEventListener("dragleave", () => delete formElement.dataset.over);
  page.addEventListener("drop", (event) => {
    event.preventDefault();
    delete formElement.dataset.over;
    if (event.dataTransfer.files.length) choose(event.dataTransfer.files);
  });
  return choose;
}
