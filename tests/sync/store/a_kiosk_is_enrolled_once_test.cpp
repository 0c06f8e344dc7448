#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

TEST_CASE("a kiosk that is not enrolled stores nothing and says what to do") {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  test::SeededRandom random(1);
  test::Store store(taken(store::Folder::open(folder.path() / "shared", store::Role::kiosk, clock, random)));
  const auto key = seal::RecordKey::make(random);
  REQUIRE(store.outbox.publish_record_key(key.public_key()));
  CHECK_FALSE(taken(store.folder->enrolment()).has_value());
  const Submission said{.id = {}, .place = {"x"}, .language = Language::fr, .body = Proposal{{"roads"}, "texte", {}}};
  const auto refused = store.outbox.append(said, {}, key);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::not_found);
  CHECK(refused.error().context.find("minbar-sync enrol") != std::string::npos);
  CHECK(store.carrier.make_request({}, "test").error().code == Errc::not_found);
}

TEST_CASE("a folder that must be there already is opened when it is and never made") {
  test::EnrolledKiosk kiosk;
  const auto opened = [&](const std::filesystem::path& path) {
    return store::Folder::open(path, store::Role::agent, kiosk.clock, kiosk.random, {.create = false});
  };
  CHECK(opened(kiosk.shared));
  const auto mistyped = kiosk.folder.path() / "shred";
  const auto refused = opened(mistyped);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::not_found);
  CHECK_FALSE(std::filesystem::exists(mistyped));
}

TEST_CASE("what was pinned stays pinned and only the very same is taken again") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  const auto pinned = taken(store.folder->enrolment());
  REQUIRE(pinned.has_value());
  CHECK(pinned->signing_key == kiosk.signing_key.public_key());
  CHECK(pinned->place == kiosk.enrolment.place);
  CHECK(pinned->follow_url == "https://example.org/follow");
  CHECK(store.carrier.keep_enrolment(kiosk.enrolment, "http://127.0.0.1:1"));
  auto other = kiosk.enrolment;
  other.signing_key = seal::SigningKey::make(kiosk.random).public_key();
  CHECK(store.carrier.keep_enrolment(other, "http://127.0.0.1:1").error().code == Errc::conflict);
  CHECK(taken(store.folder->enrolment()) == pinned);
}

TEST_CASE("a shared folder open to everybody is refused with the command that mends it") {
  test::EnrolledKiosk kiosk;
  struct stat info {};
  REQUIRE(::stat(kiosk.shared.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 02770);
  REQUIRE(::stat((kiosk.shared / "kiosk.db").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0660);
  REQUIRE(::chmod(kiosk.shared.c_str(), 0777) == 0);
  const auto refused = store::Folder::open(kiosk.shared, store::Role::agent, kiosk.clock, kiosk.random);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::denied);
  CHECK(refused.error().context.find("chmod 2770") != std::string::npos);
}
