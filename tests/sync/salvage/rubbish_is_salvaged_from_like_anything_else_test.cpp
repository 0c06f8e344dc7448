// Files that no SQLite wrote: nothing of them ends the program, nothing is read past an end, and none takes long.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "sync/base/file.h"
#include "sync/store/salvage/salvage.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr std::size_t page_bytes = 4096;

void write(const std::filesystem::path& file, const Bytes& bytes) { REQUIRE(write_file(file, bytes, 0600)); }

// Some pages of no order, with what a leaf, a page_bytes inside a tree and a log begin with.
Bytes pages_of_rubbish(test::SeededRandom& random, std::size_t pages) {
  Bytes out(pages * page_bytes + random.below(page_bytes));
  random.fill(out);
  for (std::size_t at = 0; at + page_bytes <= out.size(); at += page_bytes) {
    constexpr std::uint8_t page_types[] = {0x02, 0x05, 0x0A, 0x0D};
    const auto tree = at + (at == 0 ? 100 : 0);
    out[tree] = page_types[random.below(4)];
    out[tree + 3] = 0;  // a few cells
    for (std::size_t i = 0; i < 40; ++i) out[tree + 8 + 2 * i] &= 0x0F;
  }
  return out;
}

struct Salvager {
  test::EnrolledKiosk kiosk;
  std::filesystem::path damaged = kiosk.folder.path() / "damaged";
  std::filesystem::path log = kiosk.folder.path() / "damaged-wal";

  store::Salvaged salvage() {
    return taken(store::salvage({.damaged = damaged,
                                 .fresh = kiosk.folder.path() / "fresh",
                                 .kept = {},
                                 .known = {.key = kiosk.record_key.public_key()}}));
  }
};

}  // namespace

TEST_CASE("a file of rubbish gives a new database with nothing in it") {
  Salvager salvager;
  test::SeededRandom random(11);
  for (int round = 0; round < 60; ++round) {
    INFO("round " << round);
    write(salvager.damaged, pages_of_rubbish(random, random.below(12)));
    Bytes log = pages_of_rubbish(random, random.below(5));
    if (log.size() > 32 && round % 2 == 0) {
      const Bytes magic{0x37, 0x7F, 0x06, 0x82, 0, 0x2D, 0xE2, 0x18, 0, 0, 0x10, 0};
      std::copy(magic.begin(), magic.end(), log.begin());
    }
    write(salvager.log, log);
    CHECK(salvager.salvage().kept == 0);
  }
}

TEST_CASE("a file with wrong bytes anywhere gives only records that this kiosk has said") {
  Salvager salvager;
  std::set<RecordId> said;
  {
    auto store = salvager.kiosk.open(store::Role::kiosk);
    for (int i = 0; i < 12; ++i) {
      const auto proposal = salvager.kiosk.proposal("نقترح");
      REQUIRE(store.outbox.append(proposal, {}, salvager.kiosk.record_key));
      said.insert(proposal.id);
    }
  }
  const auto whole = to_bytes(bytes_of(taken(read_file(salvager.kiosk.shared / "kiosk.db", 64 * 1024 * 1024))));
  write(salvager.damaged, whole);
  REQUIRE(salvager.salvage().kept == 12);
  test::SeededRandom random(12);
  for (int round = 0; round < 80; ++round) {
    INFO("round " << round);
    auto bytes = whole;
    for (auto wrong = 1 + random.below(200); wrong > 0; --wrong)
      bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
    write(salvager.damaged, bytes);
    CHECK(salvager.salvage().kept <= 12);
    auto fresh = taken(db::Database::open(salvager.kiosk.folder.path() / "fresh"));
    for (const auto& row : taken(fresh.query("SELECT record_id FROM outbox")))
      CHECK(said.contains(row.id<RecordId>(0)));
    CHECK(taken(fresh.query_one("PRAGMA quick_check"))->text(0) == "ok");
  }
}

TEST_CASE("a file that only claims to be long is salvaged by what it holds") {
  Salvager salvager;
  test::SeededRandom random(12);
  write(salvager.damaged, pages_of_rubbish(random, 5));
  constexpr std::uintmax_t tebibyte = std::uintmax_t{1} << 40;
  std::filesystem::resize_file(salvager.damaged, tebibyte);  // no block of it is written
  CHECK(salvager.salvage().kept == 0);
}
