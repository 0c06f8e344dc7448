// The real program, killed while a citizen looks at the page after a face, and on a disk that something else fills to
// its last block. What is in the outbox after the next start is compared with what the screen had said.
#include <catch2/catch.hpp>

#include <poll.h>

#include <map>
#include <string>
#include <vector>

#include "sync/wire/body_codec.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/support/seeded_random.h"
#include "tests/support/tiny_disk.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// Of real time, during which nothing happens.
void pass(int ms) { ::poll(nullptr, 0, ms); }

constexpr const char* to_the_faces = "language fr\ntap menu.rate\ntap service.civil_status\n";

KioskProcess::Options options_of(const std::filesystem::path& shared, const std::filesystem::path& keys) {
  return {.data = shared, .keys = keys, .screen = {"--offscreen", "--size", "1080x1920"}};
}

std::map<RecordId, Submission> waiting(test::EnrolledKiosk& kiosk, const std::filesystem::path& shared) {
  std::map<RecordId, Submission> out;
  test::Store store(taken(store::Folder::open(shared, store::Role::agent, kiosk.clock, kiosk.random)));
  for (const auto& bytes : taken(store.carrier.make_request({}, "test")).envelopes) {
    const auto envelope = taken(seal::parse_envelope(bytes));
    const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, kiosk.opening_key))));
    REQUIRE(out.emplace(body.submission.id, body.submission).second);
  }
  return out;
}

// The next life of the program, which ends in good order.
void start_once(const std::filesystem::path& shared, const std::filesystem::path& keys) {
  KioskProcess next(options_of(shared, keys));
  next.play("expect attract.title").end();
}

}  // namespace

TEST_CASE("a kiosk killed while the page after a face is shown has the rating once after its next start") {
  test::EnrolledKiosk kiosk;
  std::size_t rated = 0;
  for (const int ms : {0, 100, 300, 1'000})
    for (const int face : {1, 2, 4, 5}) {
      INFO("face " << face << ", killed after " << ms << " ms");
      {
        KioskProcess program(options_of(kiosk.shared, kiosk.keys));
        program.play(to_the_faces).play("tap face." + std::to_string(face)).play("expect rate.reasons.help");
        pass(ms);
        program.kill();
      }
      start_once(kiosk.shared, kiosk.keys);
      CHECK(waiting(kiosk, kiosk.shared).size() == ++rated);
    }
  std::map<int, int> faces;
  for (const auto& [id, said] : waiting(kiosk, kiosk.shared))
    ++faces[static_cast<int>(std::get<Rating>(said.body).satisfaction)];
  CHECK(faces == std::map<int, int>{{1, 4}, {2, 4}, {4, 4}, {5, 4}});
}

TEST_CASE("a kiosk killed in the moment of a face has the rating once or not at all and the next one all the same") {
  test::EnrolledKiosk kiosk;
  test::SeededRandom random(20'261'201);
  std::size_t before = 0;
  for (int round = 0; round < 12; ++round) {
    const auto ms = static_cast<int>(random.below(30));
    INFO("round " << round << ", killed after " << ms << " ms");
    {
      KioskProcess program(options_of(kiosk.shared, kiosk.keys));
      program.play(to_the_faces).play("touch face.3");
      pass(ms);
      program.kill();
    }
    start_once(kiosk.shared, kiosk.keys);
    const auto now = waiting(kiosk, kiosk.shared).size();
    CHECK(now - before <= 1);
    before = now;
  }
  {
    KioskProcess program(options_of(kiosk.shared, kiosk.keys));
    program.play(to_the_faces).play("tap face.3\ntap rate.done\nexpect receipt.thanks");
  }
  CHECK(waiting(kiosk, kiosk.shared).size() == before + 1);
}

TEST_CASE("what was added to a rating until a kill is in it and what was taken back is not") {
  test::EnrolledKiosk kiosk;
  {
    KioskProcess program(options_of(kiosk.shared, kiosk.keys));
    program.play(to_the_faces).play("tap face.1\ntap reason.welcome\ntap reason.waiting_time\ntap reason.welcome");
    program.play("tap face.2\ntap rate.comment.add\nkeys secretneedle");
    program.kill();
  }
  start_once(kiosk.shared, kiosk.keys);
  const auto all = waiting(kiosk, kiosk.shared);
  REQUIRE(all.size() == 1);
  CHECK(std::get<Rating>(all.begin()->second.body) == Rating{.subject = ServiceId{"civil_status"},
                                                             .satisfaction = Satisfaction::dissatisfied,
                                                             .reasons = {{"waiting_time"}},
                                                             .comment = "secretneedle",
                                                             .soon_after_another = false});
}

TEST_CASE("on a disk filled to its last block a session still ends as its screens said and nothing is doubled") {
  TinyDisk disk(24);
  if (!disk.there()) return;  // only root can have one
  test::EnrolledKiosk kiosk;
  const auto shared = disk.path() / "shared", keys = disk.path() / "keys";
  std::filesystem::copy(kiosk.keys, keys);
  std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
  std::filesystem::create_directory(shared);
  std::filesystem::permissions(
      shared, std::filesystem::perms::owner_all | std::filesystem::perms::group_all | std::filesystem::perms::set_gid);
  std::filesystem::copy(kiosk.shared / "kiosk.db", shared / "kiosk.db");
  {
    KioskProcess program(options_of(shared, keys));
    program.play(to_the_faces);
    disk.fill();
    program.play("tap face.4\nexpect rate.reasons.help\ntap reason.welcome\ntap rate.done\nexpect receipt.thanks");
    program.kill();
  }
  disk.make_room();
  start_once(shared, keys);
  const auto all = waiting(kiosk, shared);
  REQUIRE(all.size() == 1);
  CHECK(std::get<Rating>(all.begin()->second.body).reasons == std::vector<ReasonId>{{"welcome"}});
}
