// A worker that reads a workbook. Started when one is dropped; it keeps what it has read until the
// answers are to be written into a copy.
//
// Messages in:  {open: Blob, sheet}    the name of a sheet, or null for the first that is not hidden
//               {save: MessagePort}    sends what was read to the worker that writes
// Messages out: {opened: {table: Blob, sheet, sheets, hidden, formulas, lost, excel_days}}
//               {refused}              why: "password", "old", "numbers", "large", "broken"
import { readXlsx } from "hucre/xlsx";
import { rowsOf } from "./workbook/text.js";

const MOST_UNPACKED = 400e6; // bytes
const MOST_PARTS = 5_000;
const ROWS_AS_JSON = "\u001e"; // see checker/batch/tables.py
const LOST = [
  ["pictures", /^xl\/(media|drawings)\//],
  ["charts", /^xl\/charts\//],
  ["macros", /^xl\/vbaProject\.bin$/],
  ["pivots", /^xl\/pivot/],
];

let content;
let opened;

class Refused extends Error {}

// The names of the files that a workbook is packed of, from the list at the end of a zip.
function parts(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Refused("broken");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const names = [];
  let size = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new Refused("broken");
    size += view.getUint32(at + 24, true);
    const length = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (size > MOST_UNPACKED || count > MOST_PARTS) throw new Refused("large");
  if (names.some((name) => name.startsWith("Index/") || name === "Index.zip")) throw new Refused("numbers");
  if (!names.some((name) => name.endsWith("workbook.xml"))) throw new Refused("broken");
  return names;
}

function refuseOld(bytes) {
  if (bytes[0] !== 0xd0 || bytes[1] !== 0xcf) return;
  const text = new TextDecoder("utf-16le").decode(bytes.subarray(0, bytes.length & ~1));
  throw new Refused(text.includes("EncryptedPackage") ? "password" : "old");
}

async function open(blob, wished) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  refuseOld(bytes);
  const names = parts(bytes);
  const sheets = [];
  const list = (info) => {
    sheets.push(info);
    return false;
  };
  await readXlsx(bytes, { sheets: list });
  const chosen = sheets.find(({ name }) => name === wished) ?? sheets.find((s) => !s.hidden && !s.veryHidden) ?? sheets[0];
  if (!chosen) throw new Refused("broken");
  const book = await readXlsx(bytes, { sheets: [chosen.name], readStyles: true });
  const sheet = book.sheets.find(({ name }) => name === chosen.name) ?? book.sheets[0];
  content = bytes;
  opened = { book, sheet };
  const rows = rowsOf(sheet);
  const formulas = [...(sheet.cells?.values() ?? [])].filter(({ type }) => type === "formula").length;
  return {
    table: new Blob([ROWS_AS_JSON, rows.map((row) => JSON.stringify(row)).join("\n")]),
    sheet: sheet.name,
    sheets: sheets.map(({ name }) => name),
    hidden: [...(sheet.rowDefs?.values() ?? [])].filter(({ hidden }) => hidden).length,
    formulas,
    lost: LOST.filter(([, form]) => names.some((name) => form.test(name))).map(([kind]) => kind),
    excel_days: book.dateSystem === "1904" ? 1904 : 1900,
  };
}

self.onmessage = async ({ data }) => {
  if (data.save) {
    const book = await readXlsx(content, { readStyles: true });
    return data.save.postMessage({ book, sheet: opened.sheet.name });
  }
  try {
    return self.postMessage({ opened: await open(data.open, data.sheet) });
  } catch (error) {
    return self.postMessage({ refused: error instanceof Refused ? error.message : "broken", detail: String(error) });
  }
};
