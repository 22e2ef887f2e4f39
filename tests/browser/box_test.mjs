// <pressmark-search> on a page of another origin that lets nothing else in, by the keyboard, without a script, in three
// languages and with an API that is late or fails.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { openPage, start, strictPolicy } from "./support.mjs";

let browser, site, other, stop, embedded;

before(async () => {
  ({ browser, site, other, stop } = await start());
  embedded = `${other.origin}/box`;
  write("/box", { lang: "en" });
});
after(() => stop?.());

function write(path, { lang, attributes = "", dir = "ltr", around = ["", ""], form = "" }) {
  other.pages.set(path, {
    policy: strictPolicy(site),
    body: `<!doctype html>
<html lang="${lang}" dir="${dir}">
<head><meta charset="utf-8"><title>Elsewhere</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${site}/widget.css">
<script src="${site}/widget.js" type="module"></script></head>
<body><p><label>Other <input id="other"></label> <label><input type="checkbox" id="tick"> Tick</label></p>
${around[0]}<pressmark-search ${attributes}>
<form action="${site}/search" method="get" role="search"${form}>
<label for="words">Search</label>
<input type="search" id="words" name="q">
<button type="submit">Go</button>
</form>
</pressmark-search>${around[1]}
<p>More</p></body></html>`,
  });
  return other.origin + path;
}

async function open(t, address = embedded, options = {}) {
  const page = await openPage(t, browser, options);
  await page.goto(address);
  return page;
}
const box = (page) => page.locator("#words");
const list = (page) => page.getByRole("listbox");
const options = (page) => page.getByRole("option");
const active = (page) => box(page).getAttribute("aria-activedescendant");
const idOf = (page, index) => options(page).nth(index).getAttribute("id");

async function type(page, words) {
  await box(page).pressSequentially(words, { delay: 20 });
  await options(page).first().waitFor();
}

/// Answers for the API: {words: suggestions}.
async function answerWith(page, table) {
  await page.route("**/api/v1/suggest*", (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    return route.fulfill({
      headers: { "access-control-allow-origin": "*" },
      json: { query, suggestions: table[query] ?? [] },
    });
  });
}
const words = (...texts) => texts.map((text) => ({ text, total: 3, url: `/search?q=${text}` }));

test("on a strict page of another origin it suggests, and searches what is chosen", async (t) => {
  const page = await open(t);
  await type(page, "broadb");
  assert.match(await options(page).first().innerText(), /Broadband: Rollout Review/, "a publication by its title first");
  assert.match(await options(page).last().innerText(), /^broadband/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search?q=broadband`);
});

test("an origin that is not listed gets no suggestions but still searches", async (t) => {
  const page = await open(t, embedded.replace("127.0.0.1", "localhost"), { faultsExpected: true });
  const failed = page.waitForEvent("requestfailed", (request) => request.url().includes("/suggest"));
  await box(page).pressSequentially("broadb");
  await failed;
  assert.equal(await list(page).count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search?q=broadb`);
});

test("without JavaScript it is a form", async (t) => {
  const page = await open(t, embedded, { javaScriptEnabled: false });
  await box(page).fill("broadband");
  await page.getByRole("button", { name: "Go" }).click();
  await page.waitForURL(`${site}/search?q=broadband`);
  assert.ok((await page.locator(".hit").count()) > 0);
});

test("it is a combobox whose list is closed until there is something to show", async (t) => {
  const page = await open(t);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["autocomplete", "off"]]) {
    assert.equal(await box(page).getAttribute(name), value);
  }
  assert.equal(await list(page).count(), 0);
  await type(page, "dig");
  assert.equal(await box(page).getAttribute("aria-expanded"), "true");
  assert.equal(await list(page).getAttribute("id"), await box(page).getAttribute("aria-controls"));
  assert.equal(await list(page).getAttribute("aria-label"), "Suggestions");
  assert.equal(await active(page), null, "nothing is chosen by itself");
  assert.equal(await page.locator("[aria-selected]").count(), 0);
});

test("the arrows go through the list and back to the text", async (t) => {
  const page = await open(t);
  await answerWith(page, { ab: words("abc", "abd", "abe") });
  await type(page, "ab");
  for (const [key, index] of [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowDown", 2], ["ArrowDown", -1], ["ArrowDown", 0], ["ArrowUp", -1],
    ["ArrowUp", 2], ["ArrowUp", 1], ["ArrowUp", 0], ["ArrowUp", -1]]) {
    await page.keyboard.press(key);
    assert.equal(await active(page), index < 0 ? null : await idOf(page, index), `${key} to ${index}`);
    assert.equal(await page.locator("[aria-selected=true]").count(), index < 0 ? 0 : 1);
    assert.equal(await box(page).inputValue(), "ab", "what was typed stays");
    assert.equal(await page.evaluate(() => document.activeElement.id), "words", "the focus stays");
  }
});

test("the keys of editing give the focus back to the text", async (t) => {
  const page = await open(t);
  await answerWith(page, { abcd: words("abcde", "abcdf") });
  await type(page, "abcd");
  const caret = () => box(page).evaluate((input) => input.selectionStart);
  for (const [key, place] of [["Home", 0], ["End", 4], ["ArrowLeft", 3], ["ArrowRight", 4]]) {
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await active(page), null);
    await page.keyboard.press(key);
    assert.equal(await active(page), null, key);
    assert.equal(await caret(), place, key);
    assert.equal(await box(page).getAttribute("aria-expanded"), "true", key);
  }
});

test("Escape closes the list, a second one clears the text", async (t) => {
  const page = await open(t);
  await type(page, "dig");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await box(page).getAttribute("aria-expanded"), "false");
  assert.equal(await active(page), null);
  assert.equal(await list(page).count(), 0);
  assert.equal(await box(page).inputValue(), "dig");
  await page.keyboard.press("Escape");
  assert.equal(await box(page).inputValue(), "");
});

test("Alt+Down opens the list without choosing, Alt+Up closes it, Down opens and chooses the first, Up the last", async (t) => {
  const page = await open(t);
  await type(page, "dig");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+ArrowDown");
  assert.equal(await box(page).getAttribute("aria-expanded"), "true");
  assert.equal(await active(page), null);
  await page.keyboard.press("Alt+ArrowUp");
  assert.equal(await box(page).getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page), await idOf(page, 0));
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(page), await idOf(page, (await options(page).count()) - 1));
});

test("Enter with nothing chosen searches what was typed", async (t) => {
  const page = await open(t);
  await type(page, "digital sk");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search?q=digital+sk`);
});

test("Tab leaves the box and closes the list", async (t) => {
  const page = await open(t);
  await type(page, "dig");
  await page.keyboard.press("Tab");
  assert.equal(await box(page).getAttribute("aria-expanded"), "false");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Go");
});

test("a suggestion with an address of its own opens it", async (t) => {
  const page = await open(t);
  const url = "/documents/reports/skills-for-a-digital-decade.html";
  await answerWith(page, { skills: [{ text: "Skills for a Digital Decade", total: 1, url }] });
  await type(page, "skills");
  await page.getByRole("option", { name: /^Skills for a Digital Decade ?, Publication$/ }).waitFor();
  await options(page).first().click();
  await page.waitForURL(site + url);
});

test("an address that is no page's is searched in place of being opened", async (t) => {
  const page = await open(t);
  await answerWith(page, { skills: [{ text: "skills", total: 1, url: "javascript:document.title='broken'" }] });
  await type(page, "skills");
  await options(page).first().click();
  await page.waitForURL(`${site}/search?q=skills`);
});

test("a late answer to what is no longer typed is given up and never shown", async (t) => {
  const page = await open(t);
  const held = [];
  await page.route("**/api/v1/suggest*", (route) => {
    const query = new URL(route.request().url()).searchParams.get("q");
    const answer = () => route.fulfill({ headers: { "access-control-allow-origin": "*" }, json: { query, suggestions: words(`${query}-x`) } });
    if (query === "ab") held.push(answer);
    else return answer();
  });
  const late = page.waitForRequest((request) => request.url().includes("q=ab&"));
  const given = page.waitForEvent("requestfailed", (request) => request.url().includes("q=ab&"));
  await box(page).pressSequentially("ab");
  await late;
  await box(page).pressSequentially("c");
  await options(page).first().waitFor();
  assert.match((await given).failure().errorText, /ABORTED/);
  for (const answer of held) await answer().catch(() => {});
  assert.equal(await options(page).first().innerText().then((text) => text.split("\n")[0]), "abc-x");
  assert.equal(await options(page).count(), 1);
});

test("it asks when nothing has been typed for 150 ms", async (t) => {
  const page = await openPage(t, browser);
  await page.clock.install();
  await page.goto(embedded);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const asked = [];
  page.on("request", (request) => request.url().includes("/suggest") && asked.push(new URL(request.url()).searchParams.get("q")));
  await box(page).focus();
  for (const text of ["di", "dig"]) {
    await box(page).fill(text);
    await page.clock.runFor(149);
  }
  assert.deepEqual(asked, []);
  await page.clock.runFor(1);
  await options(page).first().waitFor();
  assert.deepEqual(asked, ["dig"]);
  await box(page).fill("d");
  await page.clock.runFor(150);
  assert.equal(await box(page).getAttribute("aria-expanded"), "false", "one letter is too little to ask");
  assert.deepEqual(asked, ["dig"]);
});

test("an API that fails leaves a box that searches", async (t) => {
  const page = await open(t, embedded, { faultsExpected: true });
  await page.route("**/api/v1/suggest*", (route) => route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" }, body: "" }));
  const asked = page.waitForResponse((response) => response.url().includes("/suggest"));
  await box(page).pressSequentially("dig");
  await asked;
  assert.equal(await list(page).count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search?q=dig`);
});

const languages = [
  ["en-GB", "Suggestions", "2 suggestions", "1 suggestion", "No suggestions", "1,200 results"],
  ["de", "Vorschläge", "2 Vorschläge", "1 Vorschlag", "Keine Vorschläge", "1.200 Treffer"],
  ["fr-CA", "Suggestions", "2 suggestions", "1 suggestion", "Aucune suggestion", "1\u00A0200 résultats"],
];
for (const [lang, label, some, one, none, results] of languages) {
  test(`speaks ${lang}, and the number of suggestions once each`, async (t) => {
    const page = await open(t, write(`/${lang}`, { lang }));
    await answerWith(page, { two: [{ text: "two a", total: 1200, url: "/search?q=a" }, ...words("two b")], one: words("one a") });
    await type(page, "two");
    assert.equal(await list(page).getAttribute("aria-label"), label);
    assert.equal(await page.getByRole("option", { name: new RegExp(`^two a ?, ${results.replace("\u00A0", "\\s")}$`) }).count(), 1);
    const regions = page.getByRole("status");
    assert.equal(await regions.count(), 2);
    const spoken = (text) => page.locator("[role=status]", { hasText: text }).waitFor({ state: "attached" });
    await spoken(some);
    await box(page).fill("one");
    await spoken(one);
    assert.deepEqual((await regions.allTextContents()).filter(Boolean), [one]);
    await box(page).fill("none");
    await spoken(none);
  });
}

test("the same count is spoken again by the other region", async (t) => {
  const page = await open(t);
  await answerWith(page, { aa: words("aax"), bb: words("bbx") });
  const speaking = () => page.evaluate(() => [...document.querySelectorAll("[role=status]")].map((region) => region.textContent));
  await type(page, "aa");
  await page.waitForFunction(() => [...document.querySelectorAll("[role=status]")].some((region) => region.textContent));
  const before = await speaking();
  await box(page).fill("bb");
  await page.waitForFunction((then) => [...document.querySelectorAll("[role=status]")].some((region, i) => region.textContent && !then[i]), before);
  assert.deepEqual(await speaking(), [...before].reverse());
});

test("the nearest lang decides; a page in another language may say its own words, else they are marked as English", async (t) => {
  const near = await open(t, write("/near", { lang: "en", around: ['<div lang="de">', "</div>"] }));
  await type(near, "dig");
  assert.equal(await list(near).getAttribute("aria-label"), "Vorschläge");

  const own = await open(t, write("/own", { lang: "it", attributes: 'text-list="Suggerimenti" text-some="{n} suggerimenti"' }));
  await answerWith(own, { due: words("due a", "due b") });
  await type(own, "due");
  assert.equal(await list(own).getAttribute("aria-label"), "Suggerimenti");
  const said = own.locator("[role=status]", { hasText: "2 suggerimenti" });
  await said.waitFor({ state: "attached" });
  assert.equal(await said.getAttribute("lang"), null);

  const foreign = await open(t, write("/foreign", { lang: "it" }));
  await answerWith(foreign, { due: words("due a", "due b") });
  await type(foreign, "due");
  const english = foreign.locator("[role=status]", { hasText: "2 suggestions" });
  await english.waitFor({ state: "attached" });
  assert.equal(await english.getAttribute("lang"), "en");
});

test("the shortcuts lead to the box, but not from another field", async (t) => {
  const page = await open(t);
  const focused = () => page.evaluate(() => document.activeElement.id);
  assert.equal(await box(page).getAttribute("aria-keyshortcuts"), "/ Control+K Meta+K");
  for (const key of ["/", "Control+k", "Meta+k"]) {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press(key);
    assert.equal(await focused(), "words", key);
    assert.equal(await box(page).inputValue(), "", "the key is not typed");
    await page.locator("#other").focus();
    await page.keyboard.press(key);
    assert.equal(await focused(), "other", key);
  }
  assert.equal(await page.locator("#other").inputValue(), "/");
  await page.locator("#tick").focus();
  await page.keyboard.press("/");
  assert.equal(await focused(), "words");

  const without = await open(t, write("/quiet", { lang: "en", attributes: 'shortcuts="mod+k"' }));
  await without.keyboard.press("/");
  assert.equal(await without.evaluate(() => document.activeElement.id), "");
  await without.keyboard.press("Control+k");
  assert.equal(await without.evaluate(() => document.activeElement.id), "words");
});

test("the list lies under the input, whatever way the page is written", async (t) => {
  for (const dir of ["ltr", "rtl"]) {
    const page = await open(t, write(`/${dir}`, { lang: "en", dir }));
    await type(page, "dig");
    const input = await box(page).boundingBox();
    const shown = await list(page).boundingBox();
    assert.ok(Math.abs(shown.x - input.x) < 1 && Math.abs(shown.width - input.width) < 1, dir);
    assert.ok(shown.y >= input.y + input.height && shown.y < input.y + input.height + 10, dir);
    // It goes along with the window, and where there is little room it takes that of the form.
    for (const [width, measure] of [[640, "#words"], [360, "form"]]) {
      await page.setViewportSize({ width, height: 700 });
      await page.waitForFunction((name) => {
        const [list, other] = ["[role=listbox]", name].map((one) => document.querySelector(one).getBoundingClientRect());
        return Math.abs(list.width - other.width) < 1 && Math.abs(list.x - other.x) < 1;
      }, measure);
    }
  }
});

test("a press on the list leaves the focus where it is, a press elsewhere closes it", async (t) => {
  const page = await open(t);
  await type(page, "dig");
  const over = await options(page).first().boundingBox();
  await page.mouse.move(over.x + 20, over.y + 20);
  await page.mouse.down();
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await page.mouse.move(5, 5);
  await page.mouse.up();
  assert.equal(await box(page).getAttribute("aria-expanded"), "true");
  await page.mouse.click(5, 5);
  assert.equal(await box(page).getAttribute("aria-expanded"), "false");
});

test("limit and suggest say how many are asked for, and where", async (t) => {
  const page = await open(t, write("/asked", { lang: "en", attributes: `limit="3" suggest="${site}/api/v1/suggest"`, form: ' class="x"' }));
  await type(page, "di");
  assert.equal(await options(page).count(), 3);
});

test("taken out of the page and put back it works once", async (t) => {
  const page = await open(t);
  await page.evaluate(() => {
    const element = document.querySelector("pressmark-search");
    element.remove();
    document.body.append(element);
  });
  await type(page, "dig");
  assert.equal(await page.locator("[role=listbox]").count(), 1);
  assert.equal(await page.locator("[role=status]").count(), 2);
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(page), await idOf(page, 0), "one step for one key");
});
