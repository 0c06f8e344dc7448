// The dashboard's files as compiled into the program: page templates, word files, styles and pictures. Made by
// embed_files.cmake from dashboard/pages, dashboard/words and dashboard/static; the program is one file.
#pragma once

#include <span>
#include <string_view>

namespace minbar::collector {

struct EmbeddedFile {
  std::string_view name;  // "pages/inbox.html"
  std::string_view content;
  std::string_view hash;  // of the content, hexadecimal: for ETag
};

// All of them, by name; they live as long as the program.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();
// Null when there is none of that name.
[[nodiscard]] const EmbeddedFile* find_embedded(std::string_view name);

}  // namespace minbar::collector
