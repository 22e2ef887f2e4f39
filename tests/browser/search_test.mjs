// The search page in a real browser, over the real programs and corpus/.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { openPage, picture, start } from "./support.mjs";

let directory, browser, site, stop;

before(async () => {
  ({ directory, browser, site, stop } = await start());
});
after(() => stop?.());

const open = (t, options) => openPage(t, browser, options);

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
  await writeFile(saved, Buffer.from(await file.arrayBuffer()));
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
  const option = page.getByRole("option").last();
  await option.waitFor();
  assert.match(await option.innerText(), /^broadband/);
  assert.equal(await box.inputValue(), "broadb", "what was typed stays");
  await page.keyboard.press("ArrowUp");
  assert.equal(await box.getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=broadband/);
});

test("the page leads to its feed, which is Atom and holds what the page finds", async (t) => {
  const page = await open(t);
  await page.goto(`${site}/search?q=digital+skills&kind=report`);
  const address = await page.locator('link[rel=alternate][type="application/atom+xml"]').evaluate((link) => link.href);
  assert.equal(await page.getByRole("link", { name: "Atom feed" }).evaluate((link) => link.href), address);
  const answer = await fetch(address);
  assert.equal(answer.headers.get("content-type"), "application/atom+xml; charset=utf-8");
  const feed = await page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    const atom = (element, name) => [...element.children].filter((child) => child.namespaceURI === "http://www.w3.org/2005/Atom" && child.localName === name);
    const words = (element, name) => atom(element, name).map((child) => child.textContent);
    const feed = document.documentElement;
    return {
      broken: document.querySelector("parsererror")?.textContent ?? "",
      id: words(feed, "id"), title: words(feed, "title"), updated: words(feed, "updated"),
      self: atom(feed, "link").filter((link) => link.getAttribute("rel") === "self").map((link) => link.getAttribute("href")),
      entries: atom(feed, "entry").map((entry) => ({
        id: words(entry, "id"), title: words(entry, "title"), updated: words(entry, "updated"), content: words(entry, "content"),
        links: atom(entry, "link").map((link) => link.getAttribute("href")),
      })),
    };
  }, await answer.text());
  assert.equal(feed.broken, "");
  assert.deepEqual(feed.self, [address]);
  assert.deepEqual([feed.id.length, feed.title.length, feed.updated.length], [1, 1, 1]);
  const found = await (await fetch(`${site}/api/v1/search?q=digital+skills&kind=report&sort=newest&per_page=20`)).json();
  assert.deepEqual(feed.entries.map((entry) => entry.title[0]), found.hits.map((hit) => hit.title));
  assert.equal(new Set(feed.entries.map((entry) => entry.id[0])).size, feed.entries.length, "each entry has an id of its own");
  for (const entry of feed.entries) {
    assert.match(entry.updated[0], /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.ok(URL.canParse(entry.id[0]) && URL.canParse(entry.links[0]));
    assert.match(entry.content[0], /^<p>/);
  }
  const tag = answer.headers.get("etag");
  assert.equal((await fetch(address, { headers: { "If-None-Match": tag } })).status, 304);
});

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
