// Python in a worker of its own: started once, asked with request texts, answers with answer texts.

const SILENCE_MS = 60_000; // no byte and no other sign of life for so long: it will not come

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

  // folder: absolute address of the built runtime; onProgress({type, received, total}).
  constructor(folder, onProgress) {
    this.#folder = folder;
    this.#onProgress = onProgress;
  }

  get started() {
    return this.#worker !== null;
  }

  start() {
    if (this.#worker) return;
    if (typeof WebAssembly !== "object") throw new RuntimeFailed("no_webassembly");
    performance.mark("runtime-intent");
    this.ready = false;
    this.#worker = new Worker(new URL("worker.js", this.#folder), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => this.#fail(new RuntimeFailed("network", event.message));
    this.#listen();
  }

  // The answer text to a request text. Rejects with RuntimeFailed.
  ask(request) {
    return this.#send({ request }).answer;
  }

  // The answer text about the first rows of a table (bytes). Rejects with RuntimeFailed.
  preview(bytes, rows) {
    return this.#send({ preview: bytes, rows }).answer;
  }

  // A table (bytes) answered some rows at a time: {answer: settles at the end, cancel()}.
  answerTable(request, bytes, rows, onPart) {
    const { id, answer } = this.#send({ table: bytes, request, rows }, onPart);
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
      this.#questions.set(id, { resolve, reject, onPart });
      this.#worker.postMessage({ id, ...message });
    });
    return { id, answer };
  }

  #hear(message) {
    this.#listen();
    if (message.type === "answer") {
      this.#questions.get(message.id)?.resolve(message.answer);
      this.#questions.delete(message.id);
    } else if (message.type === "part") {
      this.#questions.get(message.id)?.onPart(message.part);
    } else if (message.type === "failed") {
      this.#fail(new RuntimeFailed(message.reason, message.detail));
    } else if (message.type === "ready") {
      this.ready = true;
      clearTimeout(this.#silence);
      performance.measure("runtime-ready", "runtime-intent");
    } else {
      this.#onProgress(message);
    }
  }

  #listen() {
    clearTimeout(this.#silence);
    if (!this.ready) this.#silence = setTimeout(() => this.#fail(new RuntimeFailed("timeout")), SILENCE_MS);
  }

  #fail(error) {
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#questions.values()) reject(error);
    this.#questions.clear();
  }
}
