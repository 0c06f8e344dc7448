#include "tests/torture/world.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::torture {

namespace {

// A port that nobody listens on now; the collector keeps it over its restarts.
int free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("there is no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

bool answers(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

std::string line_of(const std::string& text, const std::string& name) {
  const auto at = text.find(name);
  if (at == std::string::npos) throw std::runtime_error("no line " + name);
  const auto begin = at + name.size();
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::string proposals(int count) {
  std::string script;
  for (int i = 0; i < count; ++i)
    script += fmt::format(
        "language fr\ntap menu.propose\ntap theme.youth\nkeys {}\ntap nav.next\n"
        "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n",
        said);
  return script;
}

// Debian's package faketime. Its program of that name would stand between us and the one that we kill.
std::string faking_library() {
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib")) {
    auto file = entry.path() / "faketime" / "libfaketime.so.1";
    if (std::filesystem::exists(file)) return file.string();
  }
  throw std::runtime_error("faketime is not installed");
}

constexpr int proposals_of_one_start = 500;  // more than are ever made before the kill

}  // namespace

World::World(Places places)
    : places_(std::move(places)), port_(free_port()), agent_port_(port_), collector_({"/bin/true"}, {}) {
  std::ofstream(places_.work / "proposals.script") << proposals(proposals_of_one_start);
}

// Only the time of day: what is counted on a clock that nobody turns, and times of files, are as they are.
std::vector<std::string> World::at_their_clock(std::vector<std::string> command) const {
  if (clock_.empty()) return command;
  const auto* sanitizer = std::getenv("ASAN_OPTIONS");  // which wants to be the first library in a program
  const std::vector<std::string> faked{
      "/usr/bin/env",
      fmt::format("ASAN_OPTIONS={}:verify_asan_link_order=0", sanitizer != nullptr ? sanitizer : ""),
      "LD_PRELOAD=" + faking_library(),
      "FAKETIME=" + clock_,
      "FAKETIME_DONT_FAKE_MONOTONIC=1",
      "NO_FAKE_STAT=1"};
  command.insert(command.begin(), faked.begin(), faked.end());
  return command;
}

std::vector<std::string> World::agent(std::vector<std::string> arguments) const {
  std::vector<std::string> out{program("minbar-sync"), "--data", (places_.kiosk / "shared").string(), "--keys",
                               (places_.kiosk / "agent").string()};
  out.insert(out.end(), arguments.begin(), arguments.end());
  return at_their_clock(std::move(out));
}

std::vector<std::string> World::kiosk(std::vector<std::string> arguments) const {
  std::vector<std::string> out{program("minbar-kiosk"),
                               "--offscreen",
                               "--size",
                               "480x800",
                               "--ppi",
                               "60",
                               "--data",
                               (places_.kiosk / "shared").string(),
                               "--keys",
                               (places_.kiosk / "keys").string(),
                               "--no-transitions",
                               "--no-microphone"};
  out.insert(out.end(), arguments.begin(), arguments.end());
  return at_their_clock(std::move(out));
}

Process World::collector_that_starts() const {
  return Process({program("minbar-collector"), "serve", "--data", places_.collector.string(), "--listen",
                  fmt::format("127.0.0.1:{}", port_), "--public-url", fmt::format("http://127.0.0.1:{}", port_)},
                 {.log = log("collector.log")});
}

bool World::start_collector() {
  collector_.kill();
  collector_ = collector_that_starts();
  while (collector_.lives()) {
    if (answers(port_)) return true;
    ::usleep(2'000);
  }
  return false;
}

bool World::plays(const std::string& script) {
  const auto path = places_.work / "once.script";
  std::ofstream(path) << script;
  return run(kiosk({"--script", path.string()}), log("kiosk.log")) == 0;
}

bool World::start_kiosk_once() { return plays("expect attract.title\n"); }

void World::enrol() {
  for (const auto* folder : {"keys", "agent"}) ::mkdir((places_.kiosk / folder).c_str(), 0700);
  const auto play = [this](const std::string& script) {
    if (!plays(script)) throw std::runtime_error("a script did not play; see " + log("kiosk.log"));
  };
  play("expect not_enrolled.title\n");
  const auto made = output_of({program("minbar-collector"), "admin", "enrol-code", "--data", places_.collector.string(),
                               "--place", "09.001.01.01", "--label", "Torture"},
                              log("admin.log"));
  const auto code = line_of(made, "code: ");
  if (run(agent({"enrol", fmt::format("http://127.0.0.1:{}", agent_port_)}), log("agent.log"), code + "\n") != 0)
    throw std::runtime_error("the kiosk was not enrolled; see " + log("agent.log"));
  play("tap enrolled.same\nexpect attract.title\n");
}

Process World::start_kiosk() {
  return Process(kiosk({"--script", (places_.work / "proposals.script").string(), "--receipts-fd", "9"}),
                 {.receipts = true, .log = log("kiosk.log")});
}

Process World::start_agent() { return Process(agent({"run"}), {.log = log("agent.log")}); }

void World::exchange_once() { static_cast<void>(run(agent({"once"}), log("agent.log"))); }

bool World::deliver_all() {
  constexpr int tries = 20;
  for (int i = 0; i < tries; ++i) {
    exchange_once();
    const auto status = output_of(agent({"status", "--json"}), log("agent.log"));
    if (status.find("\"waiting\":0") != std::string::npos) return true;
  }
  return false;
}

AtCentre World::at_centre() const {
  AtCentre out;
  auto database = db::Database::open(places_.collector / "db" / "collector.db", {.create = false, .read_only = true});
  if (!database) throw std::runtime_error("the collector's database does not open: " + database.error().context);
  const auto rows = database->query("SELECT record, body FROM proposals");
  const auto aside = database->query("SELECT count(*) FROM set_aside");
  if (!rows || !aside) throw std::runtime_error("the collector's database cannot be read");
  for (const auto& row : *rows) {
    ++out.records[to_hex(row.id<RecordId>(0).view())];
    if (row.text(1) != said) ++out.altered;
  }
  out.set_aside = aside->front().integer(0);
  return out;
}

}  // namespace minbar::torture
