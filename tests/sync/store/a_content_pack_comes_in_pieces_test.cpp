// The agent's side of content: offers and pieces as replies bring them, and what becomes of them. The replies are
// signed by the collector's real key; what is wrong in them is what a broken or restored collector, a bad disk or a
// stick would bring.
#include <catch2/catch.hpp>

#include "tests/sync/carried_pack.h"

using namespace minbar;
using store::PackOutcome;
using test::taken;

namespace {

class Centre {
 public:
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);

  Bytes pack(std::int64_t version, std::size_t size = 700'000) {
    return test::signed_pack(kiosk, version,
                             {{"words/ar.json", std::string(size, static_cast<char>('a' + version % 20))}});
  }
  store::Applied exchange(std::int64_t version, ByteView frame) {
    return test::exchange(kiosk, store, test::offer_of(version, frame), frame);
  }
  int fetch(std::int64_t version, ByteView frame) {
    return test::fetch(kiosk, store, test::offer_of(version, frame), frame);
  }
  [[nodiscard]] store::PackState state() { return taken(store.packs.state()); }
  [[nodiscard]] std::vector<std::int64_t> stored() {
    std::vector<std::int64_t> versions;
    for (const auto& pack : state().stored) versions.push_back(pack.version);
    return versions;
  }
  // What the database holds without what it could use again.
  [[nodiscard]] std::int64_t used_bytes() const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    return taken(database.query_one("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, "
                                    "pragma_freelist_count, pragma_page_size"))
        ->integer(0);
  }
  // The kiosk's program starts with that much above what is used now.
  void leave_room(std::int64_t bytes) {
    static_cast<void>(kiosk.open(store::Role::kiosk, {.max_bytes = used_bytes() + bytes}));
  }
  void use(std::int64_t version) {
    REQUIRE(store.outbox.record_heartbeat({.boot = {{1}}, .content_version = version}, kiosk.record_key));
  }
};

using Versions = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a pack that is offered is fetched piece by piece and read again as it was signed") {
  Centre centre;
  const auto frame = centre.pack(2);
  CHECK(centre.fetch(2, frame) == 4);  // the offer, then three pieces
  CHECK(centre.stored() == Versions{2});
  CHECK(centre.state().outcome == "stored");
  CHECK_FALSE(centre.state().arriving);
  CHECK(taken(centre.store.packs.read(2)).files.front().text == std::string(700'000, 'c'));
  CHECK_FALSE(taken(centre.store.carrier.make_request({}, "test")).want);
}

TEST_CASE("a fetch that was cut goes on where it stood and a piece that comes twice counts once") {
  Centre centre;
  const auto frame = centre.pack(2);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  const auto request = taken(centre.store.carrier.make_request({}, "test"));
  REQUIRE(request.want);
  CHECK(request.want->offset == static_cast<std::int64_t>(limits::pack_piece_bytes));
  auto late = centre.kiosk.answer_to(request);
  late.piece = wire::ContentPiece{.version = 2, .offset = 0, .bytes = Bytes(10, 7)};
  CHECK_FALSE(taken(centre.store.carrier.apply_reply(centre.kiosk.verified(late))).more_content);
  auto again = centre.kiosk.open(store::Role::agent);  // after a power cut
  CHECK(taken(again.carrier.make_request({}, "test")).want == request.want);
  centre.fetch(2, frame);
  CHECK(centre.stored() == Versions{2});
}

TEST_CASE("records go on beside a pack that is altered at any place and the offer is refused in the end") {
  for (const std::size_t at : {0U, 10U, 30U, 90U, 262'143U, 262'144U, 600'000U, 700'100U}) {
    INFO("byte " << at);
    Centre centre;
    REQUIRE(centre.store.outbox.append(centre.kiosk.proposal("ماء"), {}, centre.kiosk.record_key));
    const auto good = centre.pack(2);
    auto altered = good;
    altered.at(at) ^= 1;
    const int exchanges = test::fetch(centre.kiosk, centre.store, test::offer_of(2, good), altered);
    CHECK(exchanges == 1 + 3 * static_cast<int>(limits::pack_starts));
    CHECK(centre.state().outcome == "altered");
    CHECK(centre.stored().empty());
    CHECK(taken(centre.store.counts()).delivered == 1);
    CHECK(centre.fetch(2, good) == 1);  // the very offer is not begun again
    CHECK(centre.fetch(3, centre.pack(3)) == 4);
    CHECK(centre.stored() == Versions{3});
  }
}

TEST_CASE("a pack that is offered with other bytes under the number of a refused one is fetched") {
  Centre centre;
  const auto refused = bytes_of("no frame at all");
  centre.fetch(2, refused);
  REQUIRE(centre.state().outcome == "not_ours");
  CHECK(centre.fetch(2, refused) == 1);
  CHECK(centre.fetch(2, centre.pack(2)) == 4);
  CHECK(centre.stored() == Versions{2});
}

TEST_CASE("what is offered truly and is not a pack of this collector is refused and noted") {
  Centre centre;
  const auto refused = [&](std::int64_t version, ByteView frame) {
    CHECK(centre.fetch(version, frame) == 2);  // the offer, then the piece after which nothing more is asked for
    CHECK(centre.state().outcome == "not_ours");
    CHECK(centre.state().outcome_version == version);
    CHECK(centre.stored().empty());
    CHECK_FALSE(taken(centre.store.carrier.make_request({}, "test")).want);
  };
  const auto another_key = seal::SigningKey::make(centre.kiosk.random);
  const wire::Pack pack{.version = 2, .collector = centre.kiosk.enrolment.collector, .files = {{"a.json", "{}"}}};
  refused(2, taken(wire::make_pack(pack, another_key)));
  auto elsewhere = pack;
  elsewhere.collector.bytes[3] ^= 1;
  refused(3, taken(wire::make_pack(elsewhere, centre.kiosk.signing_key)));
  refused(4, taken(wire::make_pack(pack, centre.kiosk.signing_key)));  // says that it is 2
  refused(5, bytes_of("no frame at all"));
  const wire::ContentOffer huge{.version = 6, .hash = {}, .size_bytes = limits::pack_bytes + 1};
  auto reply = centre.kiosk.answer_to(taken(centre.store.carrier.make_request({}, "test")));
  reply.content = huge;
  CHECK_FALSE(taken(centre.store.carrier.apply_reply(centre.kiosk.verified(reply))).more_content);
  CHECK(centre.state().outcome == "too_large");
}

TEST_CASE("a pack older than the one in use or than one that was stored is not taken") {
  Centre centre;
  centre.use(5);
  CHECK(centre.fetch(4, centre.pack(4)) == 1);
  CHECK(centre.state().outcome == "older");
  CHECK(centre.fetch(5, centre.pack(5)) == 1);
  CHECK(centre.fetch(7, centre.pack(7)) == 4);
  CHECK(centre.fetch(6, centre.pack(6)) == 1);
  CHECK(centre.stored() == Versions{7});
}

TEST_CASE("a newer offer takes the place of one that is on its way") {
  Centre centre;
  centre.exchange(2, centre.pack(2));
  centre.exchange(2, centre.pack(2));
  CHECK(centre.fetch(3, centre.pack(3)) == 4);
  CHECK(centre.stored() == Versions{3});
}

TEST_CASE("the pack in use and the one before it and the newest are kept and no more") {
  Centre centre;
  for (const std::int64_t version : {2, 3, 4}) {
    centre.fetch(version, centre.pack(version, 10'000));
    centre.use(version);
  }
  CHECK(centre.stored() == Versions{4, 3, 2});
  REQUIRE(centre.store.packs.forget_before(4));
  CHECK(centre.stored() == Versions{4, 3});
  centre.fetch(5, centre.pack(5, 10'000));
  centre.fetch(6, centre.pack(6, 10'000));  // 5 was never used
  CHECK(centre.stored() == Versions{6, 4, 3});
  REQUIRE(centre.store.packs.note_unusable(6, "words/ar.json:1: no"));
  CHECK(centre.state().stored.front() == store::StoredPack{.version = 6, .unusable = "words/ar.json:1: no"});
}

TEST_CASE("a pack that would not leave room for records is not fetched until there is room") {
  Centre centre;
  {
    const auto narrow = centre.kiosk.open(store::Role::kiosk, {.max_bytes = limits::content_leaves_bytes});
    CHECK(centre.fetch(2, centre.pack(2)) == 1);
    CHECK(centre.state().outcome == "no_room");
  }
  const auto roomy = centre.kiosk.open(store::Role::kiosk, {.max_bytes = 2 * limits::content_leaves_bytes});
  CHECK(centre.fetch(2, centre.pack(2)) == 4);
  CHECK(centre.stored() == Versions{2});
}

TEST_CASE("a pack needs twice its size and what has come of it is not asked for again") {
  Centre centre;
  const auto frame = centre.pack(2);
  const auto size = static_cast<std::int64_t>(frame.size());
  centre.leave_room(2 * size + size / 4 + limits::content_leaves_bytes);
  CHECK(centre.fetch(2, frame) == 4);
  CHECK(centre.stored() == Versions{2});
}

TEST_CASE("a pack that gives its room back on its way waits for another exchange to begin again") {
  Centre centre;
  const auto frame = centre.pack(2);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  const auto size = static_cast<std::int64_t>(frame.size());
  const auto arrived = 2 * static_cast<std::int64_t>(limits::pack_piece_bytes);
  centre.leave_room(2 * size - arrived + limits::content_leaves_bytes - 1);
  // without its pieces there is room to begin, and they would take it again
  CHECK_FALSE(centre.exchange(2, frame).more_content);
  CHECK_FALSE(centre.state().arriving);
  CHECK(centre.state().outcome == "no_room");
  centre.leave_room(2 * size + limits::content_leaves_bytes);
  CHECK(centre.exchange(2, frame).more_content);
}

TEST_CASE("a pack on its way stays when nobody can say how much room the disk has") {
  Centre centre;
  const auto frame = centre.pack(2);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  const auto aside = centre.kiosk.folder.path() / "aside";
  std::filesystem::rename(centre.kiosk.shared, aside);
  CHECK_FALSE(centre.exchange(2, frame).more_content);
  std::filesystem::rename(aside, centre.kiosk.shared);
  CHECK(centre.state().arriving);
  CHECK(centre.fetch(2, frame) == 2);
  CHECK(centre.stored() == Versions{2});
}

TEST_CASE("a record that finds the disk full takes the room of a pack on its way") {
  Centre centre;
  const auto frame = centre.pack(2);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  centre.exchange(2, frame);
  const auto pages = std::filesystem::file_size(centre.kiosk.shared / "kiosk.db");
  auto full = centre.kiosk.open(store::Role::kiosk, {.max_bytes = static_cast<std::int64_t>(pages)});
  std::string page;
  for (int i = 0; i < 3000; ++i) page += "ب";
  for (int i = 0; i < 40; ++i) REQUIRE(full.outbox.append(centre.kiosk.proposal(page), {}, centre.kiosk.record_key));
  CHECK_FALSE(centre.state().arriving);
  CHECK(centre.state().outcome == "no_room");
}
