// A content pack that was read and judged once, kept as bytes for the next start. Reading and judging 230 KB of JSON
// and 120 KB of tables takes longer than opening a window; reading the bytes back does not. Used by run.cpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

// The GNU build ids of the running program and of every library that it has loaded: two builds differ in what they
// accept and in how they lay it out, and so do two of ICU. Empty when the program was linked without one.
[[nodiscard]] std::string build_ids();

class PreparedPack {
 public:
  // `path`: a file in a folder that only the kiosk's user may write, since what stands in it is believed. `program`:
  // the build_ids(); empty: nothing is kept.
  PreparedPack(std::filesystem::path path, std::string program);

  // What parse_content(files, needs) gives. It is read from the file when the same program has written it there for the
  // same files and needs. A file that is damaged or of anything else counts as none and is replaced. A file that cannot
  // be written costs the next start its time, and is logged. Errors: those of parse_content. Safe from several threads.
  [[nodiscard]] Result<Content> parse(std::span<const ContentFile> files, const ContentNeeds& needs) const;

 private:
  std::filesystem::path path_;
  std::string program_;
};

}  // namespace minbar::kiosk
