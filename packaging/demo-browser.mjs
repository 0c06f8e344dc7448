// What a coordinator does in a browser, for packaging/demo: signs in, compares letter for letter what proposals and the list
// of support say with what was typed at the kiosk, and answers a proposal. Pictures of the pages in every language.
// node demo-browser.mjs URL USER PASSWORD-FILE EXPECTED-TEXT-FILE OUT-DIR RECEIPT-CODE ANSWER-FILE
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../tests/end_to_end/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const [url, user, passwordFile, expectedFile, out, receipt, answerFile] = process.argv.slice(2);
const password = readFileSync(passwordFile, "utf8").trim();
const expected = readFileSync(expectedFile, "utf8").replace(/\n$/, "");
const answer = readFileSync(answerFile, "utf8").replace(/\n$/, "");
const profile = mkdtempSync(join(tmpdir(), "minbar-browser-"));

// As packaging/demo types them at the kiosk.
const typed = {
  petition: "ملعب للقرب\n\nلا يوجد ملعب في الحي.",
  supporters: ["أيت علي فاطمة", "أوبيهي محمد", "Berrada Nadia", "Ait Ali Fatima"],
  nationalIds: ["JB123456", "J654321", "AB987654", "JB123456"],
};

function demand(condition, what) {
  if (!condition) throw new Error(what);
}

const context = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium",
  headless: true,
  javaScriptEnabled: false, // every page works without it
  viewport: { width: 1280, height: 900 },
  locale: "ar-MA",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

try {
  const page = await context.newPage();
  const shot = (name) => page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  // without the marks that keep a date in Arabic whole
  const letters = async (what) => (await page.locator(what).textContent()).replace(/[\u2066\u2069]/g, "");
  const speak = async (tag, path) => {
    await page.goto(`${url}/language/${tag}?back=${encodeURIComponent(path)}`);
    await page.goto(url + path);
    const html = page.locator("html");
    demand((await html.getAttribute("lang")) === tag, `${path} is in ${tag}`);
    demand((await html.getAttribute("dir")) === (tag === "ar" ? "rtl" : "ltr"), `${path} reads the right way in ${tag}`);
  };

  for (const tag of ["en", "fr", "ar"]) {
    await speak(tag, "/sign-in");
    await shot(`desk-sign-in-${tag}`);
  }
  await page.fill("#name", user);
  await page.fill("#password", password);
  await page.click("main button");
  demand(page.url() === `${url}/inbox`, "signing in leads to the inbox");

  for (const tag of ["ar", "fr", "en"]) {
    await speak(tag, "/inbox");
    await shot(`desk-inbox-${tag}`);
  }
  await page.goto(`${url}/inbox`);
  const links = await page.locator("ol.inbox a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  let path = null, helped = null, petition = null;
  for (const link of links) {
    await page.goto(url + link);
    const text = await page.locator("#proposal-text").textContent();
    if (text === expected) path = link;
    if (text === typed.petition) petition = link;
    if ((await page.locator("main").textContent()).includes("sample-1")) helped = link;
  }
  demand(path !== null, "a proposal's text equals, letter for letter, what was typed at the kiosk");
  demand(helped !== null, "a proposal made with the help of staff says whose");
  demand(petition !== null, "a petition that was started is read as it was typed");
  for (const tag of ["ar", "fr", "en"]) {
    await speak(tag, path);
    demand((await page.locator("#proposal-text").textContent()) === expected, "the text is the same in every language");
    await shot(`desk-proposal-${tag}`);
    await speak(tag, helped);
    await shot(`desk-proposal-with-help-${tag}`);
    await speak(tag, petition);
    await shot(`desk-petition-started-${tag}`);
    // two ratings of one service in each of four languages, and one beside a counter
    await speak(tag, "/satisfaction?period=year");
    demand((await page.locator("#count").textContent()).trim() === "12", "every rating given at the kiosk is counted");
    await shot(`desk-satisfaction-${tag}`);
    await speak(tag, "/commitments?period=year");
    demand((await page.locator("#count").textContent()).trim() === "4", "every rating of a commitment is counted");
    await shot(`desk-commitments-${tag}`);
    await speak(tag, "/petitions");
    const signed = page.locator("#petition-sample_bus_line .petition-count .number").first();
    demand((await signed.textContent()) === "3", "a person who signs twice is counted once");
    await shot(`desk-petitions-${tag}`);
    await speak(tag, "/petitions/sample_bus_line/support");
    if (tag === "ar") {
      await shot("desk-support-list-why");
      await page.check(".opening input[name=reason] >> nth=0");
      await page.click(".opening button");
    }
    const names = await page.locator(".who-signed bdi").allTextContents();
    demand(JSON.stringify(names) === JSON.stringify(typed.supporters), `the names on the list of support are those typed: ${names}`);
    const ids = await page.locator(".national-id").allTextContents();
    demand(JSON.stringify(ids) === JSON.stringify(typed.nationalIds), `the national ids are those typed: ${ids}`);
    demand((await page.locator("svg.ink path").count()) === 4, "every signature drawn at the kiosk is on the list of support");
    demand((await page.locator(".mark").count()) === 1, "a second signature of one person is marked");
    await shot(`desk-support-list-${tag}`);
    await speak(tag, "/kiosks");
    await shot(`desk-kiosks-${tag}`);
    await speak(tag, "/kiosks/new");
    await shot(`desk-kiosk-new-${tag}`);
    await speak(tag, "/follow");
    await page.fill("#code", receipt);
    await page.click("main button");
    demand((await page.locator(".answer.good").count()) === 1, "the receipt's code finds the proposal on the public page");
    await shot(`desk-follow-${tag}`);
    await page.goto(`${url}/no-such-page`);
    await shot(`desk-not-found-${tag}`);
  }
  await speak("ar", path);
  await page.check('input[name="state"][value="accepted"]');
  await page.fill("#answer-text", answer);
  await page.click(".answer-card button.primary");
  demand((await letters(".answer-text")) === answer, "the answer stands on the proposal's page letter for letter");
  for (const tag of ["ar", "fr", "en"]) {
    await speak(tag, path);
    await shot(`desk-proposal-answered-${tag}`);
    await speak(tag, "/inbox?show=accepted");
    demand((await page.locator("ol.inbox a").count()) === 1, "the inbox finds what was accepted");
    await shot(`desk-inbox-accepted-${tag}`);
    await speak(tag, "/follow");
    await page.fill("#code", receipt);
    await page.click("main button");
    demand((await letters(".answer-text")) === answer, "the public page shows the answer letter for letter");
    await shot(`desk-follow-answered-${tag}`);
  }
  for (const [tag, label] of [["ar", "المكتب 2"], ["fr", "Guichet 3"], ["en", "Counter 4"]]) {
    await speak(tag, "/kiosks/new");
    await page.fill("#label", label);
    await page.fill("#place", "09.001.01.01");
    await page.click("main button.primary");
    await shot(`desk-kiosk-code-${tag}`);
  }
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
