#include <catch2/catch.hpp>

#include "sync/base/log.h"
#include "sync/collector/published/packs.h"
#include "sync/wire/pack.h"
#include "tests/support/overheard.h"
#include "tests/sync/collector/content_with_petitions.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

std::vector<ContentFile> without(std::string_view name, std::string_view from, std::string_view to) {
  return test::with_change(test::shipped_files(), name, from, to);
}

std::vector<ContentFile> with_word(const std::string& key, const std::string& text) {
  auto files = test::shipped_files();
  for (const auto* tag : {"ar", "fr", "en"})
    files = test::with_change(std::move(files), "words/" + std::string(tag) + ".json", "{",
                              "{\n  \"" + key + "\": \"" + text + "\",");
  return files;
}

}  // namespace

TEST_CASE("a published pack gets the next number and every version is kept as it was") {
  test::TestCollector collector;
  const auto first = test::publish(collector, {.files = test::files_that_say("Un"), .places = {{"09"}}}).value();
  const auto second = test::publish(collector, {.files = test::files_that_say("Deux")}).value();
  CHECK(first.version == 2);  // above the shipped one
  CHECK(second.version == 3);
  collector.restart();
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  const auto opened = [&](std::int64_t version) {
    const auto frame = collector->storage()
                           .read([&](db::Database& database) { return collector::frame_of(database, version); })
                           .value();
    return wire::open_pack(*frame, keys.signing.newest().public_key(), collector->id()).value();
  };
  CHECK(opened(2).places == std::vector<PlaceCode>{{"09"}});
  const auto files = test::files_that_say("Deux");
  REQUIRE(opened(3).files.size() == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) CHECK(opened(3).files[i].text == files[i].text);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'content_published'") == 2);
}

TEST_CASE("a pack that a kiosk could not read is refused with file and line and nothing is kept") {
  test::TestCollector collector;
  const auto refused =
      test::publish(collector, {.files = without("words/fr.json", "\"menu.title\": ", "\"menu.title\" ")});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK_THAT(refused.error().context, Catch::Matchers::StartsWith("words/fr.json:11"));
  auto files = test::shipped_files();
  std::erase_if(files, [](const ContentFile& file) { return file.name == "themes.json"; });
  CHECK_FALSE(test::publish(collector, {.files = files}));
  CHECK(test::publish(collector, {.files = test::shipped_files(), .places = {{"99.1"}}}).error().code ==
        Errc::not_found);
  CHECK(collector.count("SELECT count(*) FROM packs") == 0);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'content_published'") == 0);
}

TEST_CASE("a word that screens of this version say may neither go nor be told other things") {
  test::TestCollector collector;
  auto files = test::shipped_files();
  for (const auto* tag : {"ar", "zgh", "fr", "en"})
    files =
        test::with_change(std::move(files), "words/" + std::string(tag) + ".json", "\"menu.title\"", "\"menu.other\"");
  const auto gone = test::publish(collector, {.files = files, .retire = true});
  REQUIRE_FALSE(gone);
  CHECK_THAT(gone.error().context, Contains("word menu.title") && !Contains("menu.other"));
  files = test::shipped_files();
  for (const auto* tag : {"ar", "fr", "en"})
    files = test::with_change(std::move(files), "words/" + std::string(tag) + ".json", "{step}", "step");
  for (auto& file : files)
    if (file.name == "words/zgh.json") file.text = "{}";
  const auto changed = test::publish(collector, {.files = files, .retire = true});
  REQUIRE_FALSE(changed);
  CHECK_THAT(changed.error().context, Contains("propose.step"));
}

TEST_CASE("ids that an earlier pack had are named and go only when that is said") {
  test::TestCollector collector;
  const auto fewer = without("themes.json", "\"id\": \"public_services\"", "\"id\": \"public_matters\"");
  // the commitments name that theme
  const auto unknown = test::publish(collector, {.files = fewer});
  REQUIRE_FALSE(unknown);
  const auto service = without("services.json", "\"id\": \"civil_status\"", "\"id\": \"civil_affairs\"");
  const auto refused = test::publish(collector, {.files = service});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::conflict);
  CHECK_THAT(refused.error().context, Contains("service civil_status") && Contains("--retire"));
  CHECK(test::publish(collector, {.files = service, .retire = true}));
  // from now on the new id is the one that may not vanish, and the old one is free to come back
  const auto back = test::publish(collector, {.files = test::shipped_files()});
  REQUIRE_FALSE(back);
  CHECK_THAT(back.error().context, Contains("service civil_affairs"));
}

TEST_CASE("a petition goes only when that is said and what it needs stays as it was when it opened") {
  test::TestCollector collector;
  const test::ContentWithPetitions folder;
  const auto files = collector::read_pack_folder(folder.path()).value();
  const auto with_petitions = [&](std::string_view from, std::string_view to) {
    return test::with_change(files, "petitions.json", from, to);
  };
  REQUIRE(test::publish(collector, {.files = files}));
  const auto gone = test::publish(collector, {.files = with_petitions("\"sample_forest\"", "\"sample_woods\"")});
  REQUIRE_FALSE(gone);
  CHECK_THAT(gone.error().context, Contains("petition sample_forest") && Contains("--retire"));
  for (const bool retire : {false, true}) {
    const auto easier = test::publish(
        collector, {.files = with_petitions("\"signatures\": 400", "\"signatures\": 40"), .retire = retire});
    REQUIRE_FALSE(easier);
    CHECK(easier.error().code == Errc::conflict);
    CHECK_THAT(easier.error().context, Contains("petition sample_forest") && !Contains("sample_bus_line"));
  }
  CHECK_FALSE(test::publish(collector, {.files = with_petitions("\"share_percent_in_each_province\": 5",
                                                                "\"share_percent_in_each_province\": 4")}));
  CHECK(test::publish(collector, {.files = with_petitions("\"open\"", "\"closing\"")}));
  CHECK(test::publish(collector, {.files = test::shipped_files(), .retire = true}));
}

TEST_CASE("a word beyond those of the screens may go only when that is said") {
  test::TestCollector collector;
  REQUIRE(test::publish(collector, {.files = with_word("fair.title", "2026")}));
  const auto refused = test::publish(collector, {.files = test::shipped_files()});
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().context, Contains("word fair.title"));
  CHECK(test::publish(collector, {.files = test::shipped_files(), .retire = true}));
}

TEST_CASE("a pack is compared with what its own places had and not with those of others") {
  test::TestCollector collector;
  const auto other = without("services.json", "\"id\": \"civil_status\"", "\"id\": \"civil_affairs\"");
  REQUIRE(test::publish(collector, {.files = other, .places = {{"09"}}, .retire = true}));
  CHECK(test::publish(collector, {.files = test::shipped_files(), .places = {{"01"}}}));
  CHECK_FALSE(test::publish(collector, {.files = test::shipped_files(), .places = {{"09.001"}}}));
}

TEST_CASE("a pack is compared with every pack that kiosks in its places have") {
  test::TestCollector collector;
  const auto renamed = [](std::string_view to) {
    return without("services.json", "\"id\": \"civil_status\"", "\"id\": \"" + std::string(to) + "\"");
  };
  REQUIRE(test::publish(collector, {.files = renamed("civil_affairs"), .places = {{"09.001"}}, .retire = true}));
  // 09.001 is replaced by a pack of its region and by one for everywhere, which replace the shipped one elsewhere
  for (const auto& places : {std::vector<PlaceCode>{{"09"}}, std::vector<PlaceCode>{}}) {
    const auto inside = test::publish(collector, {.files = test::shipped_files(), .places = places});
    REQUIRE_FALSE(inside);
    CHECK_THAT(inside.error().context, Contains("service civil_affairs"));
    const auto beside = test::publish(collector, {.files = renamed("civil_affairs"), .places = places});
    REQUIRE_FALSE(beside);
    CHECK_THAT(beside.error().context, Contains("service civil_status"));
  }
  REQUIRE(test::publish(collector, {.files = test::shipped_files(), .retire = true}));
  CHECK(test::publish(collector, {.files = test::shipped_files(), .places = {{"09"}}}));  // nothing older is in use
}

TEST_CASE("the desk names what a pack renamed without a restart and still knows what is retired") {
  test::SignedInTown town("fr");
  auto rating = town.kiosk.rating("civil_status", Satisfaction::neutral);
  town.kiosk.send(*town.collector,
                  {town.kiosk.say("ماء"), seal::bytes_of_envelope(town.kiosk.seal_submission(rating))});
  CHECK_THAT(town.browser.get("/inbox").body, Contains("Services publics"));
  auto files = test::with_change(test::shipped_files(), "themes.json", "Services publics", "Services de tous");
  files = test::with_change(files, "services.json", "\"id\": \"civil_status\"", "\"id\": \"civil_affairs\"");
  REQUIRE(test::publish(town.collector, {.files = files, .retire = true}));
  CHECK_THAT(town.browser.get("/inbox").body, Contains("Services de tous") && !Contains("Services publics"));
  CHECK_THAT(town.browser.get("/satisfaction").body, !Contains(">civil_status<"));
}

TEST_CASE("a kiosk gets its answer though no pack can be read and the log says that none was offered") {
  test::TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  REQUIRE(test::publish(collector, {.files = test::files_that_say("Bonjour")}));
  struct Answered {
    wire::SyncReply reply;
    std::string log;
  };
  const auto answered = [&] {
    test::Overheard heard;
    auto reply = kiosk.send(*collector, {kiosk.say("ماء")});
    log_counts(true);  // other stories of this process may have used up the minute's lines
    return Answered{.reply = std::move(reply), .log = heard.text()};
  };
  const auto before = answered();
  CHECK(before.reply.content.has_value());
  CHECK_THAT(before.log, !Contains("content_not_offered"));
  REQUIRE(
      collector->storage().write([](db::Database& database) { return database.execute("DROP TABLE pack_places"); }));
  const auto after = answered();
  REQUIRE(after.reply.results.size() == 1);
  CHECK(after.reply.results[0].status == wire::RecordStatus::stored);
  CHECK_FALSE(after.reply.content.has_value());
  CHECK_THAT(after.log, Contains("content_not_offered"));
}
