#include "tests/ui/text/corpus.h"

#include <charconv>
#include <fstream>

#include "sync/base/utf8.h"

namespace minbar::test {

namespace {

// \u{10FFFF} and \n, which would not be seen in the file.
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with("\\u{")) {
      const auto end = text.find('}');
      std::uint32_t point = 0;
      std::from_chars(text.data() + 3, text.data() + end, point, 16);
      append_utf8(out, point);
      text.remove_prefix(end + 1);
    } else if (text.starts_with("\\n")) {
      out += '\n';
      text.remove_prefix(2);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  INFO(path);
  REQUIRE(file);
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) out.push_back(line);
  return out;
}

void add_texts(std::vector<Sample>& out) {
  int number = 0;
  for (const auto& line : lines_of(std::filesystem::path(MINBAR_TEST_DATA) / "texts.tsv")) {
    ++number;
    const auto tab = line.find('\t');
    if (line.starts_with("# ") || tab == std::string::npos) continue;
    out.push_back({"text " + std::to_string(number), line.substr(0, tab), unescaped(line.substr(tab + 1))});
  }
}

void add_places(std::vector<Sample>& out) {
  for (const auto& line : lines_of(MINBAR_PLACES)) {
    std::vector<std::string> fields;
    for (std::size_t at = 0; fields.size() < 4;) {
      const auto comma = std::min(line.find(',', at), line.size());
      fields.push_back(line.substr(at, comma - at));
      at = std::min(comma + 1, line.size());
    }
    if (fields[0] == "code") continue;
    out.push_back({"place " + fields[0], "ar", fields[2]});
    out.push_back({"place " + fields[0], "fr", fields[3]});
  }
}

// Ten thousand characters, these over and over.
std::string endless(std::string_view part) {
  const auto points = to_utf32(part);
  std::u32string out;
  while (out.size() < 10'000) out += points;
  out.resize(10'000);
  return to_utf8(out);
}

}  // namespace

std::vector<Sample> corpus() {
  auto out = citizen_inputs();
  add_texts(out);
  int number = 0;
  for (const auto& line : lines_of(std::filesystem::path(MINBAR_TEST_DATA) / "article-ar.txt")) {
    out.push_back({"article " + std::to_string(++number), "ar", line});
  }
  add_places(out);
  out.push_back({"endless Arabic", "ar", endless("والمستشفياتُحي")});
  out.push_back({"endless French", "fr", endless("anticonstitutionnellement")});
  out.push_back({"endless Tifinagh", "zgh", endless("ⵜⴰⵎⴰⵣⵉⵖⵜ")});
  out.push_back({"endless mixture", "ar", endless("بيتmot12ⴰⵣⵓⵍ(ش)")});
  return out;
}

}  // namespace minbar::test
