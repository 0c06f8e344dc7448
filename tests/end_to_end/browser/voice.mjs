// What a coordinator does with a spoken proposal: opens its page, and the browser knows how long it lasts and plays it.
// Usage: voice.mjs URL NAME PASSWORD OUT PATH MILLISECONDS
import { at_the_desk, demand, phone_size, run } from "./desk.mjs";

const [url, name, password, out, path, milliseconds] = process.argv.slice(2);

run(at_the_desk({ url, name, password, out }, async (desk) => {
  await desk.sign_in();
  for (const tag of ["ar", "fr", "en"]) {
    await desk.open(tag, path);
    if (tag === "ar") {
      demand((await desk.page.locator("#proposal-voice").count()) === 0, "nothing is heard before a reason is given");
      await desk.check_width("the question why");
      await desk.shot("proposal-why-ar");
      await desk.give_reason();
    }
    const length = await desk.page.evaluate(() => new Promise((done, failed) => {
      const audio = document.querySelector("#proposal-voice");
      const know = () => done(audio.duration);
      audio.addEventListener("error", () => failed(new Error(`the sound does not load: ${audio.error.message}`)));
      if (audio.readyState >= 1) know();
      audio.addEventListener("loadedmetadata", know);
    }));
    demand(Math.abs(length * 1000 - Number(milliseconds)) < 50, `the sound lasts ${length} seconds, not ${milliseconds} ms`);
    const played = await desk.page.evaluate(async () => {
      const audio = document.querySelector("#proposal-voice");
      audio.muted = true;
      audio.currentTime = Math.max(0, audio.duration - 0.5);
      await audio.play();
      await new Promise((done) => audio.addEventListener("ended", done));
      return audio.currentTime;
    });
    demand(played > 0, "the sound plays to its end");
    await desk.check_width(`the proposal in ${tag}`);
    await desk.shot(`proposal-${tag}`);
    await desk.page.setViewportSize(phone_size);
    await desk.check_width(`the proposal on a telephone in ${tag}`);
    await desk.shot(`proposal-phone-${tag}`);
    await desk.page.setViewportSize({ width: 1280, height: 900 });
  }
  await desk.open("ar", "/inbox");
  await desk.shot("inbox-ar");
  await desk.check_quiet("the pages of a voice");
}));
