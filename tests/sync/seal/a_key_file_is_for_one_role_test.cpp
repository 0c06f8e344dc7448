#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/base/file.h"
#include "sync/seal/keys.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using namespace minbar::seal;

TEST_CASE("a key made once is the same key after a restart and its file is private") {
  const test::TemporaryFolder folder;
  test::SeededRandom random(1);
  const auto path = folder.path() / "record.key";
  const auto made = RecordKey::load_or_make(path, random).value();
  const auto again = RecordKey::load_or_make(path, random).value();
  CHECK(made.public_key() == again.public_key());
  CHECK(made.public_key().id() == again.public_key().id());
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  const auto opening = OpeningKey::load_or_make(folder.path() / "opening.key", random).value();
  CHECK(OpeningKey::load(folder.path() / "opening.key")->sealing_key() == opening.sealing_key());
}

TEST_CASE("a key file that is too open or damaged or of another role is refused and never replaced") {
  const test::TemporaryFolder folder;
  test::SeededRandom random(1);
  const auto path = folder.path() / "record.key";
  const auto made = RecordKey::load_or_make(path, random).value();
  CHECK(TransportKey::load_or_make(path, random).error().code == Errc::corrupt);
  CHECK(made.save(path).error().code == Errc::conflict);
  REQUIRE(::chmod(path.c_str(), 0644) == 0);
  CHECK(RecordKey::load_or_make(path, random).error().code == Errc::denied);
  REQUIRE(::chmod(path.c_str(), 0600) == 0);
  REQUIRE(write_file(path, bytes_of("minbar-key-v1 record 00\n"), 0600));
  CHECK(RecordKey::load_or_make(path, random).error().code == Errc::corrupt);
}

TEST_CASE("a signature for one purpose verifies for no other") {
  test::SeededRandom random(4);
  const auto key = TransportKey::make(random);
  const auto bytes = bytes_of("the very same bytes");
  const auto signature = key.sign(Context::request, bytes);
  CHECK(key.public_key().verify(Context::request, signature, bytes));
  for (const auto context : {Context::record, Context::heartbeat, Context::reply, Context::enrol_request,
                             Context::enrol_reply, Context::pack, Context::refusal})
    CHECK_FALSE(key.public_key().verify(context, signature, bytes));
  CHECK(key.public_key().verify(Context::request, signature, bytes.first(3), bytes.subspan(3)));
}

TEST_CASE("a moved key leaves nothing behind") {
  Secret<32> from;
  from.span()[0] = 7;
  const Secret<32> to(std::move(from));
  CHECK(to.view()[0] == 7);
  CHECK(from.view().empty());  // NOLINT(bugprone-use-after-move): what is left is the point
}
