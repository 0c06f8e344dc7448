#include <catch2/catch.hpp>
#include <functional>

#include "sync/domain/files/located_json.h"
#include "tests/content/pack.h"
#include "tests/support/growth.h"
#include "tests/support/hostile_json.h"

using namespace minbar;

namespace {

// A file that is a list of things, and what reads it. Each thing is `one` with its number put for N.
struct Things {
  std::string before;
  std::string one;
  std::string after;
  std::function<Result<std::size_t>(const ContentFile&)> count;
};

template <class List>
Result<std::size_t> counted(const Result<List>& list) {
  if (!list) return tl::unexpected(list.error());
  return list->size();
}

std::vector<Things> things(const Content& content) {
  const std::string names = R"({"ar": "اسم", "fr": "nom", "en": "name"})";
  const std::string named = R"({"id": "xN", "icon": "school", "names": )" + names;
  return {
      {R"({"themes": [)", named + R"(, "hint": )" + names + "}", "]}",
       [](const ContentFile& file) { return counted(parse_themes(file, {})); }},
      {R"({"reasons": [], "services": [)", named + R"(, "reasons": []})", "]}",
       [](const ContentFile& file) -> Result<std::size_t> { return TRY(parse_services(file, {})).all.size(); }},
      {R"({"reasons": [)", named + "}", R"(], "services": [)" + named + R"(, "reasons": []}]})",
       [](const ContentFile& file) -> Result<std::size_t> { return TRY(parse_services(file, {})).reasons.size(); }},
      {R"({"badges": [)", R"({"id": "xN", "place": "09.001.01.01", "check": ")" + std::string(64, '0') + "\"}", "]}",
       [&](const ContentFile& file) { return counted(parse_badges(file, content.places)); }},
      {R"({"campaigns": [)",
       R"({"id": "xN", "from": "2026-01-01", "to": "2026-01-02", "title": )" + names + R"(, "text": )" + names +
           R"(, "doors": ["propose"]})",
       "]}", [&](const ContentFile& file) { return counted(parse_campaigns(file, content.themes)); }},
      {R"({"outcomes": [)",
       R"({"id": "xN", "theme": "equality", "said": )" + names + R"(, "did": )" + names +
           R"(, "date": "2026", "sample": true})",
       "]}", [&](const ContentFile& file) { return counted(parse_outcomes(file, content.places, content.themes)); }},
  };
}

ContentFile file_of(const Things& all, std::size_t count) {
  ContentFile file{.name = "things.json", .text = all.before};
  for (std::size_t i = 0; i < count; ++i) {
    auto one = all.one;
    file.text += (i == 0 ? "" : ",") + one.replace(one.find("xN"), 2, "x" + std::to_string(i));
  }
  file.text += all.after;
  return file;
}

}  // namespace

TEST_CASE("no hostile file of a pack of four times the length takes much more than four times as long to read") {
  constexpr std::size_t about_the_most_members = 36'000;
  constexpr std::size_t large = 2'000'000;
  for (const auto bytes : {about_the_most_members, large})
    for (const auto& hostile : test::hostile_json()) {
      const ContentFile longer{.name = "words/ar.json", .text = hostile.text("", "a", bytes)};
      const ContentFile shorter{.name = "words/ar.json", .text = hostile.text("", "a", bytes / 4)};
      const auto time_of = [](const ContentFile& file) {
        return test::time_of([&] { static_cast<void>(parse_located_json(file)); });
      };
      INFO(hostile.what << ", " << bytes << " bytes");
      CHECK(test::growth([&] { return time_of(longer); }, [&] { return time_of(shorter); }) <= test::most_growth);
    }
}

TEST_CASE("a list of four times as many things takes not much more than four times as long to read") {
  constexpr std::size_t most = 4'000;
  const auto content = test::real_content();
  for (const auto& all : things(content)) {
    INFO(all.before);
    const auto time_of = [&](const ContentFile& file, std::size_t count) {
      return test::time_of([&] {
        const auto read = all.count(file);
        if (!read) FAIL(read.error().context);
        if (*read != count) FAIL("not all were read");
      });
    };
    const auto longer = file_of(all, most);
    const auto shorter = file_of(all, most / 4);
    CHECK(test::growth([&] { return time_of(longer, most); }, [&] { return time_of(shorter, most / 4); }) <=
          test::most_growth);
  }
}

TEST_CASE("a file with more values than any pack has is refused and so is one that a parser cannot read to its end") {
  const auto refusal = [](std::string text) {
    const auto read = parse_located_json({.name = "a.json", .text = std::move(text)});
    REQUIRE_FALSE(read.has_value());
    return read.error().context;
  };
  std::string list = "[0";
  for (int i = 1; i < 4096; ++i) list += ",0";
  CHECK(parse_located_json({.name = "a.json", .text = list + "]"}));
  CHECK(refusal(list + ",0]") == "a.json:1: more than 4096 in one list or object");
  std::string lists = "[" + list + "]";
  for (int i = 1; i < 33; ++i) lists += "\n," + list + "]";
  CHECK(refusal(lists + "]") == "a.json:32: more than 131072 values");
  using namespace std::string_literals;
  CHECK(refusal("{}\n\0 what a parser takes for the end"s) == "a.json:2: a NUL byte stands here");
  CHECK(refusal(std::string(400 * 1024, '1')).size() < 400);
  CHECK(refusal("\"" + std::string(400 * 1024, 'a')).size() < 400);
  CHECK(refusal(std::string(100'000, '[')) == "a.json:1: nested deeper than 16");
}
