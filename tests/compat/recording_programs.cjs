// The programs that are recorded, as `record` uses them: a collector that serves, a kiosk that is told what to do line by
// line, an agent, and a coordinator at the desk. Whatever does not go as it should ends the recording.
"use strict";
const { execFileSync, spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

function demand(condition, what) {
  if (!condition) throw new Error(what);
}

process.setMaxListeners(0); // one for each program that ends with the recording

// A program that answers line by line. It ends with the recording at the latest.
class Running {
  constructor(file, args, environment = {}) {
    const log = fs.openSync(process.env.MINBAR_RECORD_LOG || "/dev/null", "a");
    this.process = spawn(file, args, { stdio: ["pipe", "pipe", log], env: { ...process.env, ...environment } });
    fs.closeSync(log);
    process.once("exit", () => this.process.kill("SIGKILL"));
    this.lines = readline.createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.ended = new Promise((done) => this.process.once("exit", (code) => done(code)));
  }
  async line() {
    const { value, done } = await this.lines.next();
    demand(!done, `${this.process.spawnfile} ended early`);
    return value;
  }
  async kill(signal) {
    this.process.kill(signal);
    await this.ended;
  }
}

// One command that ends by itself; its standard output.
function run(file, args, expected = 0) {
  const log = fs.openSync(process.env.MINBAR_RECORD_LOG || "/dev/null", "a");
  const done = spawnSync(file, args, { encoding: "utf8", stdio: ["ignore", "pipe", log] });
  fs.closeSync(log);
  demand(done.status === expected, `${path.basename(file)} ${args.join(" ")} ended with ${done.status}`);
  return done.stdout;
}

class Collector {
  constructor(bin, data) {
    this.program = path.join(bin, "minbar-collector");
    this.data = data;
  }
  async start(port, publicUrl) {
    this.running = new Running(this.program, ["serve", "--data", this.data, "--listen", `127.0.0.1:${port}`,
      ...(publicUrl ? ["--public-url", publicUrl] : [])]);
    return Number((await this.running.line()).split(":").pop());
  }
  stop() {
    return this.running.kill("SIGTERM");
  }
  kill() {
    return this.running.kill("SIGKILL");
  }
  makeUser(name) {
    return /^password: (.*)$/m.exec(run(this.program, ["admin", "create-user", "--data", this.data, "--name", name]))[1];
  }
  code(label, place = "09.001.01.01") {
    const made = run(this.program, ["admin", "enrol-code", "--data", this.data, "--place", place, "--label", label]);
    return /^code: (.*)$/m.exec(made)[1];
  }
  publish(pack, ...args) {
    run(this.program, ["content", "publish", "--data", this.data, ...args, pack]);
  }
}

class Kiosk {
  constructor(bin, home, content) {
    this.program = path.join(bin, "minbar-kiosk");
    this.agentProgram = path.join(bin, "minbar-sync");
    this.home = home;
    this.content = content;
    for (const keys of ["kiosk-keys", "agent-keys"]) fs.mkdirSync(path.join(home, keys), { recursive: true, mode: 0o700 });
  }
  get shared() {
    return path.join(this.home, "shared");
  }
  start(args = [], environment = {}) {
    return new Running(this.program, ["--offscreen", "--size", "1080x1920", "--ppi", "141", "--data", this.shared, "--keys",
      path.join(this.home, "kiosk-keys"), "--content", this.content, "--script", "-", ...args], environment);
  }
  // What the lines print. The kiosk stays.
  async tell(kiosk, lines) {
    const printed = [];
    for (const line of lines.trim().split("\n")) {
      kiosk.process.stdin.write(`${line}\n`);
      for (let answer = await kiosk.line(); answer !== "ok"; answer = await kiosk.line()) printed.push(answer);
    }
    return printed;
  }
  async play(lines, args = [], environment = {}) {
    const kiosk = this.start(args, environment);
    const printed = await this.tell(kiosk, lines);
    kiosk.process.stdin.end();
    demand((await kiosk.ended) === 0, "the kiosk did not end well");
    return printed;
  }
  // The agent answers a collector of this same process: never run it in a way that blocks.
  async agent(args, expected = 0) {
    const running = new Running(this.agentProgram, ["--data", this.shared, "--keys", path.join(this.home, "agent-keys"),
      ...args]);
    running.process.stdout.resume();
    const code = await running.ended;
    demand(code === expected, `minbar-sync ${args[0]} ended with ${code}`);
  }
  sql(statement) {
    execFileSync("sqlite3", [path.join(this.shared, "kiosk.db"), statement]);
  }
}

// A coordinator's browser.
class Desk {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }
  async ask(page, form) {
    const response = await fetch(this.url + page, {
      redirect: "manual",
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(";")[0].split("=");
      this.cookies.set(name, value);
    }
    return { status: response.status, body: await response.text() };
  }
  async submit(page, action, form) {
    const token = /name="token" value="([^"]*)"/.exec((await this.ask(page)).body)[1];
    const answer = await this.ask(action, { token, ...form });
    demand(answer.status === 303, `${action} answered ${answer.status}`);
  }
  signIn(name, password) {
    return this.submit("/sign-in", "/sign-in", { name, password, next: "/inbox" });
  }
  // The page of the proposal that holds this text.
  async find(text) {
    for (let page = "/inbox"; page; ) {
      const { body } = await this.ask(page);
      for (const [, link] of body.matchAll(/href="(\/proposals\/[0-9a-f]+)"/g)) {
        const shown = (await this.ask(link)).body;
        if (shown.includes(text)) return link;
      }
      page = /href="(\/inbox\?[^"]*before=[^"]*)"/.exec(body)?.[1].replaceAll("&amp;", "&");
    }
    throw new Error(`the inbox has no ${text}`);
  }
  async answer(link, state, text, language) {
    const seen = /name="seen" value="(\d+)"/.exec((await this.ask(link)).body)[1];
    await this.submit(link, `${link}/answer`, { seen, state, text, language });
  }
}

module.exports = { Collector, Desk, Kiosk, demand };
