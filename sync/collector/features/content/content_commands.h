// `minbar-collector content …`: makes a draft, publishes it as a numbered and signed pack, lists what was published and
// who uses it, and gives a version back. Each returns the process's exit status and says on standard error what went
// wrong and what to do. All may run beside `serve`, which offers a new pack from the next exchange on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace minbar::collector {

struct PublishContent {
  std::filesystem::path data;
  std::filesystem::path shipped;  // the pack that came with this version
  std::filesystem::path fonts;    // its faces, which know the icons
  std::filesystem::path source;   // a folder, or a draft
  std::vector<std::string> places;
  bool retire = false;
};
// Prints "pack: VERSION".
[[nodiscard]] int publish_content(const PublishContent& command);

struct ListContent {
  std::filesystem::path data;
};
[[nodiscard]] int list_content(const ListContent& command);

struct ShowContent {
  std::filesystem::path data;
  std::int64_t version = 0;
  std::filesystem::path to;  // a folder to make; empty: a draft to standard output
  bool as_signed = false;    // the frame itself to standard output, for a stick
};
[[nodiscard]] int show_content(const ShowContent& command);

struct ExportContent {
  std::filesystem::path folder;
};
// A draft to standard output.
[[nodiscard]] int export_content(const ExportContent& command);

}  // namespace minbar::collector
