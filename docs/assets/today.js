const AHEAD = 8 * 3_600_000; // milliseconds: China is eight hours ahead of UTC all the year round

// YYYY-MM-DD; not by Intl, which writes a locale's dates differently from engine to engine.
export const todayInBeijing = () => new Date(Date.now() + AHEAD).toISOString().slice(0, 10);

// The first exam that is not over today, of [last day or "", year] as the page was built with them; of a
// page that is older than those, this year's.
export function nextExam(exams, today) {
  const [year] = today.split("-");
  return String(exams.find(([last, of]) => (!last || today <= last) && String(of) >= year)?.[1] ?? year);
}
