// docs/embed.md in a browser: every example of HTML and CSS in it, on a page of another origin, under the policy that it
// recommends.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { assertAccessible, openPage, root, start } from "./support.mjs";

const text = await readFile(path.join(root, "docs", "embed.md"), "utf8");
const widget = await readFile(path.join(root, "server", "web", "widget.js"), "utf8");
const sheet = await readFile(path.join(root, "server", "web", "widget.css"), "utf8");
const blocks = (language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map((found) => found[1]);
const [header] = blocks("http");

let browser, site, other, stop;
before(async () => {
  ({ browser, site, other, stop } = await start());
});
after(() => stop?.());

const here = (block) => block.replaceAll("https://search.example.org", site);
const policy = () => here(header.trim().replace(/^Content-Security-Policy: /, ""));

/// The block as a page: as it is when it is one, else in the head or the body of a small one.
function pageOf(block, style = "") {
  if (block.startsWith("<!doctype")) return block;
  const inHead = /^<(link|script)/.test(block);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example</title>${style}` +
    `<link rel="stylesheet" href="${site}/widget.css"><script src="${site}/widget.js" type="module"></script>` +
    `${inHead ? block : ""}</head><body><main><h1>Example</h1>${inHead ? "" : block}</main></body></html>`;
}

for (const [index, block] of blocks("html").entries()) {
  test(`example ${index + 1}: ${block.split("\n")[0]}`, async (t) => {
    other.pages.set(`/example-${index}`, { body: pageOf(here(block)), policy: policy() });
    const page = await openPage(t, browser);
    await page.goto(`${other.origin}/example-${index}`);
    for (const address of await page.locator("link, script[src]").evaluateAll((all) => all.map((one) => one.href || one.src))) {
      assert.equal((await fetch(address)).status, 200, address);
    }
    if (!block.includes("<pressmark-search")) return;
    const box = page.getByRole("combobox");
    await box.pressSequentially("dig", { delay: 20 });
    await page.getByRole("option").first().waitFor();
    await assertAccessible(page);
    await box.press("Enter");
    await page.waitForURL(`${site}/search?q=dig*`);
    assert.ok((await page.locator(".hit").count()) > 0);
  });
}

test("the custom properties of its style sheet are what the box looks like", async (t) => {
  const [style] = blocks("css");
  other.pages.set("/style.css", { body: style, type: "text/css" });
  const [, form] = blocks("html");
  other.pages.set("/styled", { body: pageOf(here(form), '<link rel="stylesheet" href="/style.css">'), policy: policy() });
  const page = await openPage(t, browser);
  await page.goto(`${other.origin}/styled`);
  const button = page.getByRole("button");
  assert.equal(await button.evaluate((element) => getComputedStyle(element).backgroundColor), "rgb(0, 89, 79)");
  assert.equal(await button.evaluate((element) => getComputedStyle(element).borderRadius), "0px");
});

test("the page is dark where it says so and the reader wants it, and light where it does not say so", async (t) => {
  const [, form] = blocks("html");
  other.pages.set("/dark.css", { body: ":root { color-scheme: light dark }", type: "text/css" });
  other.pages.set("/says", { body: pageOf(here(form), '<link rel="stylesheet" href="/dark.css">'), policy: policy() });
  other.pages.set("/says-not", { body: pageOf(here(form)), policy: policy() });
  const page = await openPage(t, browser, { colorScheme: "dark" });
  const ground = () => page.getByRole("combobox").evaluate((element) => getComputedStyle(element).backgroundColor);
  await page.goto(`${other.origin}/says`);
  assert.equal(await ground(), "rgb(31, 33, 37)");
  await page.goto(`${other.origin}/says-not`);
  assert.equal(await ground(), "rgb(255, 255, 255)");
});

test("its tables have every attribute and property that there is, with the default that it has", () => {
  const listed = (pattern) => [...text.matchAll(pattern)].map((found) => found[0].replaceAll("`", "")).sort();
  const distinct = (list) => [...new Set(list)].sort();
  const properties = [...sheet.matchAll(/var\((--pressmark-[a-z-]+)/g)].map((found) => found[1]);
  const rows = text.split("\n").filter((line) => line.startsWith("| `--pressmark-")).join("\n");
  assert.deepEqual(distinct(rows.match(/--pressmark-[a-z-]+/g)), distinct(properties));
  for (const [, name, light, dark] of sheet.matchAll(/var\((--pressmark-[a-z-]+), light-dark\((#\w+), (#\w+)\)/g)) {
    const row = rows.split("\n").find((line) => line.includes(`\`${name}\``));
    assert.ok(row.includes(`\`${light}\``) && row.includes(`\`${dark}\``), `${name}: ${light}, ${dark}`);
  }
  const read = [...widget.matchAll(/getAttribute\("([a-z]+)"\)/g)].map((found) => found[1]).filter((name) => !["action", "target"].includes(name));
  assert.deepEqual(distinct(listed(/^\| `(limit|suggest|shortcuts)`/gm).map((row) => row.replace("| ", ""))), distinct(read));
  const english = widget.match(/en: \{(.*?)\n {2}\}/s)[1];
  for (const [, name, words] of english.matchAll(/(\w+): "([^"]+)"/g)) {
    assert.ok(text.includes(`\`text-${name}\``) && text.includes(words), `text-${name}: ${words}`);
  }
});
