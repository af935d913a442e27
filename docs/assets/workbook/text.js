// What stands in the cells of a workbook, as the text that the checker reads.

const NOT_WORKED_OUT = "公式没有结果";

const DAY_MS = 86_400_000;

// A cell's text: a date as YYYY-MM-DD, with its time where it is not midnight. A formula counts by the
// value that was kept with it; one without a value must not pass for an empty cell.
export function textOf(value, cell) {
  if (cell?.type === "formula") {
    const result = cell.formulaResult ?? null;
    return result === null || result === "" ? NOT_WORKED_OUT : textOf(result);
  }
  if (value === null || value === undefined) return "";
  if (value instanceof Date) {
    const text = value.toISOString();
    return value.getTime() % DAY_MS ? text.slice(0, 19).replace("T", " ") : text.slice(0, 10);
  }
  if (typeof value === "boolean") return String(value).toUpperCase();
  if (typeof value === "object") return String(value.text ?? value.error ?? "");
  return String(value);
}

// The rows of a sheet as text. What stands in cells merged downwards holds for each of their rows.
export function rowsOf(sheet) {
  const rows = sheet.rows.map((row, r) => row.map((value, c) => textOf(value, sheet.cells?.get(`${r},${c}`))));
  for (const { startRow, startCol, endRow } of sheet.merges ?? []) {
    for (let r = startRow + 1; r <= Math.min(endRow, rows.length - 1); r += 1) {
      rows[r][startCol] = rows[startRow]?.[startCol] ?? "";
    }
  }
  return rows;
}
