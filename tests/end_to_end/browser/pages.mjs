// Walks every page of the desk as people use them: on a screen, on a telephone and on paper, in every language. Nothing
// may be wider than its window or cut off, no control smaller than a finger, nothing but the figures on paper. Leaves a
// picture of each where MINBAR_SHOTS is set.
// node pages.mjs URL NAME PASSWORD OUT-DIR RECEIPT-CODE SECONDS, by the collector's clock
import { createHmac } from "node:crypto";
import { at_the_desk, demand, desk_size, phone_size, run } from "./desk.mjs";

const [url, name, password, out, receipt, seconds] = process.argv.slice(2);

const paper = { width: 718, height: 1016 }; // A4 at 96 dots an inch, less margins of 10 mm

// Texts that are cut off at the side, and what people tap that is lower than 40 pixels.
const faults_in = (page) => page.evaluate(() => {
  const name_of = (node) => `${node.tagName.toLowerCase()}.${node.className.baseVal ?? node.className}: ${node.textContent.trim().slice(0, 30)}`;
  const faults = [];
  for (const node of document.querySelectorAll("body *")) {
    const style = getComputedStyle(node);
    if (style.overflowX !== "visible" && node.scrollWidth > node.clientWidth + 1 && !node.matches(".hidden-text, .excerpt, input, svg, svg *, datalist *, .groups thead, .groups thead *"))
      faults.push(`cut off: ${name_of(node)}`);
    if (node.matches("a.button, button, select, textarea, .choices a, .nav a, .switch, input:not([type=hidden], [type=radio])") && node.offsetParent !== null && node.getBoundingClientRect().height < 40)
      faults.push(`too low: ${name_of(node)}`);
  }
  return faults;
});

const found = []; // told together at the end

async function check(desk, path, tag, file) {
  for (const size of [desk_size, phone_size]) {
    await desk.page.setViewportSize(size);
    const where = `${path} in ${tag} at ${size.width}`;
    await desk.check_width(where);
    found.push(...(await faults_in(desk.page)).map((fault) => `${where}: ${fault}`));
    await desk.shot(`${file}-${tag}-${size.width}`);
  }
  await desk.page.setViewportSize(paper);
  await desk.page.emulateMedia({ media: "print" });
  demand(!(await desk.page.locator(".top").isVisible()), `${path} on paper has no navigation`);
  await desk.check_width(`${path} on paper in ${tag}`);
  await desk.shot(`${file}-${tag}-print`);
  await desk.page.emulateMedia({ media: "screen" });
  await desk.page.setViewportSize(desk_size);
  await desk.check_quiet(path);
}

// A table must be one to a program that reads it out: every row has a header, every cell of numbers a column that says what.
async function check_tables(desk, where) {
  const faults = await desk.page.evaluate(() => [...document.querySelectorAll("table")].flatMap((table) => {
    const found = [];
    if (!table.caption?.textContent.trim()) found.push("no caption");
    for (const row of table.tBodies[0].rows) if (row.cells[0].scope !== "row") found.push("a row without a header");
    for (const head of table.tHead.querySelectorAll("th")) if (head.scope !== "col" || !head.textContent.trim()) found.push("a column without a header");
    return found;
  }));
  demand(faults.length === 0, `${where}: ${faults.join("; ")}`);
}

// Start is on the right in Arabic and on the left in French and English: the unhappiest answers of a bar, and the whisker's way.
async function check_mirrored(desk, tag) {
  const edges = await desk.page.evaluate(() => {
    const row = document.querySelector(".groups tbody tr");
    const pieces = [...row.querySelectorAll(".bar .piece")].map((piece) => piece.getBoundingClientRect().left);
    return { first: pieces[0], last: pieces.at(-1), name: row.querySelector("th").getBoundingClientRect().left, mean: row.querySelector(".mean-cell").getBoundingClientRect().left };
  });
  demand((edges.first > edges.last) === (tag === "ar"), `the bars begin at the start in ${tag}`);
  demand((edges.name > edges.mean) === (tag === "ar"), `the table begins at the start in ${tag}`);
}

// The code that an authenticator app makes now (RFC 6238) of a secret as people type it.
function code_of(typed) {
  const bits = [...typed.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Number(seconds) / 30)));
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// People, their links, and what a link leads to.
async function check_people(desk, tag) {
  await desk.open(tag, "/people");
  await check(desk, "/people", tag, "people");
  const person = await desk.page.locator(".inbox a", { hasText: "brahim.elidrissi" }).getAttribute("href");
  await desk.open(tag, person);
  await check(desk, "somebody", tag, "person");
  await desk.open(tag, `${person}/role`);
  await check(desk, "another role for somebody", tag, "person-role");
  await desk.open(tag, `${person}/remove`);
  await check(desk, "the question before somebody is removed", tag, "person-remove");
  await desk.open(tag, "/people/new");
  await check(desk, "/people/new", tag, "person-new");
  await desk.page.fill("#name", `zineb.${tag}`);
  await desk.page.check("input[name=role][value=coordinator]");
  await desk.page.fill("#place", "09.001.01.01");
  await desk.page.click("main button.primary");
  await check(desk, "the link of an invitation", tag, "person-link");
  const link = await desk.page.locator("#link").innerText();
  const path = link.slice(link.indexOf("/invitation/"));
  await desk.open(tag, path);
  await check(desk, "an invitation", tag, "invitation");
}

// One's own account, which it leaves with a second factor.
async function check_own_account(desk, tag) {
  await desk.open(tag, "/account");
  await check(desk, "/account", tag, "account");
  await desk.open(tag, "/account/password");
  await check(desk, "/account/password", tag, "account-password");
  await desk.open(tag, "/confirm?next=%2Fpeople");
  await check(desk, "/confirm", tag, "confirm");
  await desk.open(tag, "/account/second-factor");
  await check(desk, "/account/second-factor", tag, "second-factor");
  await desk.page.click("main button[value=begin]");
  await check(desk, "setting up a second factor", tag, "second-factor-setup");
  await desk.page.fill("#code", code_of(await desk.page.locator(".secret").innerText()));
  await desk.page.click("main button.primary");
  demand((await desk.page.locator(".codes li").count()) === 10, "ten recovery codes are shown");
  await check(desk, "recovery codes", tag, "recovery-codes");
}

// After the password of an account with a second factor.
async function check_code_page(desk) {
  await desk.page.goto(`${url}/account`);
  await desk.page.click(".me summary");
  await desk.page.click(".me-menu button");
  await desk.page.fill("#name", name);
  await desk.page.fill("#password", password);
  await desk.page.click("main button");
  for (const tag of ["ar", "fr", "en"]) {
    await desk.open(tag, "/sign-in/code");
    await check(desk, "/sign-in/code", tag, "sign-in-code");
    await desk.open(tag, "/sign-in/code?recovery=1");
    await check(desk, "/sign-in/code for a recovery code", tag, "sign-in-recovery");
  }
}

run(at_the_desk({ url, name, password, out }, async (desk) => {
  for (const tag of ["ar", "fr", "en"]) {
    await desk.open(tag, "/sign-in");
    await check(desk, "/sign-in", tag, "sign-in");
    await desk.open(tag, "/follow");
    await check(desk, "/follow", tag, "follow");
    await desk.page.fill("#code", receipt);
    await desk.page.click("main button.primary");
    demand((await desk.page.locator(".became").count()) === 2, "the public page shows the answer and the one before");
    await check(desk, "/follow with answers", tag, "follow-answered");
  }
  await desk.sign_in();
  const proposal = await desk.page.locator(".inbox a").first().getAttribute("href");
  const illTimed = await desk.page.locator(".inbox a", { hasText: "ساعة حائطية" }).getAttribute("href");
  for (const tag of ["ar", "fr", "en"]) {
    await desk.open(tag, "/satisfaction?period=quarter");
    await check_tables(desk, `/satisfaction in ${tag}`);
    await check_mirrored(desk, tag);
    await check(desk, "/satisfaction", tag, "satisfaction");
    await desk.open(tag, "/satisfaction?service=local_taxes&period=month");
    await check(desk, "/satisfaction with few ratings", tag, "satisfaction-few");
    await desk.open(tag, "/satisfaction?service=school_transport&period=quarter");
    demand((await desk.page.locator("table").count()) === 0, "fewer than five ratings show nothing but their number");
    await check(desk, "/satisfaction with fewer than five", tag, "satisfaction-hidden");
    await desk.open(tag, "/satisfaction?period=dates&from=2021-01-01&to=2021-02-03");
    await check(desk, "/satisfaction without ratings", tag, "satisfaction-none");
    await desk.open(tag, "/commitments?period=quarter");
    await check_tables(desk, `/commitments in ${tag}`);
    await check(desk, "/commitments", tag, "commitments");
    await desk.open(tag, "/inbox");
    await check(desk, "/inbox", tag, "inbox");
    await desk.open(tag, "/inbox?show=done");
    await check(desk, "/inbox without any", tag, "inbox-none");
    await desk.open(tag, proposal);
    if ((await desk.page.locator(".opening").count()) > 0) {
      await check(desk, "the question why an author is opened", tag, "proposal-why");
      await desk.page.setViewportSize(desk_size);
      await desk.give_reason();
    }
    await check(desk, proposal, tag, "proposal");
    await desk.open(tag, illTimed);
    await check(desk, illTimed, tag, "proposal-ill-timed");
    await desk.open(tag, "/petitions");
    await check_tables(desk, `/petitions in ${tag}`);
    await desk.page.evaluate(() => { for (const more of document.querySelectorAll("details")) more.open = true; });
    await check(desk, "/petitions", tag, "petitions");
    await desk.open(tag, "/petitions/sample_bus_line/support");
    if ((await desk.page.locator(".opening").count()) > 0) {
      await check(desk, "the question why a list of support is opened", tag, "support-open");
      await desk.page.setViewportSize(desk_size);
      await desk.give_reason();
    }
    await check(desk, "a list of support", tag, "support-list");
    await desk.open(tag, "/kiosks");
    await check(desk, "/kiosks", tag, "kiosks");
    await desk.open(tag, "/held");
    demand((await desk.page.locator(".decision").count()) === 3, "three claims wait for a decision");
    await desk.page.evaluate(() => { for (const more of document.querySelectorAll("details")) more.open = true; });
    await check(desk, "/held", tag, "held");
    await desk.open(tag, "/kiosks");
    await desk.open(tag, await desk.page.locator('.kiosk-foot a[href$="/revoke"]').first().getAttribute("href"));
    await check(desk, "the question before a kiosk is withdrawn", tag, "kiosk-revoke");
    await desk.open(tag, "/kiosks");
    await desk.open(tag, await desk.page.locator('.kiosk-foot a[href$="/code"]').first().getAttribute("href"));
    await check(desk, "the question before a kiosk gets another code", tag, "kiosk-code");
    await desk.open(tag, "/audit?action=support_list_opened");
    demand((await desk.page.locator(".entry").count()) === 1, "the audit has who opened the list of support");
    await check(desk, "/audit narrowed", tag, "audit-narrowed");
    await desk.page.request.get(`${url}/proposals/00112233445566778899aabbccddeeff`); // a guess
    await desk.open(tag, "/audit");
    demand((await desk.page.locator(".entry.bad").count()) > 0, "the audit has the address that was guessed");
    await check(desk, "/audit", tag, "audit");
    await desk.open(tag, "/set-aside");
    demand((await desk.page.locator(".kiosk").count()) === 2, "two kinds of reasons why records were set aside");
    await check(desk, "/set-aside", tag, "set-aside");
    await check_people(desk, tag);
    await check_own_account(desk, tag);
    await desk.open(tag, "/kiosks/new");
    await check(desk, "/kiosks/new", tag, "kiosk-new");
    await desk.page.fill("#label", "Guichet 3");
    await desk.page.fill("#place", "09.001.01.01");
    await desk.page.click("main button.primary");
    await check(desk, "the code of a kiosk", tag, "kiosk-code");
    await desk.open("ar", "/kiosks");
  }
  await check_code_page(desk);
  for (const tag of ["ar", "fr", "en"]) {
    await desk.page.goto(`${url}/language/${tag}?back=%2Ffollow`);
    await desk.page.goto(`${url}/no-such-page`);
    await desk.shot(`error-${tag}-1280`);
    await desk.page.goto(`${url}/invitation/that-never-was`);
    await desk.check_width(`a link that does not work in ${tag}`);
    await desk.shot(`link-gone-${tag}-1280`);
  }
  demand(found.length === 0, found.join("\n"));
}));
