// The desk's files as compiled into the program: page templates, word files, styles and pictures, which lie with
// the desk or with the feature they belong to. Made by embed_files.cmake, which gives them their names; the program is
// one file.
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
