// The texts of the specimen, as the content pack keeps them: what to set, in which role and language. Read by the
// specimen command; no citizen meets them.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "ui/theme.h"

namespace minbar::kiosk {

struct Sample {
  ui::TextRole role = ui::TextRole::body;
  Language language = Language::ar;
  std::string text;
  bool quoted = false;  // as a citizen typed it: its own direction, no marks of ours
  int max_lines = 0;    // 0: as many as needed
};

struct SampleSection {
  std::string title;  // for who looks at the page, in English
  std::vector<Sample> samples;
};

struct Samples {
  std::array<std::vector<SampleSection>, all_languages.size()> by_language;  // those for all stand behind
  std::array<std::string, 3> letters;  // by ui::FaceStack: the letter whose height is that of its script
};

// Error bad_input, with file and line.
[[nodiscard]] Result<Samples> parse_samples(const ContentFile& file);

[[nodiscard]] std::string_view name_of(ui::TextRole role);

}  // namespace minbar::kiosk
