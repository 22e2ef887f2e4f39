// The search page in a real browser, over the real programs and corpus/.
//   node search_test.mjs BIN_DIR [PICTURE.png]
// With PICTURE the page of results is photographed for the README.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const [bin, picture] = (process.env.PRESSMARK_BROWSER_TEST ?? "").split("\n");
const corpus = fileURLToPath(new URL("../../corpus", import.meta.url));
const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const chromiumFlags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

let directory, server, browser, site;

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => listener.once("listening", resolve));
  const { port } = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  return port;
}

async function answers(url, tries = 100) {
  for (let i = 0; i < tries; i++) {
    const ready = await fetch(url).then((response) => response.ok, () => false);
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

before(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "pressmark-"));
  const index = path.join(directory, "index");
  await promisify(execFile)(path.join(bin, "indexer"), ["update", "--index", index, corpus]);
  const port = await freePort();
  site = `http://127.0.0.1:${port}`;
  server = spawn(path.join(bin, "server"), ["--index", index, "--listen", `127.0.0.1:${port}`, "--documents", corpus],
    { stdio: "ignore" });
  await answers(`${site}/readyz`);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: chromiumFlags });
});

after(async () => {
  await browser?.close();
  server?.kill("SIGTERM");
  if (directory) await rm(directory, { recursive: true });
});

/// A page that fails the test on any script error or anything the content security policy blocks.
async function open(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1000 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  return page;
}

async function search(page, words) {
  await page.goto(`${site}/`);
  await page.getByRole("searchbox").or(page.getByRole("combobox")).first().fill(words);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
}

/// The number of the page, as the file counts, of the first PDF hit of a query, and what the API says of it.
async function firstPdf(words) {
  const answer = await fetch(`${site}/api/v1/search?q=${encodeURIComponent(words)}&filetype=pdf`);
  return (await answer.json()).hits[0];
}

test("a typed query leads to the page of the report that answers", async (t) => {
  const page = await open(t);
  await search(page, "teacher training digital skills");
  const hit = await firstPdf("teacher training digital skills");
  assert.match(hit.url, /#page=\d+$/);
  const link = page.locator(`.hit h2 a[href="${hit.url}"]`);
  assert.equal(await link.count(), 1, `the page has no link ${hit.url}`);
  const target = new URL(await link.getAttribute("href"), site);
  const [number] = target.hash.match(/\d+/);
  const requested = page.context().waitForEvent("request", (request) => request.url().startsWith(site + target.pathname));
  await link.click();
  assert.ok(await requested);
  const file = await fetch(site + target.pathname);
  assert.equal(file.status, 200);
  assert.equal(file.headers.get("content-type"), "application/pdf");

  // The words stand on the page that the link opens.
  const saved = path.join(directory, "hit.pdf");
  await (await import("node:fs/promises")).writeFile(saved, Buffer.from(await file.arrayBuffer()));
  const { stdout } = await promisify(execFile)("pdftotext", ["-f", number, "-l", number, saved, "-"]);
  assert.match(stdout, /teacher|training|skills/i);
});

test("without JavaScript the page searches, filters and turns over", async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  await search(page, "skills");
  assert.ok((await page.locator(".hit").count()) > 0);
  assert.ok((await page.locator(".hit mark").count()) > 0);
  await page.getByRole("checkbox", { name: /report/i }).first().check();
  await page.getByRole("button", { name: "Apply" }).click();
  assert.match(page.url(), /kind=report/);
  assert.equal(await page.locator(".hit .kind", { hasNotText: /report/i }).count(), 0);
  await page.goto(`${site}/search?q=skills&per_page=5`);
  await page.getByRole("link", { name: /next/i }).click();
  assert.match(page.url(), /page=2/);
  assert.ok((await page.locator(".hit").count()) > 0);
});

test("a slip of the finger gets a suggestion that works", async (t) => {
  const page = await open(t);
  await search(page, "brodband");
  const better = page.locator(".instead a");
  assert.equal(await better.innerText(), "broadband");
  await better.click();
  assert.ok((await page.locator(".hit").count()) > 0);
});

test("what is typed, and what documents hold, stays text", async (t) => {
  const page = await open(t);
  await search(page, '<script>document.title="broken"</script>');
  assert.notEqual(await page.title(), "broken");
  await search(page, "open data portal script tags");
  assert.equal(await page.locator("main script").count(), 0);
});

test("completions come while typing and obey the keyboard", async (t) => {
  const page = await open(t);
  await page.goto(`${site}/`);
  const box = page.locator("#q");
  await box.pressSequentially("broadb", { delay: 30 });
  const option = page.getByRole("option").first();
  await option.waitFor();
  assert.match(await option.innerText(), /broadband/);
  assert.equal(await box.inputValue(), "broadb", "what was typed stays");
  await page.keyboard.press("ArrowDown");
  assert.equal(await box.getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=broadband/);
});

for (const [name, address] of [["home", "/"], ["results", "/search?q=digital+skills"], ["nothing", "/search?q=zzzz"],
  ["error", "/search?q=a&per_page=9999"]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`the ${colorScheme} ${name} page has no accessibility fault that axe knows`, async (t) => {
      const context = await browser.newContext({ colorScheme, bypassCSP: true });
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(site + address);
      await page.addScriptTag({ path: axeSource });
      const found = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
    });
  }
}

test("the page fits a telephone", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 } });
  await page.goto(`${site}/search?q=digital+skills`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(overflow, 0);
});

if (picture) {
  test("the picture for the README", async (t) => {
    const page = await open(t, { viewport: { width: 1200, height: 900 } });
    await page.goto(`${site}/search?q=digital+skills`);
    await page.screenshot({ path: picture });
  });
}
