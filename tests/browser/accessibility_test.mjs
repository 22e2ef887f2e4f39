// Every state of the server's pages and of the box on another page, light, dark and in forced colours, on a telephone and
// on a desk: axe finds nothing, nothing sticks out, and each is photographed.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { assertAccessible, openPage, shots, start, strictPolicy } from "./support.mjs";

let browser, site, other, stop;

before(async () => {
  ({ browser, site, other, stop } = await start());
  await mkdir(shots, { recursive: true });
  other.pages.set("/look.css", {
    type: "text/css",
    body: ":root { color-scheme: light dark; font-family: sans-serif } body { margin: 1.5rem; max-width: 44rem; line-height: 1.5 }",
  });
  for (const [name, dir, lang, label, button] of [["/box", "ltr", "en", "Search our publications", "Search"], ["/rtl", "rtl", "ar", "ابحث في منشوراتنا", "بحث"]]) {
    other.pages.set(name, {
      policy: strictPolicy(site).replace("style-src", "style-src 'self'"),
      body: `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>Elsewhere</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/look.css">
<link rel="stylesheet" href="${site}/widget.css"><script src="${site}/widget.js" type="module"></script></head>
<body><main><h1>Somebody's website</h1><pressmark-search><form action="${site}/search" method="get" role="search">
<label for="words">${label}</label><input type="search" id="words" name="q"><button type="submit">${button}</button></form></pressmark-search>
<p>A paragraph of the page, which the list of suggestions may cover while it is open.</p><p>Another one.</p></main></body></html>`,
    });
  }
});
after(() => stop?.());

const box = (page) => page.locator("pressmark-search input[type=search]");

async function openList(page, words = "digi") {
  await box(page).pressSequentially(words, { delay: 10 });
  await page.getByRole("option").first().waitFor();
}
const titles = [
  { text: "digital skills", total: 57, url: "/search?q=digital%20skills" },
  { text: "digital inclusion", total: 1204, url: "/search?q=digital%20inclusion" },
  { text: "Skills for a Digital Decade: what every county can do before the money ends", total: 1, url: "/documents/reports/skills-for-a-digital-decade.pdf" },
];
const suggest = (page, answer) => page.route("**/api/v1/suggest*", (route) => route.fulfill({ headers: { "access-control-allow-origin": "*" }, ...answer }));

const states = {
  "server-empty": (page) => page.goto(`${site}/`),
  "server-results": (page) => page.goto(`${site}/search?q=digital+skills`),
  "server-filtered": (page) => page.goto(`${site}/search?q=skills&kind=report&page=2&per_page=5`),
  "server-nothing": (page) => page.goto(`${site}/search?q=zzzz`),
  "server-publication": (page) => page.goto(`${site}/publications/reports%2Fskills-for-a-digital-decade.pdf?q=teacher+training`),
  "server-docs": (page) => page.goto(`${site}/docs`),
  "server-docs-open": async (page) => {
    await page.goto(`${site}/docs`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  },
  "server-problems": (page) => page.goto(`${site}/problems`),
  "server-explained-results": (page) => page.goto(`${site}/search?q=digital+skills&explain=1`),
  "server-explain": async (page) => {
    await page.goto(`${site}/search?q=digital+skills+%22skills+fund%22&explain=1`);
    await page.getByRole("link", { name: /^Why here\?/ }).first().click();
    await page.getByRole("heading", { name: "How its score comes about" }).waitFor();
  },
  "server-explain-missing": (page) => page.goto(`${site}/explain?q=%22zeppelin+skills%22+%2Bxylophone&id=news%2F2023-10-kesterwick-flood-scheme.html`),
  "server-explain-empty": (page) => page.goto(`${site}/explain`),
  "server-error": (page) => page.goto(`${site}/search?q=a&per_page=9999&pgae=2`),
  "server-open": async (page) => {
    await suggest(page, { json: { query: "digi", suggestions: titles } });
    await page.goto(`${site}/search?q=digital+skills`);
    await box(page).fill("");
    await openList(page);
    await page.keyboard.press("ArrowDown");
  },
  "server-empty-open": async (page) => {
    await page.goto(`${site}/`);
    await openList(page);
  },
  "box-empty": (page) => page.goto(`${other.origin}/box`),
  "box-open": async (page) => {
    await suggest(page, { json: { query: "digi", suggestions: titles } });
    await page.goto(`${other.origin}/box`);
    await openList(page);
  },
  "box-active": async (page) => {
    await suggest(page, { json: { query: "digi", suggestions: titles } });
    await page.goto(`${other.origin}/box`);
    await openList(page);
    await page.keyboard.press("ArrowUp");
  },
  "box-nothing": async (page) => {
    await page.goto(`${other.origin}/box`);
    const asked = page.waitForResponse((response) => response.url().includes("/suggest"));
    await box(page).pressSequentially("zzzz");
    await asked;
    await page.locator("[role=status]", { hasText: "No suggestions" }).waitFor({ state: "attached" });
  },
  "box-error": async (page) => {
    await suggest(page, { status: 503, body: "" });
    await page.goto(`${other.origin}/box`);
    const asked = page.waitForResponse((response) => response.url().includes("/suggest"));
    await box(page).pressSequentially("digi");
    await asked;
  },
  "box-rtl": async (page) => {
    await page.goto(`${other.origin}/rtl`);
    await openList(page);
  },
};
const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
};

for (const [state, reach] of Object.entries(states)) {
  for (const [look, options] of Object.entries(looks)) {
    test(`${state}, ${look}: nothing that axe knows is wrong at 360 and 1280 px`, async (t) => {
      // A refused request, which some states are made of, is an error on the console.
      const page = await openPage(t, browser, { viewport: { width: 360, height: 800 }, faultsExpected: state.endsWith("error"), ...options });
      await reach(page);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.screenshot({ path: path.join(shots, `${state}-${look}-${width}.png`) });
        await assertAccessible(page);
        const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(sticksOut, 0, `${width} px`);
      }
    });
  }
}
