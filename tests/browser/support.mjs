// What the browser tests share: the programs over corpus/, a browser, and a website of another origin.
import { execFile, spawn } from "node:child_process";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export const [bin, picture] = (process.env.PRESSMARK_BROWSER_TEST ?? "").split("\n");
export const root = fileURLToPath(new URL("../..", import.meta.url));
export const shots = path.join(root, "build", "shots");
export const corpus = path.join(root, "corpus");
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const chromiumFlags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

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

/// The server over corpus/, another website, and a browser. `other.pages` maps paths to what that website serves
/// there: {body, type, policy}.
export async function start() {
  const directory = await mkdtemp(path.join(tmpdir(), "pressmark-"));
  const index = path.join(directory, "index");
  await promisify(execFile)(path.join(bin, "indexer"), ["update", "--index", index, corpus]);
  const other = await startOther();
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const server = spawn(path.join(bin, "server"),
    ["--index", index, "--listen", `127.0.0.1:${port}`, "--documents", corpus, "--cors", other.origin], { stdio: "ignore" });
  await answers(`${site}/readyz`);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: chromiumFlags });
  const stop = async () => {
    await browser.close();
    server.kill("SIGTERM");
    other.server.closeAllConnections();
    other.server.close();
    await rm(directory, { recursive: true });
  };
  return { site, directory, browser, other, stop };
}

async function startOther() {
  const pages = new Map([["/favicon.ico", { type: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }]]);
  const server = createHttpServer((request, response) => {
    const page = pages.get(new URL(request.url, "http://x").pathname);
    response.statusCode = page ? 200 : 404;
    response.setHeader("Content-Type", page?.type ?? "text/html; charset=utf-8");
    if (page?.policy) response.setHeader("Content-Security-Policy", page.policy);
    response.end(page?.body ?? "");
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return { server, pages, origin: `http://127.0.0.1:${server.address().port}` };
}

/// What a website that trusts nobody but the search server lets its pages do.
export function strictPolicy(site) {
  return `default-src 'none'; script-src ${site}; style-src ${site}; connect-src ${site}; form-action ${site}; ` +
    "base-uri 'none'; frame-ancestors 'none'";
}

/// A page that fails the test on any script error and anything that a content security policy blocks.
export async function openPage(t, browser, options = {}) {
  const { faultsExpected = false, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1200, height: 1000 }, ...contextOptions });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    if (!faultsExpected) assert.deepEqual(faults, []);
  });
  return page;
}

/// Fails unless axe finds nothing on the page. Evaluated by the browser itself, so that no policy is loosened for it.
export async function assertAccessible(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  // Preloading would put sheets of other origins into the page, which its policy forbids.
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join("  ")}`), []);
  assert.ok(passes.length > 5, "axe looked at nothing");
}
