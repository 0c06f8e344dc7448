// A name as it is compared and searched, never as it is shown: people write the same place in several ways.
#pragma once

#include <string>
#include <string_view>

namespace minbar {

// Lower case, accents dropped; hamza, alef, ta marbuta and alef maqsura made one; tashkeel and the article dropped;
// every other character but letters and digits becomes one space. Only for comparing.
[[nodiscard]] std::string folded_name(std::string_view text);

}  // namespace minbar
