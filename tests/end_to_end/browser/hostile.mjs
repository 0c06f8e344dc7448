// Walks every page that shows what came from kiosks, with hostile content: nothing runs, the text is what was written, nothing
// leaves its box, and what stands beside it stands as beside a harmless text.
// node hostile.mjs URL NAME PASSWORD EXPECTED-FILE OUT-DIR
import { readFileSync } from "node:fs";
import { at_the_desk, demand, desk_size, phone_size, run } from "./desk.mjs";

const [url, name, password, expectedFile, out] = process.argv.slice(2);
const expected = readFileSync(expectedFile, "utf8").trim().split("\n").map((line) => {
  const [kind, ...parts] = line.split(" ");
  return { kind, parts: parts.map((part) => (part === "-" ? "" : Buffer.from(part, "hex").toString("utf8"))) };
});
const shown = (text) => text.replaceAll("\0", "\uFFFD"); // HTML cannot hold it
const of_kind = (kind) => expected.filter((entry) => entry.kind === kind).map((entry) => entry.parts);

// Boxes of the elements beside the text, as [left, width, height] of each, and where a column has its own height, its top.
const boxes = (page, selectors) => page.evaluate((all) => all.map((selector) => [...document.querySelectorAll(selector)].map((node) => {
  const box = node.getBoundingClientRect();
  return [box.left, box.width, box.height].map((n) => Math.round(n)).join(",");
}).join(" ")).join(" | "), selectors);

// Every single page once in each direction and once at each size.
const thorough = (tag, size) => (tag === "ar") === (size === desk_size);

async function check_proposals(desk, tag, size) {
  const beside = [".crumb", ".said-card .item-top", ".said-card h1", ".facts", ".facts section", ".facts dt", ".facts dd", ".author"];
  await desk.open(tag, of_kind("harmless")[0][0]);
  if ((await desk.page.locator(".opening").count()) > 0) await desk.give_reason();
  const calm = await boxes(desk.page, beside);
  for (const kind of ["hostile", "strange"])
    for (const [path, text, author] of of_kind(kind)) {
      const where = `${path} in ${tag} at ${size.width}`;
      await desk.open(tag, path);
      if ((await desk.page.locator(".opening").count()) > 0) await desk.give_reason();
      demand((await desk.page.locator("#proposal-text").textContent()) === shown(text), `${where} shows the text letter for letter`);
      demand((await desk.page.locator(".author bdi").textContent()) === shown(author), `${where} shows the name letter for letter`);
      if (kind === "hostile") demand((await boxes(desk.page, beside)) === calm, `${where}: what stands beside the text has moved`);
      await desk.check_width(where);
      await desk.check_quiet(where);
    }
  await desk.shot(`proposal-${tag}-${size.width}`);
}

async function check_inbox(desk, tag, size) {
  const found = [];
  let frames = null;
  for (let path = "/inbox"; path;) {
    await desk.open(tag, path);
    found.push(...(await desk.page.locator(".excerpt").allTextContents()));
    // theme, place and kiosk of the items whose own names are harmless
    const inside = await desk.page.evaluate(() => [...document.querySelectorAll(".item")].filter((item) => item.querySelector(".item-foot bdi:last-child").textContent === "Town hall").map((item) => {
      const edge = item.getBoundingClientRect().left;
      return [".theme", "time", ".item-foot bdi", ".item-foot bdi:last-child"].map((selector) => {
        const box = item.querySelector(selector).getBoundingClientRect();
        return `${Math.round(box.left - edge)},${Math.round(box.width)}`;
      }).join(" ") + (item.classList.contains("unread") ? " unread" : "");
    }));
    for (const frame of inside) {
      frames ??= {};
      frames[frame.endsWith("unread")] ??= frame;
      demand(frames[frame.endsWith("unread")] === frame, `the inbox in ${tag}: an item's labels have moved`);
    }
    await desk.check_width(`${path} in ${tag} at ${size.width}`);
    await desk.check_quiet(`${path} in ${tag}`);
    if (path === "/inbox") await desk.shot(`inbox-${tag}-${size.width}`);
    const next = desk.page.locator("a[rel=next]");
    path = (await next.count()) > 0 ? await next.getAttribute("href") : null;
  }
  demand(frames !== null, "the inbox shows items of a harmless kiosk");
  for (const [, text] of of_kind("hostile"))
    if ([...text].length <= 280) demand(found.includes(shown(text)), `the inbox in ${tag} shows an excerpt letter for letter`);
}

async function check_satisfaction(desk, tag, size) {
  const start = "/satisfaction?period=year";
  const found = new Set();
  await desk.open(tag, start);
  await desk.shot(`satisfaction-${tag}-${size.width}`);
  const services = await desk.page.locator("#subject option").evaluateAll((all) => all.map((option) => option.value));
  demand(services.length > 1 && services.length < 5, "services that no pack knows are one choice, however many there are");
  for (let path = start; path;) {
    await desk.open(tag, path);
    for (const text of await desk.page.locator(".said-short").allTextContents()) found.add(text);
    await desk.check_width(`${path} in ${tag} at ${size.width}`);
    await desk.check_quiet(`${path} in ${tag}`);
    const next = desk.page.locator("a[rel=next]");
    path = (await next.count()) > 0 ? await next.getAttribute("href") : null;
  }
  for (const [comment] of of_kind("comment")) demand(found.has(shown(comment)), `a comment in ${tag} is shown letter for letter`);
  if (!thorough(tag, size)) return;
  for (const service of services.slice(1)) {
    await desk.open(tag, start);
    await desk.page.selectOption("#subject", service);
    await desk.page.click(".filters button");
    await desk.check_width(`strange services in ${tag} at ${size.width}`);
    await desk.check_quiet(`strange services in ${tag}`);
  }
}

run(at_the_desk({ url, name, password, out }, async (desk) => {
  await desk.sign_in();
  for (const size of [desk_size, phone_size])
    for (const tag of ["ar", "fr"]) {
      await desk.page.setViewportSize(size);
      await check_inbox(desk, tag, size);
      if (thorough(tag, size)) await check_proposals(desk, tag, size);
      await check_satisfaction(desk, tag, size);
      await desk.open(tag, "/kiosks");
      await desk.check_width(`the kiosks in ${tag}`);
      await desk.check_quiet(`the kiosks in ${tag}`);
      await desk.shot(`kiosks-${tag}-${size.width}`);
      await desk.open(tag, "/held");
      await desk.check_width(`the held records in ${tag}`);
      await desk.check_quiet(`the held records in ${tag}`);
      await desk.shot(`held-${tag}-${size.width}`);
    }
}));
