// Tables as a file that spreadsheets open (RFC 4180, with the semicolon that those in French and Arabic expect): UTF-8
// with a byte order mark, without which they take Arabic for Latin, and no cell that they would run as a formula
// (OWASP, CSV Injection).
#pragma once

#include <string>
#include <vector>

namespace minbar::collector {

[[nodiscard]] std::string csv_begin();
// With its line end.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& cells);

}  // namespace minbar::collector
