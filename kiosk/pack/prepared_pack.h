// A content pack that was read and judged once, kept as bytes for the next start. Reading and judging 170 KB of JSON
// takes longer than opening a window; reading the bytes back does not. Used by run.cpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

// The GNU build id of the running program; empty when it was linked without one. Two builds differ in what they accept
// and in how they lay it out.
[[nodiscard]] std::string build_id();

class PreparedPack {
 public:
  // `path`: a file in a folder that only the kiosk's user may write, since what stands in it is believed. `program`:
  // the build_id(); empty: nothing is kept.
  PreparedPack(std::filesystem::path path, std::string program);

  // What parse_content(files, needs) gives. Taken from the file when this program has put there what came of the same
  // files and needs; a file that is damaged or of anything else counts as none and is replaced. That it cannot be
  // written changes nothing but the time of the next start. Errors: those of parse_content. Safe from several threads.
  [[nodiscard]] Result<Content> parse(std::span<const ContentFile> files, const ContentNeeds& needs) const;

 private:
  std::filesystem::path path_;
  std::string program_;
};

}  // namespace minbar::kiosk
