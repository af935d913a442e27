// The pieces of text on a page of a PDF, put together to lines: cells apart by tabs, and a sentence
// that goes on in the next line in one.

const CELL = 1.5; // heights of a letter between two pieces that are cells of a table
const SAME_LINE = 0.5; // heights of a letter
const MARGIN = 2.5; // heights of a letter that a full line may lack on the right
const ENDED = /[。；;：:！？!?.]$/u;

// items: as getTextContent gives them.
export function textOfPage(items) {
  const lines = [];
  for (const { str, transform, width, height } of items) {
    if (!str?.trim()) continue;
    const [, , , scale, left, base] = transform;
    const tall = height || Math.abs(scale) || 10;
    const line = lines.at(-1);
    if (line && Math.abs(line.base - base) < SAME_LINE * tall && left > line.left - tall) {
      const gap = left - line.right;
      if (gap > CELL * tall) Object.assign(line, { text: `${line.text}\t`, cells: true });
      line.text += str;
      line.right = Math.max(line.right, left + width);
    } else lines.push({ text: str, left, right: left + width, base, tall, cells: false });
  }
  const edge = Math.max(...lines.map(({ right }) => right));
  return lines.reduce((text, line, i) => {
    const next = lines[i + 1];
    const goesOn = next && !line.cells && !next.cells && edge - line.right < MARGIN * line.tall && !ENDED.test(line.text.trim());
    return text + line.text + (goesOn ? "" : "\n");
  }, "");
}
