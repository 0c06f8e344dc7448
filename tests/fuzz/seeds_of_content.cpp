// The files of the real pack, each also in small: a fuzzer turns few letters faster than many.
#include <algorithm>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/translators/translation.h"
#include "sync/base/ensure.h"
#include "sync/domain/content/content.h"
#include "tests/fuzz/seeds.h"

namespace minbar::fuzz {
namespace {

constexpr std::size_t small_bytes = 12'000;  // under the longest input that tests/fuzz/run allows

void take_file(const TakeSeed& take, std::string_view name, std::string_view text) {
  const auto files = pack_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const PackFile& file) { return file.name == name; });
  const auto index = found - files.begin();
  Bytes input{static_cast<std::uint8_t>(index)};
  input.insert(input.end(), text.begin(), text.end());
  take("content", input);
}

// The first lines of a table.
std::string_view some_lines(std::string_view text) { return text.substr(0, text.rfind('\n', small_bytes) + 1); }

// All the reasons and the first two services: each service ends in a brace four spaces in.
std::string some_services(std::string_view text) {
  constexpr std::string_view end = "\n    }";
  const auto second = text.find(end, text.find(end) + 1);
  std::string out = std::string(text.substr(0, second)) + std::string(end) + "\n  ]\n}\n";
  ENSURE(parse_services({"services.json", out}, {}).value().all.size() == 2, "the cut file has two services");
  return out;
}

}  // namespace

void seeds_of_content(const TakeSeed& take) {
  auto files = kiosk::load_content_files(MINBAR_CONTENT_FOLDER).value();
  ENSURE(kiosk::lay_over(MINBAR_CONTENT_FOLDER "_sample", files).has_value(), "the samples are there");
  for (const auto& file : files) {
    if (file.text.size() < small_bytes)
      take_file(take, file.name, file.text);
    else if (file.name.ends_with(".csv"))
      take_file(take, file.name, some_lines(file.text));
  }
  take_file(take, "services.json", some_services((*find_file(files, "services.json"))->text));
  take_file(take, "commitments.json", R"({"commitments":[]})");
  // a name that is none of the pack's: a translator's table, the words with arguments among its entries
  const auto phrases = read_phrases(files).value();
  for (const auto language : all_languages) {
    auto table =
        table_of(phrases, kiosk::word_keys, language, language == Language::ar ? Language::fr : Language::ar, {});
    std::erase_if(table.entries, [](const PoEntry& entry) { return entry.flags.empty() && entry.key.size() % 3 != 0; });
    take_file(take, "table.po", std::string_view(write_po(table)).substr(0, small_bytes));
  }
}

}  // namespace minbar::fuzz
