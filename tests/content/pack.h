// The real content pack for tests, and copies of it with one thing broken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/domain/content/content.h"

namespace minbar::test {

// The files under kiosk/content, as the kiosk loads them.
[[nodiscard]] std::vector<ContentFile> real_files();

// The real pack, read with what the kiosk's screens need.
[[nodiscard]] Content real_content();

// The same with the sample pack laid over it.
[[nodiscard]] std::vector<ContentFile> sample_files();

[[nodiscard]] Result<Content> read(const std::vector<ContentFile>& files);

// The text of one file.
[[nodiscard]] std::string& text_of(std::vector<ContentFile>& files, std::string_view name);

// The file with the first `from` replaced by `to`; fails the test when `from` is not there.
[[nodiscard]] std::vector<ContentFile> with(std::string_view name, std::string_view from, std::string_view to);

}  // namespace minbar::test
