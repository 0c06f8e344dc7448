// What a content pack has lost beside an older one. Records keep ids for ever and programs say keys, so neither may
// vanish by accident: who publishes a pack is told by name. Used by the collector. It judges nothing else.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/words/words.h"

namespace minbar {

struct ContentLoss {
  std::string_view kind;  // "word", "theme", "service", "reason", "commitment", "petition", "badge"
  std::string id;
  bool operator==(const ContentLoss&) const = default;
};

// Keys that are gone, or whose text is told other things than before: a program that says them cannot any more.
[[nodiscard]] std::vector<ContentLoss> lost_words(const Catalogue& before, const Catalogue& after);

// Ids that are gone. A file that `before` has not loses nothing. Errors: those of reading JSON.
[[nodiscard]] Result<std::vector<ContentLoss>> lost_ids(std::span<const ContentFile> before,
                                                        std::span<const ContentFile> after);

// Petitions that stay and had opened, with another threshold than the one that froze then. Errors: as above.
[[nodiscard]] Result<std::vector<ContentLoss>> moved_thresholds(std::span<const ContentFile> before,
                                                                std::span<const ContentFile> after);

}  // namespace minbar
