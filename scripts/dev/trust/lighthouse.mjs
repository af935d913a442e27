// Lighthouse's mobile run over pages in one Chromium: prints, a page, its scores and what cost points.
// node lighthouse.mjs CHROMIUM ROUNDS URL …
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [chromium, rounds, ...urls] = process.argv.slice(2);
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(url) {
  const browser = await puppeteer.launch({ executablePath: chromium, args: FLAGS });
  try {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "error" });
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    await browser.close();
  }
}

function lost(lhr, name) {
  return lhr.categories[name].auditRefs
    .filter(({ id, weight }) => weight && (lhr.audits[id].score ?? 1) < 1)
    .map(({ id }) => `${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`);
}

const pages = [];
for (const url of urls) {
  const runs = [];
  // Now and then the trace is lost (NO_NAVSTART), and Lighthouse asks to be run again.
  for (let round = 0; round < Number(rounds); round++) runs.push(await measure(url).catch(() => measure(url)));
  const scores = {};
  for (const name of Object.keys(runs[0].categories))
    scores[name] = Math.round(100 * median(runs.map((lhr) => lhr.categories[name].score)));
  const metrics = Object.fromEntries(METRICS.map((id) => [id, median(runs.map((lhr) => lhr.audits[id].numericValue))]));
  const problems = Object.keys(scores).filter((name) => scores[name] < 100).flatMap((name) => lost(runs.at(-1), name));
  const bytes = runs[0].audits["total-byte-weight"].numericValue;
  pages.push({ url, scores, metrics, bytes, problems });
}
console.log(JSON.stringify(pages));
