// The real kiosk, with a file where the microphone is (SDL's disk driver): a citizen speaks, listens, sends; the
// recording travels in pieces to a real collector, and a real Chromium plays it. And what a kiosk that was killed, or
// whose citizen left, has kept of the sound: nothing.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/base/hex.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/end_to_end/run_browser.h"
#include "tests/support/robot.h"
#include "tests/sync/collector/signed_in_town.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A collector, a kiosk enrolled at it, and ten seconds of sound where its microphone is.
struct Hall {
  test::TestCollector collector{false, MINBAR_FONTS_FOLDER};
  test::TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "shared";
  std::filesystem::path keys = folder.path() / "keys";
  std::filesystem::path wave = folder.path() / "microphone.raw";
  std::filesystem::path loudspeaker = folder.path() / "loudspeaker.raw";
  seal::TransportKey transport_key = seal::TransportKey::make(collector.random);
  kiosk::Pcm speech = test::some_speech(10'000);

  Hall() {
    test::SeededRandom noise(5);  // so that no part of it stands twice
    for (auto& sample : speech) sample = static_cast<std::int16_t>(sample + static_cast<int>(noise.below(200)) - 100);
    std::ofstream(wave, std::ios::binary)
        .write(reinterpret_cast<const char*>(speech.data()), static_cast<std::streamsize>(speech.size() * 2));
    std::filesystem::create_directory(keys);
    std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
    const auto key = taken(seal::RecordKey::load_or_make(keys / "record.key", collector.random));
    auto store = open_store();
    REQUIRE(store.outbox.publish_record_key(key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    const wire::Exchange exchange = [&](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = store, .key = transport_key, .exchange = exchange, .random = collector.random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
  }
  test::Store open_store() {
    return test::Store(taken(store::Folder::open(data, store::Role::agent, collector.clock, collector.random)));
  }
  // Everything that waits goes to the collector, in small batches.
  void deliver() {
    auto store = open_store();
    const wire::Exchange exchange = [&](ByteView frame) { return collector->exchange(frame); };
    agent::Session session{store, transport_key, exchange, "test"};
    for (int i = 0; i < 50; ++i) {
      const auto attempt = agent::exchange_once(session, {.records = 1, .bytes = 5'000});
      REQUIRE(attempt.outcome == agent::Outcome::done);
      if (!attempt.more) break;
    }
    CHECK(taken(store.counts()).blobs_waiting == 0);
  }
  [[nodiscard]] std::string_view spoken(double share) const {
    const auto at = static_cast<std::size_t>(static_cast<double>(speech.size()) * share);
    return {reinterpret_cast<const char*>(speech.data() + at), 64};
  }
};

class Program : public test::KioskProcess {
 public:
  explicit Program(const Hall& hall)
      : KioskProcess({.data = hall.data,
                      .keys = hall.keys,
                      .environment = {{"SDL_AUDIODRIVER", "disk"},
                                      {"SDL_DISKAUDIOFILEIN", hall.wave.string()},
                                      {"SDL_DISKAUDIOFILE", hall.loudspeaker.string()},
                                      {"SDL_DISKAUDIODELAY", "4"}}}) {}  // eight times as fast as sound
};

const std::string to_recording =
    "language fr\ntap menu.propose\ntap theme.youth\ntap how.speak\ntap speak.record\nhear 3000\n";

// Of all files below, but the microphone's own.
std::string folder_text(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

}  // namespace

TEST_CASE("a spoken proposal travels in pieces and a browser plays it at the desk") {
  Hall hall;
  Program kiosk(hall);
  kiosk.play(to_recording);
  kiosk.play(
      "tap speak.stop\ntap speak.listen\ntap speak.pause\ntap nav.next\n"
      "expect propose.review.voice\ntap propose.review.send\nexpect receipt.title\n");
  kiosk.end();
  CHECK(std::filesystem::exists(hall.loudspeaker));
  CHECK(folder_text(hall.data).find(hall.spoken(0.1)) == std::string::npos);
  hall.deliver();
  CHECK(hall.collector.count("SELECT count(*) FROM blobs WHERE state = 1") == 1);
  CHECK(hall.collector.count("SELECT count(*) FROM blob_pieces") > 1);
  REQUIRE(hall.collector->accounts().create("Amina", test::good_password).has_value());
  const auto address = "http://127.0.0.1:" + std::to_string(hall.collector.serve());
  const auto row = taken(hall.collector->storage().read(
      [](db::Database& database) { return database.query_one("SELECT record, voice_ms FROM proposals"); }));
  REQUIRE(row);
  CHECK(test::run_browser("voice.mjs",
                          {address, "Amina", test::good_password, std::string(MINBAR_PICTURES_FOLDER) + "/voice",
                           "/proposals/" + to_hex(row->bytes(0)), std::to_string(row->integer(1))}) == 0);
}

TEST_CASE("a kiosk killed while it records has kept no sound") {
  Hall hall;
  Program kiosk(hall);
  kiosk.play(to_recording);
  CHECK(kiosk.find({std::string(hall.spoken(0.1))}) != "");  // where the search would find it
  kiosk.kill();
  const auto left = folder_text(hall.data) + folder_text(hall.keys);
  for (const double share : {0.01, 0.1, 0.2}) CHECK(left.find(hall.spoken(share)) == std::string::npos);
}

TEST_CASE("after the session the memory of the kiosk holds no recording") {
  Hall hall;
  Program kiosk(hall);
  kiosk.play(to_recording + "tap speak.stop\nexpect spoken.time\n");
  CHECK(kiosk.find({std::string(hall.spoken(0.1))}) != "");  // until the session ends
  kiosk.play("tap nav.start_again\nexpect attract.title\n");
  for (const double share : {0.05, 0.1, 0.2}) CHECK(kiosk.find({std::string(hall.spoken(share))}) == "");
}
