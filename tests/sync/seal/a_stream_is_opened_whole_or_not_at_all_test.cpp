#include <catch2/catch.hpp>

#include <algorithm>

#include "sync/seal/backup_key.h"
#include "sync/seal/hashing.h"
#include "sync/seal/stream.h"
#include "tests/support/seeded_random.h"

using namespace minbar;

namespace {

seal::StreamKey key_of(std::uint8_t byte) {
  seal::StreamKey key;
  std::fill(key.span().begin(), key.span().end(), byte);
  return key;
}

}  // namespace

TEST_CASE("a stream opens in its order and to its end and its last piece says so") {
  seal::StreamSealer sealer(key_of(1));
  const auto first = sealer.seal(bytes_of("one"));
  const auto second = sealer.seal(bytes_of("two"));
  const auto last = sealer.seal({}, true);
  {
    seal::StreamOpener opener(key_of(1), sealer.head());
    const auto one = opener.open(first).value();
    CHECK(text_of(one.bytes) == "one");
    CHECK_FALSE(one.last);
    CHECK(text_of(opener.open(second).value().bytes) == "two");
    CHECK(opener.open(last).value().last);
  }
  {
    seal::StreamOpener opener(key_of(1), sealer.head());
    CHECK(opener.open(second).error().code == Errc::corrupt);  // one is left out
  }
  {
    seal::StreamOpener opener(key_of(2), sealer.head());
    CHECK(opener.open(first).error().code == Errc::corrupt);
  }
  auto changed = first;
  changed.back() ^= 1;
  seal::StreamOpener opener(key_of(1), sealer.head());
  CHECK(opener.open(changed).error().code == Errc::corrupt);
  CHECK(opener.open(Bytes(3)).error().code == Errc::corrupt);
}

TEST_CASE("what a backup key seals opens with its secret and with what stood before it alone") {
  test::SeededRandom random(7);
  const auto secret = seal::BackupSecret::make(random);
  const auto other = seal::BackupSecret::make(random);
  const auto box = seal::make_backup_box(secret.key(), bytes_of("head"), random).value();
  const auto opened = secret.open(box.sealed, bytes_of("head")).value();
  CHECK(std::ranges::equal(opened.view(), box.key.view()));
  CHECK_FALSE(std::ranges::equal(secret.open(box.sealed, bytes_of("heap")).value().view(), box.key.view()));
  CHECK(other.open(box.sealed, bytes_of("head")).error().code == Errc::denied);
  CHECK(secret.key().id() != other.key().id());
}

TEST_CASE("whoever has only the public half of a backup key makes no backup that its sheet opens") {
  test::SeededRandom random(8);
  const auto secret = seal::BackupSecret::make(random);
  seal::BackupKey forged;  // without the proof
  forged.box = secret.key().box;
  const auto box = seal::make_backup_box(forged, bytes_of("head"), random).value();
  CHECK_FALSE(std::ranges::equal(secret.open(box.sealed, bytes_of("head")).value().view(), box.key.view()));
}

TEST_CASE("a secret that is made again from its seed is the same key") {
  test::SeededRandom random(9);
  const auto secret = seal::BackupSecret::make(random);
  seal::Secret<32> seed;
  std::copy(secret.seed().begin(), secret.seed().end(), seed.span().begin());
  CHECK(seal::BackupSecret(std::move(seed)).key().id() == secret.key().id());
}

TEST_CASE("a hash of what comes bit by bit is the hash of all of it") {
  test::SeededRandom random(10);
  Bytes all(10'000);
  random.fill(all);
  seal::Hashing hashing;
  for (ByteView rest = all; !rest.empty();) {
    const auto part = rest.first(std::min<std::size_t>(rest.size(), 1 + random.below(3'000)));
    hashing.add(part);
    rest = rest.subspan(part.size());
  }
  CHECK(hashing.finish() == seal::hash_of(all));
}
