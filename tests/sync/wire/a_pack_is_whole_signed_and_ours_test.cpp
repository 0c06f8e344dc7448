#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/frame.h"
#include "sync/wire/pack.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

struct Publisher {
  test::SeededRandom random{41};
  seal::SigningKey key = seal::SigningKey::make(random);
  CollectorId collector{random.array<16>()};
  Pack pack{.version = 7,
            .collector = collector,
            .made_at_s = 1'790'000'000,
            .places = {{"09.001.01.01"}, {"01"}},
            .files = {{"words/ar.json", "{\"a\": \"منبر\"}"}, {"themes.json", std::string(3000, 'x')}}};

  [[nodiscard]] Result<Pack> open(ByteView bytes) const { return open_pack(bytes, key.public_key(), collector); }
  [[nodiscard]] Result<Pack> open_json(std::string_view json) const {
    return open(make_frame(seal::Context::pack, bytes_of(json), key));
  }
};

bool same(const Pack& a, const Pack& b) {
  const auto same_file = [](const ContentFile& x, const ContentFile& y) {
    return x.name == y.name && x.text == y.text;
  };
  return a.version == b.version && a.collector == b.collector && a.made_at_s == b.made_at_s && a.places == b.places &&
         std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(), same_file);
}

}  // namespace

TEST_CASE("a pack is read as it was made") {
  const Publisher publisher;
  CHECK(same(publisher.open(make_pack(publisher.pack, publisher.key).value()).value(), publisher.pack));
}

TEST_CASE("a pack with one byte altered anywhere or cut anywhere is refused") {
  const Publisher publisher;
  const auto good = make_pack(publisher.pack, publisher.key).value();
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto altered = good;
    altered[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    INFO("byte " << at);
    CHECK_FALSE(publisher.open(altered));
    CHECK_FALSE(publisher.open(ByteView(good).first(at)));
  }
}

TEST_CASE("a pack of another collector or another key or made for another purpose is refused") {
  Publisher publisher;
  const auto other_key = seal::SigningKey::make(publisher.random);
  CHECK(publisher.open(make_pack(publisher.pack, other_key).value()).error().code == Errc::denied);
  auto other = publisher.pack;
  other.collector.bytes[0] ^= 1;
  CHECK(publisher.open(make_pack(other, publisher.key).value()).error().code == Errc::denied);
  const auto frame = parse_frame(make_pack(publisher.pack, publisher.key).value(), limits::pack_bytes).value();
  CHECK_FALSE(publisher.open(make_frame(seal::Context::reply, frame.payload, publisher.key)));
  CHECK_FALSE(publisher.open(frame.payload));  // not signed at all
}

TEST_CASE("a pack that is signed and out of bounds is refused all the same") {
  const Publisher publisher;
  const std::string head = "{\"format\":1,\"version\":7,\"collector\":\"" + std::string(32, '0') +
                           "\",\"made_at_s\":1,\"places\":[],\"files\":";
  const auto files = [&](const std::string& name) { return head + "[{\"name\":\"" + name + "\",\"text\":\"\"}]}"; };
  CHECK(publisher.open_json(files("a.json")).error().code == Errc::denied);  // only the collector is another
  for (const auto* name :
       {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".a", "a/.b", "a\\\\b", "A", "a b", "\\u0000"})
    CHECK(publisher.open_json(files(name)).error().code == Errc::bad_input);
  CHECK(publisher.open_json(files(std::string(limits::pack_file_name_bytes + 1, 'a'))).error().code == Errc::bad_input);
  CHECK(publisher.open_json(head + "[]}").error().code == Errc::bad_input);
  CHECK(publisher.open_json(R"({"format":2})").error().code != Errc::denied);
  std::string many = "[";
  for (std::size_t i = 0; i <= limits::pack_files; ++i)
    many += (i == 0 ? "" : ",") + ("{\"name\":\"f" + std::to_string(i)) + "\",\"text\":\"\"}";
  CHECK(publisher.open_json(head + many + "]}").error().code == Errc::bad_input);
}

TEST_CASE("a pack that is too large or says a name twice is not made") {
  const Publisher publisher;
  auto pack = publisher.pack;
  pack.files.push_back({"themes.json", ""});
  CHECK(make_pack(pack, publisher.key).error().code == Errc::bad_input);
  pack = publisher.pack;
  pack.files.push_back({"large.json", std::string(limits::pack_bytes, 'x')});
  CHECK(make_pack(pack, publisher.key).error().code == Errc::too_large);
  CHECK(make_pack_draft(pack.files).error().code == Errc::too_large);
  pack = publisher.pack;
  pack.places.assign(limits::pack_places + 1, {"01"});
  CHECK(make_pack(pack, publisher.key).error().code == Errc::bad_input);
}

TEST_CASE("the same files in any order make the same draft and come back from it") {
  const Publisher publisher;
  auto files = publisher.pack.files;
  const auto draft = make_pack_draft(files).value();
  std::swap(files[0], files[1]);
  CHECK(make_pack_draft(files).value() == draft);
  const auto back = parse_pack_draft(draft).value();
  REQUIRE(back.size() == 2);
  CHECK(back[0].name == "themes.json");
  CHECK(back[1].text == publisher.pack.files[0].text);
  CHECK_FALSE(parse_pack_draft(bytes_of("no pack")));
}
