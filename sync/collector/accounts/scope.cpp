#include "sync/collector/accounts/scope.h"

#include <algorithm>

namespace minbar::collector {

namespace {

// Codes are digits and dots; what would need quoting in JSON is the code of nothing.
bool is_plain(char c) { return (c >= '0' && c <= '9') || c == '.' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

std::optional<std::string> Scope::codes() const {
  if (everywhere_) return std::nullopt;
  std::string json = "[";
  for (const auto& place : places_) {
    if (!std::all_of(place.value.begin(), place.value.end(), is_plain)) continue;
    if (json.size() > 1) json += ',';
    json += '"' + place.value + '"';
  }
  return json + "]";
}

}  // namespace minbar::collector
