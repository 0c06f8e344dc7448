#include "kiosk/content_loader.h"

#include <string>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/content.h"

namespace minbar::kiosk {

Result<std::vector<ContentFile>> load_content_files(const std::filesystem::path& folder) {
  std::vector<ContentFile> files;
  for (const auto name : content_file_names())
    files.push_back({std::string(name), TRY(read_file(folder / name, limits::content_file_bytes))});
  return files;
}

}  // namespace minbar::kiosk
