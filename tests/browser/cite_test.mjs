// Ask, open, cite: from the front page to the page of the report that answers in two actions, and from there to what a
// footnote needs. In a real browser, over the real programs and corpus/; what it shows is photographed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import test, { after, before } from "node:test";
import { promisify } from "node:util";
import { assertAccessible, corpus, openPage, shots, start } from "./support.mjs";

let browser, site, stop;

before(async () => {
  ({ browser, site, stop } = await start());
  await mkdir(shots, { recursive: true });
});
after(() => stop?.());

// What is asked, the file and the page of it that answer, words of that page, and how it is cited. The number that is
// printed on a page is another than its place in the file, but in the first.
const reports = [
  { query: "rapport sécheresse", file: "rapport-secheresse-qualite-eau.pdf", page: 1, words: "sécheresse", cited: /2022.*, p\. i \(PDF p\. 1\)$/ },
  { query: "shared ground loop boreholes", file: "retrofit-at-scale.pdf", page: 8, words: "thirty-four boreholes",
    cited: /^Retrofit at Scale, 2024, p\. 5 \(PDF p\. 8\)$/ },
  { query: "teacher training digital skills", file: "skills-for-a-digital-decade.pdf", page: 19, words: "secondary teachers",
    cited: /, Sunniva Brekke, Skills for a Digital Decade, 2022, p\. 11 \(PDF p\. 19\)$/ },
  { query: "register of algorithms", file: "ai-in-public-services.pdf", page: 6, words: "register of algorithms",
    cited: /Asking the Machine: AI in Public Services, 2024, p\. 3 \(PDF p\. 6\)$/ },
  { query: "schafe auf dem deich", file: "generalplan-kuestenschutz-nordmark.pdf", page: 8, words: "21.000 Schafe",
    cited: /^Küstenwerk Nordmark, Generalplan Küstenschutz Nordmark 2023, 2023, p\. 4 \(PDF p\. 8\)$/ },
  { query: "ペットと避難", file: "minato-aoba-bosai-hakusho-2023.pdf", page: 5, words: "ペット", cited: /, 2023, p\. 2 \(PDF p\. 5\)$/ },
];

/// The text of one page of a PDF of corpus/, its lines joined and words put together that they divide.
async function pageText(file, page) {
  const { stdout } = await promisify(execFile)("pdftotext", ["-f", page, "-l", page, path.join(corpus, "reports", file), "-"]);
  return stdout.replace(/-\n/g, "-").replace(/\s+/g, " ");
}

/// The first action, from the front page: the words are typed where the cursor is.
async function ask(page, query) {
  await page.goto(`${site}/`);
  await page.locator("input[type=search]:focus").waitFor();
  await page.keyboard.type(query);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search");
  assert.equal(await page.locator("#q").inputValue(), query);
}

/// The address that `action` leads to, and how it is answered.
async function opened(page, action) {
  const answer = page.waitForResponse((response) => response.request().isNavigationRequest() && response.url().startsWith(site));
  await action();
  const response = await answer;
  await page.waitForURL((url) => url.pathname === new URL(response.url()).pathname);
  return { url: page.url(), status: response.status(), type: response.headers()["content-type"] };
}

/// Presses Tab until the link has the focus.
async function tabTo(page, link, most) {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press("Tab");
    if (await link.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`Tab does not come to ${await link.evaluate((element) => element.href)} in ${most}`);
}

const firstTitle = (page) => page.locator(".hit h2 a").first();
const firstCite = (page) => page.locator(".hit").first().getByRole("link", { name: /^Cite/ });

for (const { query, file, page: number, words, cited } of reports) {
  test(`${query}: two actions lead to page ${number} of ${file}, and its passage can be cited`, async (t) => {
    assert.ok((await pageText(file, number)).includes(words), `page ${number} has no "${words}"`);
    const address = `${site}/documents/reports/${file}#page=${number}`;
    const page = await openPage(t, browser);
    await ask(page, query);
    assert.deepEqual(await opened(page, () => firstTitle(page).click()), { url: address, status: 200, type: "application/pdf" });

    await ask(page, query);
    await opened(page, () => firstCite(page).click());
    const cite = page.locator(".publication p.cite");
    assert.match(await cite.locator("span").innerText(), cited);
    assert.equal(await page.locator('section[aria-labelledby="quoted"] a.place').evaluate((link) => link.href), address);
    assert.equal(await page.getByText("have changed").count(), 0);
    const permalink = cite.getByRole("link", { name: "Link to this passage" });
    assert.equal(new URL(await permalink.getAttribute("href"), site).searchParams.get("part"), String(number));
    const shown = await page.locator('section[aria-labelledby="quoted"] .passages p').first().innerText();
    await opened(page, () => permalink.click());
    assert.equal(await page.locator('section[aria-labelledby="quoted"] .passages p').first().innerText(), shown);
  });
}

test("a post opens at the section that answers, and is cited by its name", async (t) => {
  const page = await openPage(t, browser);
  await ask(page, "do sensors at home prevent falls");
  const post = `${site}/documents/news/2024-04-care-sensors-at-home.html#found`;
  const answer = await opened(page, () => page.locator(`.hit a[href="${new URL(post).pathname}#found"]`).first().click());
  assert.deepEqual([answer.url, answer.status], [post, 200]);
  const section = page.locator("#found");
  await section.waitFor();
  assert.ok(await section.evaluate((element) => element.matches(":target")));
  assert.match(await page.locator("main").or(page.locator("body")).first().innerText(), /Sensors do not prevent falls/);

  await page.goto(`${site}/publications/${encodeURIComponent("news/2024-04-care-sensors-at-home.html")}?q=prevent+falls`);
  const passage = page.locator(".publication .passages li", { hasText: "do not prevent falls" });
  await passage.locator("summary").click();
  assert.equal(await passage.locator("details.cite p").first().innerText(),
    "Larkfield Institute, Does a sensor on the kettle help anyone?, 2024, “What we found”");
});

test("the keyboard alone asks, opens and cites", async (t) => {
  const page = await openPage(t, browser);
  const { query, file, page: number, cited } = reports[1];
  // From the box by way of the skip link: to what was found, past nothing but that.
  const skipToResults = async () => {
    await ask(page, query);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
  };
  await skipToResults();
  await tabTo(page, firstTitle(page), 1);
  const answer = await opened(page, () => page.keyboard.press("Enter"));
  assert.equal(answer.url, `${site}/documents/reports/${file}#page=${number}`);

  await skipToResults();
  await tabTo(page, firstCite(page), 8);
  await opened(page, () => page.keyboard.press("Enter"));
  assert.match(await page.locator(".publication p.cite span").innerText(), cited);
});

// A passage as found, cited, changed since and gone, at two widths, light and dark.
const words = "At Port Ansel, thirty-four boreholes of 110 metres each supply 96 flats.";
const retrofit = `/publications/${encodeURIComponent("reports/retrofit-at-scale.pdf")}`;
const states = {
  found: `${retrofit}?q=shared+ground+loop+boreholes&order=best`,
  quoted: `${retrofit}?passage=${encodeURIComponent(words)}&part=8`,
  changed: `${retrofit}?passage=${encodeURIComponent(words.replace("thirty-four boreholes", "thirty-one wells"))}&part=8`,
  gone: `${retrofit}?passage=${encodeURIComponent("There were no boreholes at all in those days.")}&part=8`,
  nowhere: `/publications/gone.pdf?passage=${encodeURIComponent(words)}&part=8`,
};
for (const [state, address] of Object.entries(states)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`a passage that is ${state}, ${colorScheme}: nothing that axe knows is wrong at 360 and 1280 px`, async (t) => {
      const page = await openPage(t, browser, { viewport: { width: 360, height: 900 }, colorScheme, faultsExpected: state === "nowhere" });
      await page.goto(`${site}${address}`);
      if (state === "found") await page.locator("details.cite summary").first().click();
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: path.join(shots, `cite-${state}-${colorScheme}-${width}.png`), fullPage: true });
        await assertAccessible(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${width} px`);
      }
    });
  }
}
