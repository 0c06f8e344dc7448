#include "sync/collector/desk/csv.h"

#include <string_view>

namespace minbar::collector {

namespace {

std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string csv_begin() { return "\xEF\xBB\xBF"; }

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (const auto& text : cells) out += (out.empty() ? "" : ",") + cell(text);
  return out + "\r\n";
}

}  // namespace minbar::collector
