// A stable merge sort in steps, between which the page answers whoever uses it.

const STEP_MS = 16;
const RUN = 256;

// A sorted copy.
export async function sortedInSteps(items, compare) {
  let runs = [];
  let began = performance.now();
  const rest = async () => {
    if (performance.now() - began < STEP_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
  for (let i = 0; i < items.length; i += RUN) {
    runs.push(items.slice(i, i + RUN).sort(compare));
    await rest();
  }
  while (runs.length > 1) {
    const merged = [];
    for (let i = 0; i < runs.length; i += 2) merged.push(await mergedInSteps(runs[i], runs[i + 1] ?? [], compare, rest));
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergedInSteps(left, right, compare, rest) {
  const all = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    all.push(compare(right[r], left[l]) < 0 ? right[r++] : left[l++]);
    if (all.length % RUN === 0) await rest();
  }
  return [...all, ...left.slice(l), ...right.slice(r)];
}
