// A workbook that was dropped: read in one worker, written back by another; both start when needed.

const LONGEST_MS = 60_000;
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

// Whether a file begins as those of spreadsheet programs do.
export async function isWorkbook(file) {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return WORKBOOKS.some((bytes) => bytes.every((byte, i) => start[i] === byte));
}

export class Workbook {
  #file;
  #reader;
  #writer;

  // addresses: {read, write}, of the two workers.
  constructor(file, addresses) {
    this.#file = file;
    this.#reader = started(addresses.read);
    this.#writer = addresses.write;
  }

  // {table, sheet, sheets, hidden, formulas, lost, excel_days}, or {refused}. sheet: a name, or null.
  async open(sheet) {
    const { opened, refused } = await answered(this.#reader, () => this.#reader.postMessage({ open: this.#file, sheet }));
    return opened ?? { refused };
  }

  // The workbook with these answers in it, as a Blob; heading and rows as workbook_write.js takes them.
  async save(heading, rows) {
    const writer = started(this.#writer);
    const { port1, port2 } = new MessageChannel();
    const { saved, failed } = await answered(writer, () => {
      writer.postMessage({ from: port2, heading, rows }, [port2]);
      this.#reader.postMessage({ save: port1 }, [port1]);
    });
    writer.terminate();
    if (!saved) throw new Error(failed);
    return saved;
  }

  close() {
    this.#reader.terminate();
  }
}

const started = (address) => new Worker(new URL(address, location.href), { type: "module" });

function answered(worker, ask) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("timeout")), LONGEST_MS);
    worker.onmessage = ({ data }) => {
      clearTimeout(late);
      resolve(data);
    };
    worker.onerror = (event) => {
      clearTimeout(late);
      reject(new Error(event.message));
    };
    ask();
  });
}
