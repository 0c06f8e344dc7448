// Walks every page of the desk as people use them: on a screen, on a telephone and on paper, in every language. Nothing
// may be wider than its window or cut off, no control smaller than a finger, nothing but the figures on paper. Leaves a
// picture of each.
// node pages.mjs URL NAME PASSWORD OUT-DIR RECEIPT-CODE
import { at_the_desk, demand, desk_size, phone_size, run } from "./desk.mjs";

const [url, name, password, out, receipt] = process.argv.slice(2);

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
    await check(desk, proposal, tag, "proposal");
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
    await desk.open(tag, await desk.page.locator(".kiosk-foot a").first().getAttribute("href"));
    await check(desk, "the question before a kiosk is withdrawn", tag, "kiosk-revoke");
    await desk.open(tag, "/account");
    await check(desk, "/account", tag, "account");
    await desk.open(tag, "/kiosks/new");
    await check(desk, "/kiosks/new", tag, "kiosk-new");
    await desk.page.fill("#label", "Guichet 3");
    await desk.page.fill("#place", "09.001.01.01");
    await desk.page.click("main button.primary");
    await check(desk, "the code of a kiosk", tag, "kiosk-code");
    await desk.open("ar", "/kiosks");
  }
  for (const tag of ["ar", "fr", "en"]) {
    await desk.page.goto(`${url}/language/${tag}?back=%2Ffollow`);
    await desk.page.goto(`${url}/no-such-page`);
    await desk.shot(`error-${tag}-1280`);
  }
  demand(found.length === 0, found.join("\n"));
}));
