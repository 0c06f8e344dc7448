#include "kiosk/content_choice.h"

#include "kiosk/content_loader.h"

namespace minbar::kiosk {

Result<std::shared_ptr<const Content>> choose_content(const std::filesystem::path& shipped,
                                                      std::optional<Memory>& memory, const ReadContent& read) {
  const auto files = load_content_files(shipped);
  const auto version = files ? shipped_version(*files) : tl::unexpected(files.error());
  if (memory)
    if (auto newer = memory->newest_content(version.value_or(0), read)) return newer;
  return std::make_shared<const Content>(TRY(read(TRY(files))));
}

}  // namespace minbar::kiosk
