#include "tests/content/pack.h"

#include <catch2/catch.hpp>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"

namespace minbar::test {

std::vector<ContentFile> real_files() {
  auto files = kiosk::load_content_files(MINBAR_SOURCE_DIR "/kiosk/content");
  REQUIRE(files);
  return *files;
}

std::vector<ContentFile> sample_files() {
  auto files = real_files();
  REQUIRE(kiosk::lay_over(MINBAR_SOURCE_DIR "/kiosk/content_sample", files));
  return files;
}

Content real_content() {
  auto content = read(real_files());
  if (!content) FAIL(content.error().context);
  return std::move(*content);
}

Result<Content> read(const std::vector<ContentFile>& files) {
  return parse_content(files, {.words = kiosk::word_keys, .icons = {}});
}

std::string& text_of(std::vector<ContentFile>& files, std::string_view name) {
  for (auto& file : files)
    if (file.name == name) return file.text;
  FAIL("no file " << name);
  return files.front().text;
}

std::vector<ContentFile> with(std::string_view name, std::string_view from, std::string_view to) {
  auto files = real_files();
  auto& text = text_of(files, name);
  const auto at = text.find(from);
  INFO(name << " holds " << from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return files;
}

}  // namespace minbar::test
