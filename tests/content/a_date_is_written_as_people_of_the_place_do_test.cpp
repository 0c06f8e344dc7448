#include <catch2/catch.hpp>
#include <set>

#include "sync/domain/time/date_text.h"
#include "sync/domain/time/local_time.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

constexpr auto zone = "Africa/Casablanca";

// As it is read: without the marks around its parts.
std::string plain(std::string text) {
  for (const std::string_view mark : {"\u2068", "\u2069"})
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0")) text.replace(at, 2, " ");
  return text;
}

}  // namespace

TEST_CASE("a day has its Moroccan month and digits from 0 to 9") {
  const auto content = test::real_content();
  const auto day = [&](Language language, std::int64_t utc_s) {
    return plain(date_text(content.words, language, utc_s, zone).text);
  };
  const auto may = start_of_day_ms({.year = 2026, .month = 5, .day = 1}, zone) / 1000;
  CHECK(day(Language::ar, may) == "1 ماي 2026");
  CHECK(day(Language::fr, may) == "1er mai 2026");
  CHECK(day(Language::en, may) == "1 May 2026");
  CHECK(day(Language::ar, may - 1) == "30 أبريل 2026");
  std::set<std::string> months;
  for (int month = 1; month <= 12; ++month)
    months.insert(day(Language::ar, start_of_day_ms({.year = 2026, .month = month, .day = 15}, zone) / 1000));
  CHECK(months.size() == 12);
  CHECK(months.contains("15 غشت 2026"));
}

TEST_CASE("a moment is told by the clock of the place and in one language whole") {
  const auto content = test::real_content();
  const std::int64_t utc_s = 1'790'000'000;  // 14:13 in Greenwich
  CHECK(plain(moment_text(content.words, Language::fr, utc_s, zone).text) == "21 septembre 2026 à 15:13");
  CHECK(plain(moment_text(content.words, Language::en, utc_s, "UTC").text) == "21 September 2026, 14:13");
  const auto tamazight = moment_text(content.words, Language::zgh, utc_s, zone);
  CHECK(tamazight.language == Language::zgh);
  CHECK(plain(tamazight.text) == "21 ⵛⵓⵜⴰⵏⴱⵉⵔ 2026 15:13");
  CHECK(tamazight.text.find("\u2068") == std::string::npos);  // it goes into sentences whole
}

}  // namespace minbar
