#include <catch2/catch.hpp>

#include "sync/domain/petitions/petitions.h"
#include "tests/content/pack.h"

using namespace minbar;

namespace {

constexpr std::string_view settings_text = R"({"petitions": [
  {"place": "09.001.01.01", "authorisation": "D-GC-123/2026"},
  {"place": "09", "authorisation": "D-GC-9/2026", "electoral_list": "required", "signatures": 450,
   "note": "three million by the census, two by the law in force"}]})";

std::string petition(std::string_view id, std::string_view place, std::string_view state, std::string_view closes) {
  return std::string(R"({"id": ")") + std::string(id) + R"(", "place": ")" + std::string(place) + R"(", "state": ")" +
         std::string(state) +
         R"(", "title": {"ar": "أ", "fr": "b", "en": "c"}, "text": {"ar": "أ", "fr": "b", "en": "c"},
 "representative": "Hassan", "opened": "2026-11-01", "closes": ")" +
         std::string(closes) + R"(", "threshold": {"signatures": 200}})";
}

std::string list_of(std::initializer_list<std::string> petitions) {
  std::string out = "{\"petitions\": [";
  for (const auto& one : petitions) out += (out.back() == '[' ? "\n" : ",\n") + one;
  return out + "]}";
}

const Content& content() {
  static const auto real = test::real_content();
  return real;
}

Result<Petitions> read_petitions(std::optional<std::string> settings, std::optional<std::string> petitions) {
  auto files = test::real_files();
  const ContentFile rules{"rules/petitions.json", test::text_of(files, "rules/petitions.json")};
  const ContentFile set{"settings.json", settings.value_or("")};
  const ContentFile all{"petitions.json", petitions.value_or("")};
  return parse_petitions(rules, settings ? &set : nullptr, petitions ? &all : nullptr, content().places);
}

std::vector<std::string> ids(const std::vector<const Petition*>& petitions) {
  std::vector<std::string> out;
  for (const auto* one : petitions) out.push_back(one->id.value);
  return out;
}

}  // namespace

TEST_CASE("a pack without petitions and settings has neither and every rule") {
  const auto read_in = read_petitions({}, {}).value();
  CHECK(read_in.all.empty());
  CHECK(read_in.settings.empty());
  CHECK(read_in.addressees_at({"09.001.01.01"}, content().places).empty());
  CHECK(read_in.rules.all.size() == 3);
}

TEST_CASE("a petition beyond its draft needs the authorisation of its collectivity") {
  const auto drafts = list_of({petition("a", "09.001.01.01", "draft", "2026-12-31")});
  CHECK(read_petitions({}, drafts));
  for (const char* state : {"open", "closing", "closed"}) {
    const auto refused = read_petitions({}, list_of({petition("a", "09.001.01.01", state, "2026-12-31")}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().context.find("petitions.json:2") == 0);
    CHECK(refused.error().context.find("authorisation") != std::string::npos);
    CHECK(read_petitions(std::string(settings_text), list_of({petition("a", "09.001.01.01", state, "2026-12-31")})));
  }
}

TEST_CASE("a kiosk shows the petitions of its place and of what it lies in and no drafts") {
  const auto all =
      read_petitions(std::string(settings_text), list_of({petition("closed", "09.001.01.01", "closed", "2026-11-02"),
                                                          petition("later", "09.001.01.01", "open", "2027-02-01"),
                                                          petition("region", "09", "open", "2027-01-01"),
                                                          petition("draft", "09.001.01.01", "draft", "2027-01-01")}))
          .value();
  CHECK(ids(all.shown_at({"09.001.01.01"}, content().places)) == std::vector<std::string>{"region", "later", "closed"});
  CHECK(ids(all.shown_at({"09"}, content().places)) == std::vector<std::string>{"region"});
  CHECK(all.shown_at({"01"}, content().places).empty());
  const auto addressees = all.addressees_at({"09.001.01.01"}, content().places);
  REQUIRE(addressees.size() == 2);
  CHECK(addressees.front()->place.value == "09.001.01.01");
  CHECK(addressees.back()->electoral_list == ElectoralList::required);
}

TEST_CASE("a collectivity's own threshold has a note and does not touch what is frozen") {
  const auto all =
      read_petitions(std::string(settings_text), list_of({petition("r", "09", "open", "2027-01-01")})).value();
  CHECK(all.threshold_for(*content().places.find({"09"}))->signatures == 450);
  CHECK(all.find({"r"})->threshold.signatures == 200);
  CHECK_FALSE(read_petitions(R"({"petitions": [{"place": "09", "authorisation": "x", "signatures": 450}]})", {}));
}

TEST_CASE("settings and petitions that cannot be meant are refused") {
  const std::string settings(settings_text);
  CHECK_FALSE(read_petitions(R"({"petitions": [{"place": "99.9", "authorisation": "x"}]})", {}));
  CHECK_FALSE(read_petitions(R"({"petitions": [{"place": "09", "authorisation": ""}]})", {}));
  CHECK_FALSE(read_petitions(R"({"petitions": [{"place": "01.511.01.05", "authorisation": "x"}]})", {}));
  CHECK_FALSE(read_petitions(
      R"({"petitions": [{"place": "09", "authorisation": "x"}, {"place": "09", "authorisation": "y"}]})", {}));
  const auto twice = petition("a", "09", "draft", "2026-12-31");
  CHECK_FALSE(read_petitions(settings, list_of({twice, twice})));
  CHECK_FALSE(read_petitions(settings, list_of({petition("a", "09", "opened", "2026-12-31")})));
  CHECK_FALSE(read_petitions(settings, list_of({petition("a", "09", "open", "2026-10-31")})));
  CHECK_FALSE(read_petitions(settings, list_of({petition("a", "09", "open", "2026-02-30")})));
}
