// The real program, killed with SIGKILL at random moments again and again while it appends to one database.
// Acknowledged means that the record's id came out of a pipe, which happens after the store said that it is durable. In
// the end everything is carried to a real collector and compared, record by record, with what it opened.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <set>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/base/hex.h"
#include "tests/support/long_run.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr test::Repetitions kills{.shortly = 20, .in_a_long_run = 400};

class Program {
 public:
  Program(const std::filesystem::path& folder, const std::filesystem::path& script) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    const std::string fd = "9";
    const std::string data = (folder / "shared").string();
    const std::string keys = (folder / "keys").string();
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      ::dup2(ends[1], 9);
      const int null = ::open("/dev/null", O_WRONLY);
      ::dup2(null, 2);
      ::execl(MINBAR_KIOSK, MINBAR_KIOSK, "--offscreen", "--size", "480x800", "--ppi", "60", "--data", data.c_str(),
              "--keys", keys.c_str(), "--script", script.c_str(), "--receipts-fd", fd.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    read_end_ = ends[0];
  }
  ~Program() {
    ::close(read_end_);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // The ids that came out until `ms` after the first byte, then the kill, then what was in the pipe still.
  std::vector<std::string> kill_after_first_word(int ms) {
    std::string text;
    pollfd word{read_end_, POLLIN, 0};
    REQUIRE(::poll(&word, 1, 60'000) == 1);
    const auto end = SystemClock().monotonic_ms() + ms;
    while (true) {
      const auto left = end - SystemClock().monotonic_ms();
      if (left <= 0 || ::poll(&word, 1, static_cast<int>(left)) <= 0) break;
      if (!take(text)) break;
    }
    ::kill(pid_, SIGKILL);
    while (take(text)) {
    }
    std::vector<std::string> ids;
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n')) {
      ids.push_back(text.substr(0, at));
      text.erase(0, at + 1);
    }
    return ids;
  }

 private:
  bool take(std::string& text) const {
    char chunk[4096];
    const auto got = ::read(read_end_, chunk, sizeof chunk);
    if (got > 0) text.append(chunk, static_cast<std::size_t>(got));
    return got > 0;
  }
  pid_t pid_ = -1;
  int read_end_ = -1;
};

std::filesystem::path proposals_without_end(const std::filesystem::path& folder) {
  auto path = folder / "proposals.script";
  std::ofstream script(path);
  for (int i = 0; i < 40; ++i)
    script << "language fr\ntap menu.propose\ntap theme.youth\nkeys a\ntap nav.next\n"
              "tap propose.review.send\nexpect receipt.title\ntap receipt.done\n";
  return path;
}

}  // namespace

TEST_CASE("a kiosk killed again and again while it appends loses nothing it acknowledged") {
  test::TestCollector collector;
  test::SeededRandom random(20'261'124);
  test::TemporaryFolder folder;
  const auto keys = folder.path() / "keys";
  REQUIRE(::mkdir(keys.c_str(), 0700) == 0);
  const auto record_key = seal::RecordKey::make(random);
  REQUIRE(record_key.save(keys / "record.key"));
  const auto transport_key = seal::TransportKey::make(random);
  const auto open = [&] {
    return test::Store(
        taken(store::Folder::open(folder.path() / "shared", store::Role::agent, collector.clock, random)));
  };
  auto store = open();
  REQUIRE(store.outbox.publish_record_key(record_key.public_key()));
  const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
  agent::EnrolDoors doors{.folder = store,
                          .key = transport_key,
                          .exchange = [&](ByteView frame) { return collector->enrol(frame); },
                          .random = random};
  REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));

  const auto rounds = test::count_of(kills);
  std::set<std::string> acknowledged;
  const auto script = proposals_without_end(folder.path());
  for (int round = 0; round < rounds; ++round) {
    Program program(folder.path(), script);
    for (const auto& id : program.kill_after_first_word(static_cast<int>(random.below(400)))) {
      CHECK(id.size() == 32);
      CHECK(acknowledged.insert(id).second);
    }
  }
  REQUIRE(acknowledged.size() >= static_cast<std::size_t>(rounds));

  const wire::Exchange exchange = [&](ByteView frame) { return collector->exchange(frame); };
  agent::Session session{store, transport_key, exchange, "test"};
  agent::LoopDoors loop{collector.clock, random, [](std::int64_t, bool) { return agent::Woken::time; }};
  REQUIRE(agent::run_once(session, loop).outcome == agent::Outcome::done);
  const auto rows = taken(collector->storage().read(
      [](db::Database& database) { return database.query("SELECT record FROM proposals", {}); }));
  std::set<std::string> opened;
  for (const auto& row : rows) CHECK(opened.insert(to_hex(row.id<RecordId>(0).view())).second);
  for (const auto& id : acknowledged) CHECK(opened.contains(id));
  // One record a kill may be durable without its word having come out; more would be doubles.
  CHECK(opened.size() <= acknowledged.size() + static_cast<std::size_t>(rounds));
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(taken(store.counts()).damaged == 0);
}
