// Stands between an agent and its collector on loopback and keeps what passes, byte for byte: for each exchange the whole
// HTTP request and the whole HTTP response in a file of its own. Used by `record`.
"use strict";
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");

// The length of the first whole HTTP message in these bytes; 0: it is not whole yet. Both ends send Content-Length.
function wholeMessage(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString("latin1", 0, end));
  const size = end + 4 + (length ? Number(length[1]) : 0);
  return bytes.length < size ? 0 : size;
}

class RecordingProxy {
  constructor(folder, collectorPort) {
    this.folder = folder;
    this.collectorPort = collectorPort;
    this.tooLarge = 0; // so many requests are answered 413 here and kept nowhere: the agent halves its batches
    this.left = Infinity; // so many more exchanges pass; then the line is cut
    this.server = net.createServer((agent) => this.serve(agent));
  }
  async listen() {
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    return this.server.address().port;
  }
  close() {
    this.server.close();
  }
  // From here on exchanges are kept as NAME/01.request, NAME/01.response and so on.
  chapter(name) {
    this.name = name;
    this.count = 0;
    fs.mkdirSync(path.join(this.folder, name), { recursive: true });
  }
  keep(request, response) {
    const file = path.join(this.folder, this.name, String(++this.count).padStart(2, "0"));
    fs.writeFileSync(`${file}.request`, request);
    fs.writeFileSync(`${file}.response`, response);
  }
  serve(agent) {
    let heard = Buffer.alloc(0);
    let answered = Promise.resolve();
    agent.on("error", () => {});
    agent.on("data", (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      for (let size = wholeMessage(heard); size > 0; size = wholeMessage(heard)) {
        const request = heard.subarray(0, size);
        heard = heard.subarray(size);
        answered = answered.then(() => this.answer(agent, request));
      }
    });
  }
  async answer(agent, request) {
    if (this.tooLarge > 0) {
      --this.tooLarge;
      agent.write("HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    if (this.left <= 0) {
      agent.destroy();
      return;
    }
    --this.left;
    const response = await ask(this.collectorPort, request);
    this.keep(request, response);
    agent.write(response);
  }
}

// Sends these bytes to a port of loopback; the whole answer.
function ask(port, request) {
  return new Promise((done, failed) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(request));
    let heard = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      heard = Buffer.concat([heard, bytes]);
      const size = wholeMessage(heard);
      if (size === 0) return;
      socket.destroy();
      done(heard.subarray(0, size));
    });
    socket.on("error", failed);
    socket.on("end", () => failed(new Error("the collector closed without an answer")));
  });
}

module.exports = { RecordingProxy, ask };
