#include "sync/collector/desk/csv.h"

#include <string_view>

namespace minbar::collector {

namespace {

constexpr std::string_view formula_signs = "=+-@";
constexpr std::string_view cell_ends = ";,\t\r\n";

// A formula begins with one of these signs, at the start of a cell. A program that takes another letter for the end of
// a cell finds more of them.
std::string cell(std::string_view text) {
  std::string out = "\"";
  bool at_start = true;
  for (const char c : text) {
    if (at_start && formula_signs.find(c) != std::string_view::npos) out += '\'';
    if (c == '"') out += '"';
    out += c;
    at_start = cell_ends.find(c) != std::string_view::npos || (at_start && (c == ' ' || c == '"'));
  }
  return out + '"';
}

}  // namespace

std::string csv_begin() { return "\xEF\xBB\xBF"; }

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (const auto& text : cells) out += (out.empty() ? "" : ";") + cell(text);
  return out + "\r\n";
}

}  // namespace minbar::collector
