// A coordinator's browser for the end-to-end stories: Debian's Chromium with scripts switched on, watched so that nothing
// may run, open a dialog, complain, or ask another address than the collector's.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export function demand(condition, what) {
  if (!condition) throw new Error(what);
}

export const desk_size = { width: 1280, height: 900 };
export const phone_size = { width: 400, height: 800 };

// Calls story(desk) with a page, which desk.sign_in signs in; ends the browser whatever happens. `beside`: other addresses
// that the browser may ask, in a story of which also the collector's certificate is its own.
export async function at_the_desk({ url, name, password, out, beside = [] }, story) {
  mkdirSync(out, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), "minbar-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    headless: true,
    viewport: desk_size,
    locale: "ar-MA",
    ignoreHTTPSErrors: beside.length > 0,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await context.newPage();
    const troubles = [];
    const told = []; // by the console, and of which address
    const refused = new Set(); // pages that were answered with an error, of which the console tells too
    page.on("dialog", (dialog) => { troubles.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("response", (answer) => {
      if (answer.status() >= 400 && !answer.request().isNavigationRequest()) troubles.push(`${answer.status()} for ${answer.url()}`);
    });
    page.on("response", (answer) => { if (answer.status() >= 400 && answer.request().isNavigationRequest()) refused.add(answer.url()); });
    page.on("console", (message) => told.push({ text: `the console: ${message.text()}`, of: message.location().url }));
    page.on("pageerror", (error) => troubles.push(`an error: ${error.message}`));
    page.on("request", (request) => {
      if (![url, ...beside].some((known) => request.url().startsWith(`${known}/`))) troubles.push(`a request to ${request.url()}`);
    });
    const desk = {
      page, url,
      check_quiet: async (where) => {
        if (await page.evaluate(() => window.ran !== undefined)) troubles.push("something ran");
        troubles.push(...told.splice(0).filter(({ of }) => !refused.has(of)).map(({ text }) => text));
        demand(troubles.length === 0, `${where}: ${troubles.join("; ")}`);
      },
      // Goes to a page of the collector in a language.
      open: async (tag, path, status = 200) => {
        if ((await context.cookies(url)).find((cookie) => cookie.name === "minbar_language")?.value !== tag)
          await page.goto(`${url}/language/${tag}?back=%2Ffollow`);
        const answer = await page.goto(url + path);
        demand(answer.status() === status, `${path} answers ${answer.status()}`);
        demand((await page.locator("html").getAttribute("lang")) === tag, `${path} is in ${tag}`);
        await page.evaluate(() => document.fonts.ready);
      },
      // Says why something personal is opened, on the page that asks.
      give_reason: async () => {
        await page.check(".opening input[name=reason] >> nth=0");
        await page.click(".opening button");
      },
      // For people to look at: half a story's time goes into its pictures, so that they are asked for.
      shot: async (file) => { if (process.env.MINBAR_SHOTS) await page.screenshot({ path: join(out, `${file}.png`), fullPage: true }); },
      sign_in: async () => {
        await page.goto(`${url}/sign-in`);
        await page.fill("#name", name);
        await page.fill("#password", password);
        await page.click("main button");
        demand(page.url() === `${url}/inbox`, "signing in leads to the inbox");
      },
      // Nothing reaches past the page's sides.
      check_width: async (where) => {
        const past = await page.evaluate(() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return null;
          const beyond = [...document.querySelectorAll("body *")].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.right > width + 1 || box.left < -1;
          });
          return `${document.documentElement.scrollWidth - width} pixels wider than its window: ${beyond.slice(-3).map((node) => `${node.tagName} ${node.className.baseVal ?? node.className}`).join(", ")}`;
        });
        demand(past === null, `${where} is ${past}`);
      },
    };
    await story(desk);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

export function run(story) {
  story.catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
