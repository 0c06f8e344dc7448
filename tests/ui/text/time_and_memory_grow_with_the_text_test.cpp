#include <algorithm>
#include <functional>
#include <utility>

#include "sync/base/utf8.h"
#include "tests/support/growth.h"
#include "tests/ui/text/text_world.h"
#include "ui/caret.h"

#ifdef MINBAR_CHECKS_ADDRESSES  // declared here, since gcc installs no header of them
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizer's own names
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void*, std::size_t),
                                                         void (*given)(const volatile void*));
extern "C" std::size_t __sanitizer_get_allocated_size(const volatile void* memory);
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): the sanitizer's own names
#endif

namespace minbar::test {

namespace {

struct Hostile {
  std::string name;
  std::function<std::u32string(std::size_t)> text;  // of so many characters, about
};

std::u32string over_and_over(std::u32string_view part, std::size_t length) {
  std::u32string out;
  while (out.size() < length) out += part;
  out.resize(length);
  return out;
}

std::vector<Hostile> hostile_texts() {
  std::vector<Hostile> out;
  for (const std::u32string part : {U"المستشفيات",
                                    U"anticonstitution",
                                    U"aא",
                                    U"aب",
                                    U"aبⴰ1(漢",
                                    U"漢字",
                                    U" ",
                                    U"\n",
                                    U"\t",
                                    U"\u00AD",
                                    U"\u200B",
                                    U"(",
                                    U")",
                                    U"([{",
                                    U"א(",
                                    U"(א)a",
                                    U"\u2067",
                                    U"\u2068",
                                    U"\u2068א",
                                    U"\u2066א\u2069",
                                    U"\u20681\u2069 ",
                                    U"\u202B",
                                    U"\u202Eא\u202Aa",
                                    U"a\u202C",
                                    U"\u0301\u2060",
                                    U"\u064E",
                                    U"لا",
                                    U"ـ",
                                    U"\u200D",
                                    U"\u200C",
                                    U"\u0600a",
                                    U"👨\u200D",
                                    U"\U0001F1F2",
                                    U"$(\u0301",
                                    U"1,",
                                    U"0 ",
                                    U"1-",
                                    U"+0 1-2 ",
                                    U"« a » 20 % ",
                                    U"AVTo",
                                    U"א-"}) {
    out.push_back({to_utf8(part), [part](std::size_t n) { return over_and_over(part, n); }});
  }
  const auto around = [&](const char* name, std::u32string_view before, std::u32string_view middle,
                          std::u32string_view after) {
    out.push_back({name, [=](std::size_t n) {
                     return over_and_over(before, n / 2) + std::u32string(middle) + over_and_over(after, n / 2);
                   }});
  };
  around("isolates around a letter", U"\u2068", U"א", U"\u2069");
  around("embeddings around a letter", U"\u202Ba", U"א", U"\u202C");
  around("brackets around a letter", U"([", U"א", U"])");
  around("brackets that do not match", U"([{", U"א", U"]a");
  around("marks on an Arabic letter", U"ب", U"ب", U"\u064E\u0651");
  around("marks on a Latin letter", U"e", U"e", U"\u0301\u0323");
  around("marks and soft hyphens", U"e", U"e", U"\u0301\u00AD");
  around("joiners between letters of no face", U"ក", U"ក", U"\u200Cក\u200C\u200C");
  around("joiners after a symbol", U"→", U"→", U"\u200C");
  around("joiners after a Hebrew letter", U"א", U"א", U"\u2060");
  return out;
}

constexpr std::size_t longest = 20'000;  // characters

#ifdef MINBAR_CHECKS_ADDRESSES
bool counts = false;
std::size_t live_bytes = 0;
std::size_t peak_bytes = 0;
void count_taken(const volatile void*, std::size_t bytes) {
  if (!counts) return;
  live_bytes += bytes;
  peak_bytes = std::max(peak_bytes, live_bytes);
}
void count_given(const volatile void* memory) {
  if (!counts || memory == nullptr) return;
  const std::size_t bytes = __sanitizer_get_allocated_size(memory);
  live_bytes -= std::min(live_bytes, bytes);
}
#endif

double time_of(TextWorld& world, const std::string& text, const ui::TextStyle& style, float width) {
  world.typesetter.forget();
  return test::time_of([&] { static_cast<void>(world.typesetter.layout(text, style, width)); });
}

}  // namespace

TEST_CASE("No text of four times the length takes much more than four times as long") {
  TextWorld world;
  for (const auto& hostile : hostile_texts()) {
    const auto longer = to_utf8(hostile.text(longest));
    const auto shorter = to_utf8(hostile.text(longest / 4));
    for (const auto& [max_lines, width] : {std::pair{0, 300.0F}, {0, 1.0F}, {2, 300.0F}}) {
      auto style = arabic(24);
      style.max_lines = max_lines;
      INFO(hostile.name << ", " << max_lines << " lines of " << width << " pixels");
      CHECK(growth([&, width = width] { return time_of(world, longer, style, width); },
                   [&, width = width] { return time_of(world, shorter, style, width); }) <= most_growth);
    }
  }
}

TEST_CASE("A tap and an arrow key take no more than their share on a line of four times the length") {
  constexpr std::size_t letters = 8'000;
  TextWorld world;
  const auto time_of_keys = [&](std::size_t length) {
    const auto paragraph = world.typesetter.layout(to_utf8(over_and_over(U"ab نعم 12 ", length)), arabic(24), 1e9F);
    const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
    const double start = processor_ms();
    const auto byte = byte_at(*paragraph, boundaries, {paragraph->widest_line / 2, 1}, ui::CaretSide::rtl);
    CHECK(moved(*paragraph, boundaries, byte, ui::Sideways::left, ui::CaretSide::rtl) != byte);
    return processor_ms() - start;
  };
  CHECK(growth([&] { return time_of_keys(letters); }, [&] { return time_of_keys(letters / 4); }) <= most_growth);
}

#ifdef MINBAR_CHECKS_ADDRESSES
TEST_CASE("No text takes more memory than so much a character while it is laid out") {
  constexpr std::size_t most_bytes = 800 * longest;
  TextWorld world;
  REQUIRE(__sanitizer_install_malloc_and_free_hooks(&count_taken, &count_given) != 0);
  for (const auto& hostile : hostile_texts()) {
    const auto text = to_utf8(hostile.text(longest));
    live_bytes = peak_bytes = 0;
    counts = true;
    const auto paragraph = world.typesetter.layout(text, arabic(24), 1);
    counts = false;
    INFO(hostile.name << " took " << peak_bytes / longest << " bytes a character");
    CHECK(peak_bytes < most_bytes);
    world.typesetter.forget();
  }
}
#endif

}  // namespace minbar::test
