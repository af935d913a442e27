// A worker that writes the answers into a copy of a workbook. Started when that is asked for.
//
// Message in:   {from: MessagePort, heading, rows}  from the worker that read it; heading: {names, at,
//               left_out}, rows: [{number, cells, urgent}], numbers as the checker counts, from 1
// Message out:  {saved: Blob} or {failed}
import { writeXlsx } from "hucre/xlsx";

const URGENT = { fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFE2B8" } } };
const DAY = /^\d{4}-\d\d-\d\d$/;
const WIDTH = 16; // characters
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// A date, a whole number, or a text, which the writer never takes for a formula.
function cellOf(text) {
  if (DAY.test(text)) return { value: new Date(`${text}T00:00:00Z`), type: "date", style: { numFmt: "yyyy-mm-dd" } };
  if (/^\d{1,9}$/.test(text)) return { value: Number(text), type: "number" };
  return { value: text, type: "string" };
}

// Her text stays text, and her formulas become the values that were kept with them.
function settled(sheet) {
  for (const [place, cell] of sheet.cells ?? []) {
    if (cell.type !== "formula") continue;
    const [r, c] = place.split(",").map(Number);
    const value = cell.formulaResult ?? null;
    sheet.rows[r][c] = value;
    const { style } = cell;
    if (style) sheet.cells.set(place, { value, type: typeof value === "number" ? "number" : "string", style });
    else sheet.cells.delete(place);
  }
}

function answer(sheet, { names, at, left_out }, rows) {
  const first = Math.max(...sheet.rows.map((row) => row.length), 0);
  sheet.cells ??= new Map();
  sheet.columns = [...(sheet.columns ?? [])];
  while (sheet.columns.length < first) sheet.columns.push({});
  const put = (r, c, cell) => {
    sheet.rows[r][c] = cell.value;
    sheet.cells.set(`${r},${c}`, cell);
  };
  names.forEach((name, i) => {
    put(at - 1, first + i, { value: name, type: "string", style: { font: { bold: true } } });
    sheet.columns[first + i] = { width: WIDTH };
  });
  for (let r = at; r < sheet.rows.length; r += 1) {
    for (const c of left_out.filter((c) => c < sheet.rows[r].length)) {
      sheet.rows[r][c] = null;
      sheet.cells.delete(`${r},${c}`);
    }
  }
  for (const row of rows) {
    const r = row.number - 1;
    while (sheet.rows[r].length < first) sheet.rows[r].push(null);
    row.cells.forEach((text, i) => text && put(r, first + i, cellOf(text)));
    if (!row.urgent) continue;
    for (let c = 0; c < first + names.length; c += 1) {
      const value = sheet.rows[r][c] ?? null;
      const cell = sheet.cells.get(`${r},${c}`) ?? { value, type: typeOf(value) };
      sheet.cells.set(`${r},${c}`, { ...cell, style: { ...cell.style, ...URGENT } });
    }
  }
}

function typeOf(value) {
  if (value === null) return "empty";
  return value instanceof Date ? "date" : typeof value;
}

self.onmessage = ({ data: { from, heading, rows } }) => {
  from.onmessage = async ({ data: { book, sheet } }) => {
    try {
      book.sheets.forEach(settled);
      answer(
        book.sheets.find(({ name }) => name === sheet),
        heading,
        rows,
      );
      self.postMessage({ saved: new Blob([await writeXlsx(book)], { type: XLSX }) });
    } catch (error) {
      self.postMessage({ failed: String(error) });
    }
  };
};
