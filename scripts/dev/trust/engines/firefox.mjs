// Firefox for drivers.py: a line of JSON in, [name, argument …]; a line of JSON out, {value} or {error}.
// node firefox.mjs FIREFOX MILLISECONDS; the second: how long one step may take.
import readline from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, most] = process.argv.slice(2);
const patience = Number(most);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  timeout: patience,
  protocolTimeout: patience,
});
const page = await browser.newPage();
page.setDefaultTimeout(patience);
const actions = {
  open: async (url) => void (await page.goto(url)),
  click: (selector) => page.click(selector),
  type: (selector, text) => page.type(selector, text),
  call: (script, argument) => page.evaluate(`(${script})(${JSON.stringify(argument)})`),
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  const said = await actions[name](...given).then(
    (value) => ({ value }),
    (error) => ({ error: String(error) }),
  );
  console.log(JSON.stringify(said));
}
await browser.close();
