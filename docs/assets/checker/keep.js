// What was typed outlives a reload of the tab; on the device it stays only if the reader says so.

const PREFIX = "yaoshi-zhiqi.form.";
const LONGEST = 100_000; // characters; a thousand annotations need half of it

export class Keep {
  #key;
  #box;

  // box: the checkbox with which the reader asks to keep it, or null.
  constructor(name, box) {
    this.#key = PREFIX + name;
    this.#box = box;
    if (box) {
      box.checked ||= this.#stored("localStorage") !== null; // it may be ticked before this script is there
      box.addEventListener("change", () => {
        if (!box.checked) this.#remove("localStorage");
      });
    }
  }

  save(entries) {
    const text = JSON.stringify(entries);
    this.#store("sessionStorage", text);
    if (this.#box?.checked) this.#store("localStorage", text);
  }

  // null when nothing is kept.
  load() {
    return this.#stored("sessionStorage") ?? this.#stored("localStorage");
  }

  clear() {
    this.#remove("sessionStorage");
    this.#remove("localStorage");
    if (this.#box) this.#box.checked = false;
  }

  #stored(storage) {
    try {
      const text = window[storage].getItem(this.#key);
      return text?.length > LONGEST ? null : JSON.parse(text);
    } catch {
      return null; // storage is switched off, or holds something else
    }
  }

  #store(storage, text) {
    try {
      window[storage].setItem(this.#key, text);
    } catch {
      // storage is switched off or full: nothing is kept
    }
  }

  #remove(storage) {
    try {
      window[storage].removeItem(this.#key);
    } catch {
      // storage is switched off
    }
  }
}
