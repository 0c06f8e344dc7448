// The worker over real folders whose database is damaged before its start and under its hands.
#include <catch2/catch.hpp>

#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <thread>

#include "kiosk/world/worker.h"
#include "sync/store/damage/set_aside.h"
#include "tests/kiosk/mailbox.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

class Lobby {
 public:
  ~Lobby() { worker_.reset(); }
  void start() {
    auto memory = kiosk::Memory::open(kiosk.shared, kiosk.keys, {}, kiosk.clock, kiosk.random);
    if (!memory) FAIL(memory.error().context);
    worker_.emplace(
        kiosk::Worker::Setup{
            .open = [this] { return kiosk::Memory::open(kiosk.shared, kiosk.keys, {}, kiosk.clock, kiosk.random); },
            .wake = mailbox_.wake(),
            .content_version = 1,
            .keys = kiosk.keys,
            .data = kiosk.shared},
        *std::move(memory));
    station = wait_for<kiosk::event::StationChanged>(*worker_, mailbox_).station;
  }
  void stop() { worker_.reset(); }
  void say() {
    const auto said = kiosk.proposal("نقترح");
    worker_->perform(kiosk::Save{said, mint_receipt_code(kiosk.random)});
    REQUIRE(wait_for<kiosk::event::Saved>(*worker_, mailbox_).id == said.id);
    told.push_back(said.id);
  }
  void overwrite(std::uint64_t at, std::size_t bytes) const {
    std::fstream out(kiosk.shared / "kiosk.db", std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(at));
    out << std::string(bytes, '\0');
    REQUIRE(out.flush().good());
  }
  [[nodiscard]] std::uint64_t root_of(std::string_view table) const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.read_only = true, .log_stays = true}));
    const auto row = taken(database.query_one("SELECT rootpage FROM sqlite_schema WHERE name = $1", {table}));
    return static_cast<std::uint64_t>(row->integer(0));
  }
  // How many of the told are in the database that is there.
  std::size_t here() {
    auto store = kiosk.open(store::Role::agent);
    std::size_t out = 0;
    for (const auto& id : told) out += taken(store.outbox.find(id)) ? 1 : 0;
    return out;
  }

  EnrolledKiosk kiosk;
  std::vector<RecordId> told;
  std::optional<kiosk::Station> station;

 private:
  Mailbox mailbox_;
  std::optional<kiosk::Worker> worker_;
};

}  // namespace

TEST_CASE("a kiosk whose database was damaged while it was off opens with all that it has said") {
  Lobby lobby;
  lobby.start();
  for (int i = 0; i < 3; ++i) lobby.say();
  lobby.stop();
  lobby.overwrite(0, 4096);
  lobby.start();
  REQUIRE(lobby.station);
  CHECK_FALSE(lobby.station->differs);
  CHECK(lobby.station->records_missing == 0);
  lobby.say();
  lobby.stop();
  CHECK(lobby.here() == 4);
  CHECK(store::set_aside_in(lobby.kiosk.shared).size() == 1);
}

TEST_CASE("a kiosk whose database is damaged while it runs gives no receipt for what does not stay") {
  Lobby lobby;
  lobby.start();
  lobby.say();
  // the agent has met an error of the disk
  lobby.overwrite((lobby.root_of("pack_piece") - 1) * 4096, 4096);
  store::ask_to_look(lobby.kiosk.shared);
  for (int i = 0; i < 3; ++i) lobby.say();
  lobby.stop();
  CHECK(lobby.here() == 4);
  CHECK(store::set_aside_in(lobby.kiosk.shared).size() == 1);
  CHECK_FALSE(store::look_asked(lobby.kiosk.shared).asked);
}

TEST_CASE("a kiosk that shows its first screen looks at every page while nobody waits and mends what it finds") {
  Lobby lobby;
  lobby.start();
  for (int i = 0; i < 3; ++i) lobby.say();
  lobby.stop();
  lobby.overwrite((lobby.root_of("reply_by_lookup") - 1) * 4096, 4096);
  lobby.start();
  while (store::set_aside_in(lobby.kiosk.shared).empty()) std::this_thread::yield();
  lobby.say();
  lobby.stop();
  CHECK(lobby.here() == 4);
  CHECK(store::set_aside_in(lobby.kiosk.shared).size() == 1);
}

TEST_CASE("a kiosk that has just looked and found nothing serves before it looks again") {
  Lobby lobby;
  lobby.start();
  store::ask_to_look(lobby.kiosk.shared);
  lobby.say();
  while (store::look_asked(lobby.kiosk.shared).asked) std::this_thread::yield();
  store::ask_to_look(lobby.kiosk.shared);
  for (int i = 0; i < 3; ++i) lobby.say();
  CHECK(store::look_asked(lobby.kiosk.shared).asked);
  lobby.stop();
  CHECK(lobby.here() == 4);
  CHECK(store::set_aside_in(lobby.kiosk.shared).empty());
}

TEST_CASE("a kiosk whose file lost everything says to staff how many records are missing") {
  Lobby lobby;
  lobby.start();
  for (int i = 0; i < 3; ++i) lobby.say();
  lobby.stop();
  std::filesystem::resize_file(lobby.kiosk.shared / "kiosk.db", 0);
  lobby.start();
  REQUIRE(lobby.station);
  CHECK(lobby.station->records_missing == 3);
  CHECK(lobby.station->damaged_file.starts_with("kiosk.db.damaged-"));
  CHECK_FALSE(lobby.station->differs);
  lobby.say();
  lobby.stop();
  CHECK(lobby.here() == 1);
}

TEST_CASE("the agent learns how many records wait where it cannot look") {
  Lobby lobby;
  lobby.start();
  lobby.say();
  CHECK(store::drafts_told(lobby.kiosk.shared) == 0);
  const auto file = lobby.kiosk.shared / "kiosk.db";
  std::filesystem::rename(file, lobby.kiosk.shared / "away.db");
  std::filesystem::create_directory(file);
  lobby.say();
  lobby.say();
  lobby.stop();
  CHECK(store::drafts_told(lobby.kiosk.shared) == 2);
  std::filesystem::remove(file);
  std::filesystem::rename(lobby.kiosk.shared / "away.db", file);
  lobby.start();
  lobby.stop();
  CHECK(store::drafts_told(lobby.kiosk.shared) == 0);
  CHECK(lobby.here() == 3);
}
