#include "kiosk/world/content_choice.h"

#include <algorithm>
#include <iterator>

namespace minbar::kiosk {

Result<std::shared_ptr<const Content>> choose_content(const Result<std::vector<ContentFile>>& shipped,
                                                      std::optional<Memory>& memory, const ReadContent& read) {
  const auto version = shipped ? shipped_version(*shipped) : tl::unexpected(shipped.error());
  if (memory)
    if (auto newer = memory->newest_content(version.value_or(0), read)) return newer;
  if (!shipped) return tl::unexpected(shipped.error());
  return std::make_shared<const Content>(TRY(read(*shipped)));
}

std::vector<ContentFile> own_words(const Result<std::vector<ContentFile>>& shipped) {
  std::vector<ContentFile> words;
  if (shipped)
    std::copy_if(shipped->begin(), shipped->end(), std::back_inserter(words),
                 [](const ContentFile& file) { return file.name.starts_with("words/"); });
  return words;
}

}  // namespace minbar::kiosk
