// Python in a worker of its own: started once, asked with request texts, answers with answer texts.

import { forgetPython, startWorker, whatComes } from "./start.js";

const LOADING_MS = 60_000; // no byte and no other sign of life for so long: it will not come
const ANSWER_MS = 20_000; // no answer and no part of one for so long: the worker is gone or stuck
const PAINTED_MS = 1000; // after an answer, it is on the screen
const BAD_COPY = ["portal", "damaged"]; // perhaps kept on the device: what comes from the network may be right

export class RuntimeFailed extends Error {
  constructor(reason, detail = "") {
    super(`${reason} ${detail}`);
    this.reason = reason;
  }
}

export class Runtime {
  #folder;
  #onProgress;
  #worker = null;
  #questions = new Map();
  #lastId = 0;
  #silence;
  #pastCaches = false; // after a start that failed
  #complete = false; // after a function was needed that the smaller Python lacks

  #keptOffline = false;

  ready = false;

  // folder: absolute address of the built runtime; onProgress({type, received, total}).
  constructor(folder, onProgress) {
    this.#folder = String(folder);
    this.#onProgress = onProgress;
  }

  get folder() {
    return this.#folder;
  }

  get started() {
    return this.#worker !== null;
  }

  start() {
    if (this.#worker) return;
    if (typeof WebAssembly !== "object") throw new RuntimeFailed("no_webassembly");
    const { worker, heard } = this.#takeEarly() ?? {
      worker: startWorker(this.#folder, { pastCaches: this.#pastCaches, complete: this.#complete }),
      heard: [],
    };
    if (!worker) throw new RuntimeFailed("old_browser");
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = (event) => this.#brokeOff(worker, event.message);
    this.#listen();
    heard.forEach((message) => this.#hear(message));
  }

  // What the head of the page has started already (assets/early.js), once.
  #takeEarly() {
    const early = globalThis.earlyPython;
    delete globalThis.earlyPython;
    return early?.folder === this.#folder ? early : null;
  }

  async #brokeOff(worker, detail) {
    const reason = this.ready ? "crashed" : await whatComes(this.#folder);
    const other = this.#pastCaches ? "start" : "damaged"; // the script is right now: it was another, or it breaks here
    if (this.#worker === worker) this.#fail(new RuntimeFailed(reason ?? other, detail));
  }

  // The answer text to a request text. Rejects with RuntimeFailed.
  ask(request) {
    return this.#send({ request }).answer;
  }

  // The answer text about the first rows of a table (a Blob). Rejects with RuntimeFailed.
  preview(table, rows) {
    return this.#send({ preview: table, rows }).answer;
  }

  // A table (a Blob) gone through some rows at a time, `how` being answer_table or table_calendar of
  // checker.bridge: {answer: settles at the end, cancel()}; onPart gets the parsed parts, and those of
  // a calendar as Blobs beside them.
  table(how, request, table, rows, onPart) {
    const hear = ({ part, file }) => onPart(JSON.parse(part), file);
    const { id, answer } = this.#send({ table, how, request: JSON.stringify(request), rows }, hear);
    return { answer, cancel: () => this.#worker?.postMessage({ cancel: id }) };
  }

  #send(message, onPart) {
    const id = ++this.#lastId;
    const answer = new Promise((resolve, reject) => {
      try {
        this.start();
      } catch (error) {
        reject(error);
        return;
      }
      const question = { id, message, onPart, resolve, reject, heard: 0, skip: 0, repeated: false };
      this.#questions.set(id, question);
      this.#put(question);
    });
    return { id, answer };
  }

  #put({ id, message }) {
    this.#worker.postMessage({ id, ...message });
    this.#listen();
  }

  #hear(message) {
    const question = this.#questions.get(message.id);
    if (message.type === "answer") {
      this.#questions.delete(message.id);
      question?.resolve(message.answer);
      this.#keepOffline();
    } else if (message.type === "part") {
      hearPart(question, message);
    } else if (message.type === "unreadable") {
      this.#questions.delete(message.id);
      question?.reject(new RuntimeFailed("unreadable"));
    } else if (message.type === "failed") {
      return this.#fail(new RuntimeFailed(message.reason, message.detail));
    } else if (message.type === "ready") {
      this.ready = true;
      this.#pastCaches = false;
      performance.measure("runtime-ready", { start: "runtime-intent", detail: message.from });
    } else {
      this.#onProgress(message);
    }
    return this.#listen();
  }

  // Python has been used: it goes into the offline copy too, once its first answer is painted.
  #keepOffline() {
    if (this.#keptOffline) return;
    this.#keptOffline = true;
    const tell = ({ active }) => active.postMessage("keep-python");
    setTimeout(() => navigator.serviceWorker?.ready.then(tell), PAINTED_MS);
  }

  #listen() {
    clearTimeout(this.#silence);
    if (this.ready && !this.#questions.size) return;
    const most = this.ready ? ANSWER_MS : LOADING_MS;
    this.#silence = setTimeout(() => this.#fail(new RuntimeFailed("timeout")), most);
  }

  // What breaks before it was ready will not come, unless a bad copy on the device was all that was
  // wrong: the next start takes none. What breaks later is started anew and asked the same; a question
  // that it does not survive twice is given up. Where a function was lacking, the complete Python starts.
  #fail(error) {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = null;
    const crashed = this.ready;
    this.ready = false;
    const trimmed = error.reason === "trimmed";
    const completeMissing = !crashed && this.#complete && error.reason === "network";
    const badCopy = !crashed && !this.#pastCaches && BAD_COPY.includes(error.reason);
    if (trimmed) performance.mark("runtime-complete");
    if (trimmed || completeMissing) {
      this.#complete = trimmed; // where it does not come, the smaller one still answers what it can
    } else if (!crashed) {
      this.#pastCaches = true;
      forgetPython(this.#folder);
    }
    for (const question of this.#questions.values()) {
      if (trimmed || (crashed && !question.repeated)) {
        Object.assign(question, { repeated: crashed, skip: question.heard });
      } else if (!badCopy) {
        this.#questions.delete(question.id);
        if (crashed) question.reject(new RuntimeFailed("crashed", error.message));
        else question.reject(completeMissing ? new RuntimeFailed("complete_missing", error.message) : error);
      }
    }
    if (!this.#questions.size && (crashed || !trimmed)) return;
    this.start();
    for (const question of this.#questions.values()) this.#put(question);
  }
}

// The parts of a table that were heard before a restart come once more and are passed over.
function hearPart(question, message) {
  if (question.skip) {
    question.skip -= 1;
  } else {
    question.heard += 1;
    question.onPart(message);
  }
}
