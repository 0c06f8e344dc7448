// One file of the content pack as its reader needs it: the domain does no I/O, so programs and tests hand files over as
// values, and an error can still say which line of which file is wrong.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sync/base/result.h"

namespace minbar {

struct ContentFile {
  std::string name;  // relative to the pack's folder, with forward slashes: "words/fr.json"
  std::string text;
};

// Error bad_input whose context reads "words/fr.json:12: reason". `line` counts from 1.
[[nodiscard]] tl::unexpected<Error> content_fault(const ContentFile& file, int line, std::string_view reason);

// The file of that name. Error not_found: it is missing from the pack.
[[nodiscard]] Result<const ContentFile*> find_file(std::span<const ContentFile> files, std::string_view name);

}  // namespace minbar
