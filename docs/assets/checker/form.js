// A form: entries in, entries out, and a sentence beside the field that is wrong. Entries are texts
// as a person gives them, by the last part of each field's name or its `data-entry`; lists of rows by their name.

import { element } from "./dom.js";
import { unfold } from "./fold.js";
import { FORM } from "./words.js";

export class Form {
  #form;
  #lists;

  // lists: RowList[]; fields of their own are the inputs with `data-field`.
  constructor(form, lists = []) {
    this.#form = form;
    this.#lists = lists;
    for (const input of this.dateInputs) if (!input.closest("[data-rows]")) addPicker(input);
    for (const list of lists) list.onChange = () => form.dispatchEvent(new Event("input", { bubbles: true }));
    form.addEventListener("reset", () => {
      for (const list of lists) list.values = [];
      this.clearErrors();
    });
  }

  get entries() {
    const own = this.#fields().map((input) => [key(input), valueOf(input)]);
    return Object.fromEntries([...own, ...this.#lists.map((list) => [list.name, list.values])]);
  }

  set entries(entries) {
    this.clearErrors();
    for (const input of this.#fields()) {
      const value = text(entries[key(input)]);
      if (input.type === "checkbox") input.checked = Boolean(value);
      else input.value = value;
      if (value) reveal(input);
    }
    for (const list of this.#lists) list.values = rows(entries[list.name]);
  }

  get dateInputs() {
    return [...this.#form.querySelectorAll("input[data-date]")];
  }

  // The names of the boxes: their entries are "1" or empty.
  get ticks() {
    return this.#fields().filter(({ type }) => type === "checkbox").map(key);
  }

  // The first field whose content the browser itself could not read; its text never reaches us.
  get unreadable() {
    const input = [...this.#form.querySelectorAll("input:not([data-picker])")].find((i) => i.validity.badInput);
    return input ? { field: this.#nameOf(input), message: FORM.incomplete_number } : null;
  }

  // The first field that may not be left open (`data-must`, its name in FORM.must), if it is; in a row only
  // once something else of the row is filled in.
  get unanswered() {
    const input = [...this.#form.querySelectorAll("[data-must]")].find((one) => !one.value.trim() && !one.closest("[hidden]") && begun(one));
    return input ? { field: this.#nameOf(input), message: FORM.must[input.dataset.must] } : null;
  }

  // Shows an error of the checker beside its field. False when no field of the form is meant.
  showError({ field, message }, { focus }) {
    const input = this.#field(field);
    if (!input) return false;
    unfold(this.#form);
    reveal(input);
    this.#say(input, field, message);
    input.setAttribute("aria-invalid", "true");
    if (focus) input.focus();
    return true;
  }

  // Beside the fields what the checker has answered, but asks back about.
  showDoubts(doubts) {
    for (const { field, message } of doubts) this.#say(this.#field(field), field, message);
  }

  #say(input, field, message) {
    const sentence = element("span", { class: "field-error", "data-error": "", id: `${this.#form.id}-${field}-error` }, message);
    input.closest("p, [role=group]").append(sentence);
    input.setAttribute("aria-describedby", [...describing(input), sentence.id].join(" "));
  }

  clearErrors() {
    const sentences = [...this.#form.querySelectorAll("[data-error]")];
    for (const input of this.#form.querySelectorAll("[aria-describedby]")) {
      const left = describing(input).filter((id) => !sentences.some((sentence) => sentence.id === id));
      if (left.length) input.setAttribute("aria-describedby", left.join(" "));
      else input.removeAttribute("aria-describedby");
      input.removeAttribute("aria-invalid");
    }
    for (const sentence of sentences) sentence.remove();
  }

  #fields() {
    return [...this.#form.querySelectorAll("[data-field]")];
  }

  #field(name) {
    for (const list of this.#lists) {
      const found = list.input(name);
      if (found) return found;
    }
    return this.#form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  }

  #nameOf(input) {
    return input.dataset.field ?? this.#lists.map((list) => list.nameOf(input)).find(Boolean);
  }
}

// Rows of a list in a form, such as the annotations: each a copy of a template, its inputs `data-part`.
export class RowList {
  #container;
  #template;
  #add;
  #words;

  // words: {row, remove}: number → the row's name, the name of its button.
  constructor(container, template, add, words) {
    this.name = container.dataset.rows;
    this.onChange = () => {};
    this.#container = container;
    this.#template = template;
    this.#add = add;
    this.#words = words;
    add.addEventListener("click", () => this.add());
  }

  add() {
    const row = this.#append();
    this.#number();
    this.onChange();
    row.querySelector("[data-part]").focus();
  }

  get values() {
    return this.#rows.map((row) => {
      const shown = [...row.querySelectorAll("[data-part]")].filter((input) => !input.closest("[hidden]"));
      return Object.fromEntries(
        shown.filter((input) => input.dataset.part !== "kind").map((input) => [input.dataset.part, valueOf(input)]),
      );
    });
  }

  set values(values) {
    this.#container.replaceChildren();
    if (values.length) reveal(this.#container);
    for (const value of values) {
      const row = this.#append();
      for (const [part, content] of Object.entries(value)) {
        const input = row.querySelector(`[data-part="${CSS.escape(part)}"]`);
        if (input) input.value = text(content);
        const kind = input?.closest("[data-kind]")?.dataset.kind;
        if (kind) row.querySelector("[data-part=kind]").value = kind;
      }
      if (!("days" in value) && !("valid_until" in value)) {
        const days = row.querySelector("[data-part=days]");
        if (days) days.value = "";
      }
      showKind(row);
    }
    this.#number();
  }

  // The input of a field as the checker names it: `annotations[1].applied_on`, `annotations[1]`.
  input(name) {
    const found = /^(\w+)\[(\d+)\](?:\.(\w+))?$/.exec(name);
    if (found?.[1] !== this.name) return null;
    const row = this.#rows[Number(found[2])];
    const part = (which) => row?.querySelector(`[data-part${which}]`) ?? null;
    return found[3] ? part(`="${found[3]}"`) : (part("=kind") ?? part(""));
  }

  nameOf(input) {
    const index = this.#rows.findIndex((row) => row.contains(input));
    return index < 0 ? null : `${this.name}[${index}].${input.dataset.part}`;
  }

  get #rows() {
    return [...this.#container.children];
  }

  #append() {
    const row = this.#template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-part=kind]")?.addEventListener("change", () => showKind(row));
    row.querySelector("[data-remove]").addEventListener("click", () => {
      row.remove();
      this.#number();
      this.#add.focus();
      this.onChange();
    });
    for (const input of row.querySelectorAll("input[data-date]")) addPicker(input);
    this.#container.append(row);
    return row;
  }

  #number() {
    this.#rows.forEach((row, i) => {
      row.setAttribute("aria-label", this.#words.row(i + 1));
      row.querySelector("[data-remove]").setAttribute("aria-label", this.#words.remove(i + 1));
      for (const input of row.querySelectorAll("[data-part]")) {
        input.id = `${this.#container.dataset.row}-${i}-${input.dataset.part}`;
        input.closest("p").querySelector("label").htmlFor = input.id;
      }
    });
  }
}

const describing = (input) => (input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);

// Entries may come from a storage that somebody has edited.
const text = (value) => (typeof value === "string" ? value : "");
const rows = (value) => (Array.isArray(value) ? value.filter((row) => row instanceof Object) : []);

const key = (input) => input.dataset.entry ?? input.dataset.field.split(".").at(-1);

function valueOf(input) {
  if (input.type === "checkbox") return input.checked ? "1" : "";
  return input.value.trim();
}

// Whether anything else is filled in of the row that an input stands in; outside of rows always.
function begun(input) {
  const row = input.closest("[data-rows] > *");
  return !row || [...row.querySelectorAll("[data-part]")].some((other) => other !== input && !other.closest("[hidden]") && valueOf(other));
}

function reveal(input) {
  const folded = input.closest("details");
  if (folded) folded.open = true;
}

function showKind(row) {
  const kind = row.querySelector("[data-part=kind]")?.value;
  for (const part of row.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== kind;
}

// Beside a field for typed dates, the device's own calendar.
function addPicker(input) {
  const picker = element("input", { type: "date", class: "picker", "data-picker": "", tabindex: "-1", "aria-label": FORM.picker });
  picker.addEventListener("pointerdown", () => (picker.value = input.value));
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    input.value = picker.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.after(picker);
}
