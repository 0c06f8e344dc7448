#include "sync/domain/files/content_file.h"

#include <fmt/format.h>

namespace minbar {

tl::unexpected<Error> content_fault(const ContentFile& file, int line, std::string_view reason) {
  return fail(Errc::bad_input, fmt::format("{}:{}: {}", file.name, line, reason));
}

Result<const ContentFile*> find_file(std::span<const ContentFile> files, std::string_view name) {
  for (const auto& file : files)
    if (file.name == name) return &file;
  return fail(Errc::not_found, fmt::format("{}: missing from the content pack; put the file back", name));
}

}  // namespace minbar
