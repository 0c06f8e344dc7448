// The worker over real folders, when the shared database takes nothing: what a citizen was told is what is on the disk.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/tools/trust_command.h"
#include "kiosk/voice/recording.h"
#include "kiosk/world/worker.h"
#include "sync/base/limits.h"
#include "sync/store/drafts.h"
#include "sync/wire/body_codec.h"
#include "tests/kiosk/mailbox.h"
#include "tests/support/robot.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// A kiosk whose database can be taken away and brought back while its worker runs.
class Lobby {
 public:
  ~Lobby() { stop(); }

  void start() {
    auto memory = open();
    worker_.emplace(
        kiosk::Worker::Setup{
            .open = [this] { return open(); }, .wake = mailbox_.wake(), .content_version = 1, .keys = kiosk.keys},
        memory ? std::optional(*std::move(memory)) : std::nullopt);
  }
  void stop() { worker_.reset(); }

  void take_database_away() {
    std::filesystem::rename(file_, aside_);
    std::filesystem::create_directory(file_);
  }
  void bring_database_back() {
    std::filesystem::remove(file_);
    std::filesystem::rename(aside_, file_);
  }
  void put_something_in_the_way_of_drafts() const {
    // Moved and not removed: the worker may be making its reserve in there at this moment.
    std::filesystem::rename(kiosk.keys / "drafts", kiosk.keys / "drafts.away");
    std::ofstream(kiosk.keys / "drafts") << "in the way";
  }

  template <class Kind>
  Kind ask(const kiosk::Effect& effect) {
    worker_->perform(effect);
    return wait_for<Kind>(*worker_, mailbox_);
  }
  Reached reached(const ReceiptCode& code) {
    const auto found = ask<kiosk::event::Found>(kiosk::LookUp{.ask = {kiosk.random.array<16>()}, .code = code});
    REQUIRE(found.trail);
    return found.trail->reached;
  }
  // Everything it was asked for is done. What it is asked next begins a new turn, which looks first at which database
  // is there: while it takes one job after the other, it would still write into the one that was taken away.
  void rest() {
    static_cast<void>(reached(mint_receipt_code(kiosk.random)));
    while (!worker_->idle()) {
      static_cast<void>(worker_->take());
      std::this_thread::yield();
    }
  }

  // What the collector opens of what waits in the outbox.
  std::map<RecordId, Submission> opened() {
    std::map<RecordId, Submission> out;
    auto store = kiosk.open(store::Role::agent);
    for (const auto& bytes : taken(store.carrier.make_request({}, "test")).envelopes) {
      const auto envelope = taken(seal::parse_envelope(bytes));
      const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, kiosk.opening_key))));
      REQUIRE(out.emplace(body.submission.id, body.submission).second);
    }
    return out;
  }
  [[nodiscard]] std::size_t drafts() const {
    store::Drafts found(kiosk.keys);
    REQUIRE(found.look());
    return found.for_collector(kiosk.pin()).size();
  }
  Submission rating(Satisfaction satisfaction, std::string comment = "") {
    auto said = kiosk.proposal("");
    said.made_at_s -= said.made_at_s % limits::rating_time_s;
    said.body = Rating{
        .subject = ServiceId{"roads"}, .satisfaction = satisfaction, .reasons = {}, .comment = std::move(comment)};
    return said;
  }

  EnrolledKiosk kiosk;
  std::optional<std::int64_t> most_bytes;

 private:
  Result<kiosk::Memory> open() {
    return kiosk::Memory::open(kiosk.shared, kiosk.keys, {.max_bytes = most_bytes}, kiosk.clock, kiosk.random);
  }

  std::filesystem::path file_ = kiosk.shared / "kiosk.db";
  std::filesystem::path aside_ = kiosk.shared / "aside.db";
  Mailbox mailbox_;
  std::optional<kiosk::Worker> worker_;
};

}  // namespace

TEST_CASE("a proposal that the database cannot take is kept with its receipt and delivered once when it can") {
  Lobby lobby;
  lobby.start();
  lobby.rest();
  lobby.take_database_away();
  const auto said = lobby.kiosk.proposal("spoken and written");
  const auto code = mint_receipt_code(lobby.kiosk.random);
  const auto voice = std::make_shared<const kiosk::Recording>(some_speech(1'000), Bytes(3'000, 7));
  CHECK(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, code, voice}).id == said.id);
  // the citizen's second try, because the screen was slow
  CHECK(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, code, voice}).id == said.id);
  CHECK(lobby.drafts() == 1);
  lobby.bring_database_back();
  CHECK(lobby.ask<kiosk::event::StationChanged>(kiosk::WatchPetitions{}).station);
  CHECK(lobby.reached(code) == Reached::recorded);
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  const auto all = lobby.opened();
  REQUIRE(all.size() == 1);
  CHECK(std::get<Proposal>(all.at(said.id).body).text == "spoken and written");
  CHECK(taken(lobby.kiosk.open(store::Role::agent).counts()).blobs_waiting == 1);
}

TEST_CASE("a code that was given while the database was full leads to its record here before and after it has room") {
  Lobby lobby;
  lobby.most_bytes = 1;
  lobby.start();
  std::string page;
  while (page.size() < 8'000) page += "ب";
  std::vector<ReceiptCode> given;
  for (int i = 0; i < 200 && lobby.drafts() == 0; ++i) {
    const auto said = lobby.kiosk.proposal(page);
    const auto code = mint_receipt_code(lobby.kiosk.random);
    REQUIRE(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, code}).id == said.id);
    given.push_back(code);
  }
  REQUIRE(lobby.drafts() == 1);
  CHECK(lobby.reached(given.front()) == Reached::recorded);
  CHECK(lobby.reached(given.back()) == Reached::recorded);
  lobby.stop();
  CHECK(lobby.drafts() == 1);
  lobby.most_bytes.reset();
  lobby.start();
  lobby.rest();
  CHECK(lobby.reached(given.front()) == Reached::recorded);
  CHECK(lobby.reached(given.back()) == Reached::recorded);
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  CHECK(taken(lobby.kiosk.open(store::Role::agent).counts()).waiting == static_cast<std::int64_t>(given.size()));
}

TEST_CASE("what can be kept nowhere is said to be kept nowhere and is not there later") {
  Lobby lobby;
  lobby.start();
  lobby.rest();
  lobby.take_database_away();
  lobby.put_something_in_the_way_of_drafts();
  const auto said = lobby.kiosk.proposal("nowhere");
  CHECK(lobby.ask<kiosk::event::NotSaved>(kiosk::Save{said, mint_receipt_code(lobby.kiosk.random)}).id == said.id);
  std::filesystem::remove(lobby.kiosk.keys / "drafts");
  lobby.bring_database_back();
  static_cast<void>(lobby.ask<kiosk::event::StationChanged>(kiosk::WatchPetitions{}));
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  CHECK(lobby.opened().empty());
}

TEST_CASE("a rating that was begun is appended as it was last when its program ends in its midst") {
  Lobby lobby;
  lobby.start();
  auto said = lobby.rating(Satisfaction::dissatisfied);
  CHECK(lobby.ask<kiosk::event::DraftKept>(kiosk::KeepDraft{{said, {}}}).id == said.id);
  lobby.rest();
  CHECK(lobby.opened().empty());  // it may change
  said.body =
      Rating{.subject = ServiceId{"roads"}, .satisfaction = Satisfaction::satisfied, .reasons = {}, .comment = "x"};
  CHECK(lobby.ask<kiosk::event::DraftKept>(kiosk::KeepDraft{{said, {}}}).id == said.id);
  lobby.stop();
  CHECK(lobby.opened() == std::map<RecordId, Submission>{{said.id, said}});
  CHECK(lobby.drafts() == 0);
  lobby.start();
  lobby.rest();
  lobby.stop();
  CHECK(lobby.opened().size() == 1);
}

TEST_CASE("a rating that is saved leaves no draft behind and a draft that outlived it makes no second") {
  Lobby lobby;
  lobby.start();
  const auto said = lobby.rating(Satisfaction::satisfied);
  static_cast<void>(lobby.ask<kiosk::event::DraftKept>(kiosk::KeepDraft{{said, {}}}));
  const auto drafts = lobby.kiosk.keys / "drafts";
  const auto copies = lobby.kiosk.folder.path() / "copies";
  std::filesystem::copy(drafts, copies);
  CHECK(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, {}}).id == said.id);
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  // the power went between the row and the end of the file
  std::filesystem::copy(copies, drafts,
                        std::filesystem::copy_options::overwrite_existing | std::filesystem::copy_options::recursive);
  REQUIRE(lobby.drafts() == 1);
  lobby.start();
  lobby.rest();
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  CHECK(lobby.opened() == std::map<RecordId, Submission>{{said.id, said}});
}

TEST_CASE("a rating whose draft is older than what could not be kept is appended as its citizen left it") {
  Lobby lobby;
  lobby.start();
  auto said = lobby.rating(Satisfaction::dissatisfied);
  static_cast<void>(lobby.ask<kiosk::event::DraftKept>(kiosk::KeepDraft{{said, {}}}));
  lobby.rest();
  lobby.take_database_away();
  said.body =
      Rating{.subject = ServiceId{"roads"}, .satisfaction = Satisfaction::satisfied, .reasons = {}, .comment = ""};
  CHECK(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, {}}).id == said.id);
  lobby.bring_database_back();
  static_cast<void>(lobby.ask<kiosk::event::StationChanged>(kiosk::WatchPetitions{}));
  lobby.stop();
  CHECK(lobby.opened() == std::map<RecordId, Submission>{{said.id, said}});
}

TEST_CASE("a draft for the collector before waits until it is trusted again and staff are told how many there are") {
  Lobby lobby;
  lobby.start();
  lobby.rest();
  lobby.take_database_away();
  const auto said = lobby.rating(Satisfaction::satisfied);
  CHECK(lobby.ask<kiosk::event::Saved>(kiosk::Save{said, {}}).id == said.id);
  lobby.stop();
  lobby.bring_database_back();
  EnrolledKiosk elsewhere(2);
  REQUIRE(store::save_pin(lobby.kiosk.keys, elsewhere.pin()));
  lobby.start();
  lobby.stop();
  CHECK(lobby.opened().empty());
  CHECK(lobby.drafts() == 1);
  std::ostringstream told;
  CHECK(kiosk::run_trust_command({.data = lobby.kiosk.shared, .keys = lobby.kiosk.keys}, told));
  CHECK_THAT(told.str(),
             Catch::Matchers::Contains("Sealed for another collector") && Catch::Matchers::Contains(": 1."));
  REQUIRE(store::save_pin(lobby.kiosk.keys, lobby.kiosk.pin()));
  lobby.start();
  lobby.rest();
  lobby.stop();
  CHECK(lobby.drafts() == 0);
  CHECK(lobby.opened() == std::map<RecordId, Submission>{{said.id, said}});
}

TEST_CASE("a kiosk that trusts nobody yet keeps no draft and says so") {
  TemporaryFolder folder;
  SeededRandom random(5);
  ManualClock clock;
  const auto open = [&] {
    return kiosk::Memory::open(folder.path() / "shared", folder.path() / "keys", {}, clock, random);
  };
  Mailbox mailbox;
  kiosk::Worker worker({.open = open, .wake = mailbox.wake(), .keys = folder.path() / "keys"}, taken(open()));
  const RecordId id{random.array<16>()};
  worker.perform(kiosk::KeepDraft{{{.id = id, .place = {"09"}, .language = Language::ar, .body = Rating{}}, {}}});
  CHECK(wait_for<kiosk::event::DraftNotKept>(worker, mailbox).id == id);
}
