// A kiosk starts sooner when it need not read its pack again: what it judged is kept as bytes. What is kept must be the
// pack, and nothing else must be taken for it.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "kiosk/pack/prepared_pack.h"
#include "kiosk/pack/word_keys.h"
#include "sync/base/file.h"
#include "sync/domain/content/content_archive.h"
#include "tests/content/pack.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

class Start {
 public:
  Content with(const std::vector<ContentFile>& files, const std::string& program = "this build") {
    auto content = kiosk::PreparedPack(path(), program).parse(files, {.words = kiosk::word_keys, .icons = {}});
    if (!content) FAIL(content.error().context);
    return std::move(*content);
  }
  // Another number each time that the file was written anew; 0: there is none.
  [[nodiscard]] ino_t written() const {
    struct stat info {};
    return ::stat(path().c_str(), &info) == 0 ? info.st_ino : 0;
  }
  [[nodiscard]] std::string kept() const { return read_file(path(), 1 << 24).value(); }
  void damage(const std::string& bytes) const { REQUIRE(write_file(path(), bytes_of(bytes), 0600)); }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "pack.prepared"; }

 private:
  test::TemporaryFolder folder_;
};

std::string greeting(const Content& content) { return content.words.say(Language::fr, "nav.next").text; }

}  // namespace

TEST_CASE("a second start uses what the first one judged") {
  Start start;
  const auto files = test::sample_files();
  const auto first = start.with(files);
  const auto written = start.written();
  REQUIRE(written != 0);
  const auto second = start.with(files);
  CHECK(start.written() == written);
  CHECK(archive(second) == archive(first));
}

TEST_CASE("a pack that comes back from its bytes says and knows what it did") {
  const auto files = test::sample_files();
  const auto read = test::read(files).value();
  const auto back = restore(archive(read)).value();
  CHECK(back.version == read.version);
  CHECK(back.themes == read.themes);
  CHECK(back.services == read.services);
  CHECK(back.keyboards == read.keyboards);
  CHECK(back.commitments == read.commitments);
  CHECK(back.outcomes == read.outcomes);
  CHECK(back.petitions.all == read.petitions.all);
  CHECK(back.petitions.settings == read.petitions.settings);
  CHECK(back.badges == read.badges);
  CHECK(back.campaigns == read.campaigns);
  CHECK(back.words.keys() == read.words.keys());
  CHECK(std::equal(back.places.all().begin(), back.places.all().end(), read.places.all().begin(),
                   read.places.all().end()));
  for (const auto language : all_languages) {
    const std::vector<Argument> count{{"count", std::int64_t{3}}};
    CHECK(back.words.say(language, "commitments.count", count) == read.words.say(language, "commitments.count", count));
    CHECK(back.words.say(language, "nav.next") == read.words.say(language, "nav.next"));
    CHECK(place_label(back.places, back.words, language, {"09.001.01.01"}) ==
          place_label(read.places, read.words, language, {"09.001.01.01"}));
  }
  const std::vector<PlaceCode> chain{{"09.001.01.01"}};
  for (std::int64_t hour = 0; hour < 24 * 7; ++hour) {
    const auto ours = back.hours.at(chain, "Africa/Casablanca", 1'790'000'000 + hour * 3600);
    const auto theirs = read.hours.at(chain, "Africa/Casablanca", 1'790'000'000 + hour * 3600);
    REQUIRE(ours.has_value() == theirs.has_value());
    if (ours) CHECK((ours->open == theirs->open && ours->changes_s == theirs->changes_s && ours->next == theirs->next));
  }
}

TEST_CASE("another pack or another program is judged for itself") {
  Start start;
  auto files = test::real_files();
  const auto before = greeting(start.with(files));
  auto written = start.written();
  files = test::with("words/fr.json", before, before + " encore");
  CHECK(greeting(start.with(files)) == before + " encore");
  CHECK(start.written() != written);
  written = start.written();
  start.with(files, "the next build");
  CHECK(start.written() != written);
}

TEST_CASE("what a program needs of a pack is part of what was judged") {
  Start start;
  const auto files = test::real_files();
  start.with(files);
  const std::vector<std::string_view> icons{"star"};
  const auto words = std::vector<WordKey>{WordKey{"nav.sideways"}};
  const auto own = test::sample_files();
  const kiosk::PreparedPack pack(start.path(), "this build");
  CHECK_FALSE(pack.parse(files, {.words = kiosk::word_keys, .icons = icons}));
  CHECK_FALSE(pack.parse(files, {.words = words, .icons = {}}));
  const auto written = start.written();
  CHECK(pack.parse(files, {.words = kiosk::word_keys, .icons = {}, .own = own}));
  CHECK(start.written() != written);
}

TEST_CASE("a pack that is refused is refused at every start") {
  Start start;
  start.with(test::real_files());
  const auto broken = test::with("words/fr.json", "\"nav.next\"", "\"nav.onwards\"");
  const kiosk::PreparedPack pack(start.path(), "this build");
  CHECK_FALSE(pack.parse(broken, {.words = kiosk::word_keys, .icons = {}}));
  CHECK_FALSE(pack.parse(broken, {.words = kiosk::word_keys, .icons = {}}));
}

TEST_CASE("what was kept and is damaged cut off or grown is not believed and is replaced") {
  Start start;
  test::SeededRandom random(20'261'129);
  const auto files = test::real_files();
  const auto expected = archive(start.with(files));
  const auto whole = start.kept();
  for (int i = 0; i < 20; ++i) {
    auto bytes = whole;
    if (i % 3 == 0) bytes.resize(random.below(bytes.size()));
    if (i % 3 == 1) bytes[random.below(bytes.size())] ^= static_cast<char>(1 + random.below(255));
    if (i % 3 == 2) bytes += 'x';
    start.damage(bytes);
    CHECK(archive(start.with(files)) == expected);
    CHECK(start.kept() == whole);
  }
}

TEST_CASE("what others may write is not believed") {
  Start start;
  const auto files = test::real_files();
  start.with(files);
  const auto written = start.written();
  REQUIRE(::chmod(start.path().c_str(), 0666) == 0);
  start.with(files);
  CHECK(start.written() != written);
}

TEST_CASE("a pack is read where nothing can be kept and by a program without a name") {
  const kiosk::PreparedPack nowhere("/proc/none/pack.prepared", "this build");
  CHECK(nowhere.parse(test::real_files(), {.words = kiosk::word_keys, .icons = {}}));
  Start start;
  start.with(test::real_files(), "");
  CHECK(start.written() == 0);
}

TEST_CASE("this program has a name of its own") { CHECK(kiosk::build_ids().size() >= 16); }

TEST_CASE("bytes of a pack that end anywhere else are refused") {
  const auto bytes = archive(test::read(test::sample_files()).value());
  test::SeededRandom random(29);
  for (int i = 0; i < 200; ++i) CHECK_FALSE(restore(ByteView(bytes).first(random.below(bytes.size()))));
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(restore(longer));
}
