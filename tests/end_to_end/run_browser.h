// Runs a script of tests/end_to_end/browser with node against a collector of this process. For stories that need a real
// browser; the script ends with an error when what it demands does not hold.
#pragma once

#include <string>
#include <vector>

namespace minbar::test {

// The script's exit status; its words go to standard error. `script` is a name such as "hostile.mjs".
[[nodiscard]] int run_browser(const std::string& script, std::vector<std::string> arguments);

}  // namespace minbar::test
