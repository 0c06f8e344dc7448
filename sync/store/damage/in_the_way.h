// What keeps the kiosk from mending its database until a person has put it in order: owners, modes, and what is no
// file. For people alone; the kiosk finds out by itself.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace minbar::store {

// A sentence each, with the path, as far as whoever asks can see it.
[[nodiscard]] std::vector<std::string> in_the_way(const std::filesystem::path& folder);

}  // namespace minbar::store
