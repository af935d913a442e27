// The form: entries in, entries out, and a sentence beside the field that is wrong.

import { FORM } from "./words.js";

export class Form {
  #form;
  #rows;
  #row;

  constructor(form) {
    this.#form = form;
    this.#rows = form.querySelector("#annotations");
    this.#row = document.getElementById("annotation-row");
    form.querySelector("#add-annotation").addEventListener("click", () => {
      this.#add().querySelector("[data-part=applied_on]").focus();
      this.#changed();
    });
    form.addEventListener("reset", () => {
      this.#rows.replaceChildren();
      this.clearErrors();
    });
  }

  // What the person gave, as texts.
  get entries() {
    const value = (field) => this.#field(field).value.trim();
    return {
      apply_on: value("apply_on"),
      days: value("days"),
      exam_year: value("certificate.exam_year"),
      issued_on: value("certificate.issued_on"),
      annotations: [...this.#rows.children].map((row) => {
        const part = (name) => row.querySelector(`[data-part=${name}]`).value.trim();
        return { applied_on: part("applied_on"), [part("kind")]: part(part("kind")) };
      }),
    };
  }

  set entries(entries) {
    this.#rows.replaceChildren();
    this.clearErrors();
    this.#field("apply_on").value = entries.apply_on;
    this.#field("days").value = entries.days;
    this.#field("certificate.exam_year").value = entries.exam_year;
    this.#field("certificate.issued_on").value = entries.issued_on;
    for (const annotation of entries.annotations) {
      const row = this.#add();
      const kind = "valid_until" in annotation ? "valid_until" : "days";
      row.querySelector("[data-part=applied_on]").value = annotation.applied_on;
      row.querySelector("[data-part=kind]").value = kind;
      row.querySelector(`[data-part=${kind}]`).value = annotation[kind] ?? "";
      this.#showKind(row);
    }
  }

  // The first field whose content the browser itself could not read; its text never reaches us.
  get unreadable() {
    const input = [...this.#form.querySelectorAll("input")].find((i) => i.validity.badInput);
    if (!input) return null;
    const message = input.type === "date" ? FORM.incomplete_date : FORM.incomplete_number;
    return { field: this.#nameOf(input), message };
  }

  // Shows an error of the checker beside its field. False when no field of the form is meant.
  showError({ field, message }, { focus }) {
    const input = this.#field(field);
    if (!input) return false;
    const sentence = document.createElement("span");
    sentence.className = "field-error";
    sentence.id = `${field}-error`;
    sentence.textContent = message;
    input.closest(".field, .row").append(sentence);
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-errormessage", sentence.id);
    if (focus) input.focus();
    return true;
  }

  clearErrors() {
    for (const sentence of this.#form.querySelectorAll("span.field-error")) sentence.remove();
    for (const input of this.#form.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-errormessage");
    }
  }

  // The input of a field as the checker names it: `days`, `annotations[1].applied_on`, `annotations[1]`.
  #field(name) {
    const inRow = /^annotations\[(\d+)\](?:\.(\w+))?$/.exec(name);
    if (!inRow) return this.#form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    const row = this.#rows.children[Number(inRow[1])];
    return row?.querySelector(`[data-part=${inRow[2] ?? "kind"}]`) ?? null;
  }

  #nameOf(input) {
    if (input.dataset.field) return input.dataset.field;
    const row = [...this.#rows.children].indexOf(input.closest(".row"));
    return `annotations[${row}].${input.dataset.part}`;
  }

  #add() {
    const row = this.#row.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-part=kind]").addEventListener("change", () => this.#showKind(row));
    row.querySelector(".remove").addEventListener("click", () => {
      row.remove();
      this.#number();
      this.#form.querySelector("#add-annotation").focus();
      this.#changed();
    });
    this.#rows.append(row);
    this.#number();
    return row;
  }

  #showKind(row) {
    const kind = row.querySelector("[data-part=kind]").value;
    for (const part of row.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== kind;
  }

  #number() {
    [...this.#rows.children].forEach((row, i) => {
      row.setAttribute("aria-label", FORM.row(i + 1));
      row.querySelector(".remove").setAttribute("aria-label", FORM.remove(i + 1));
      for (const field of row.querySelectorAll(".field")) {
        const input = field.querySelector("input, select");
        input.id = `annotation-${i}-${input.dataset.part}`;
        field.querySelector("label").htmlFor = input.id;
      }
    });
  }

  #changed() {
    this.#form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
