// What somebody sees who signs in by the single sign-on: the town's provider asks them, Apache believes it, the desk
// believes Apache. Every request of the browser claims to be somebody else in the header that the desk believes.
// Usage: sso.mjs DESK PROVIDER OUT HEADER KNOWN OTHER
import { at_the_desk, demand, phone_size, run } from "./desk.mjs";

const [url, provider, out, header, known, other] = process.argv.slice(2);

run(at_the_desk({ url, out, beside: [provider] }, async ({ page, shot, check_width, check_quiet }) => {
  const main = page.locator("main");
  const is_at = (address, what) => demand(page.url() === address, `${what}, not to ${page.url()}`);
  const choose_sso = async () => {
    await page.goto(`${url}/inbox`);
    is_at(`${url}/sign-in?next=%2Finbox`, "without a session the inbox leads to the sign-in page");
    await page.click('a[href^="/sign-in/sso"]');
  };
  const say = async (name) => {
    demand(page.url().startsWith(`${provider}/`), `the provider asks who it is, not ${page.url()}`);
    await page.fill("#login", name);
    await page.click("#in");
  };
  const look = async (what) => {
    for (const tag of ["en", "fr", "ar"]) {
      if ((await page.locator("html").getAttribute("lang")) !== tag) await page.click(`.switch[lang=${tag}]`);
      demand((await page.locator("html").getAttribute("lang")) === tag, `${what} is in ${tag}`);
      await page.setViewportSize(phone_size);
      await check_width(`${what} on a telephone in ${tag}`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await check_width(`${what} in ${tag}`);
      await shot(`${what}-${tag}`);
    }
  };
  const is_signed_in = async () => (await page.context().cookies(url)).some(({ name }) => name === "__Host-minbar_session");

  await page.setExtraHTTPHeaders({ [header]: other });
  demand((await page.goto(`${url}/follow`)).status() === 200, "who follows a receipt is asked nothing");

  await choose_sso();
  const stranger = `${"n".repeat(200)}@agadir.example`;
  await say(stranger);
  is_at(`${url}/sign-in/sso?next=%2Finbox`, "a stranger comes back from the provider");
  demand((await main.innerText()).includes(stranger), "a stranger is told as whom they are known");
  await look("unknown");
  demand(!(await is_signed_in()), "a stranger is not signed in");
  await page.context().clearCookies();

  await choose_sso();
  await say(known);
  is_at(`${url}/sign-in/sso?next=%2Finbox`, "the provider leads back");
  demand((await main.locator("bdi").innerText()) === "Amina", "the account is the one that belongs to who was asked");
  await look("known");
  demand(!(await is_signed_in()), "looking at the page signs nobody in");
  await page.click("main button");
  is_at(`${url}/inbox`, "the button leads to the inbox");
  demand((await page.locator(".me summary").innerText()).includes("Amina"), "Amina is signed in");

  await page.click(".me summary");
  await page.click(".me-menu button");
  is_at(`${url}/sign-in?signed_out=1`, "signing out leads to the sign-in page");
  await look("signed-out");
  await choose_sso();
  is_at(`${url}/sign-in/sso?next=%2Finbox`, "the provider still knows who it is");
  demand(!(await is_signed_in()), "who signed out is not signed in again without the button");

  await page.goto(`${url}/sign-in?signed_out=1`);
  await page.click('.notice a[href*="logout"]');
  demand(page.url().startsWith(`${provider}/`), "the single sign-on is ended at the provider");
  await page.click("#out");
  is_at(`${url}/sign-in`, "the provider leads back after signing out");
  await choose_sso();
  demand(page.url().startsWith(`${provider}/`), "after signing out of it the provider asks again");
  await check_quiet("the single sign-on");
}));
