#include "sync/collector/http/router.h"

#include <algorithm>
#include <optional>

namespace minbar::collector {

namespace {

// Takes the segment up to the next '/' off the front of `rest`.
std::string_view next_segment(std::string_view& rest) {
  const auto end = std::min(rest.find('/'), rest.size());
  const auto segment = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return segment;
}

std::optional<Fields> params_of(std::string_view pattern, std::string_view path) {
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/')) return std::nullopt;
  Fields params;
  while (!pattern.empty() || !path.empty()) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (wanted.starts_with(':') && !given.empty())
      params.emplace(wanted.substr(1), given);
    else if (wanted != given)
      return std::nullopt;
  }
  return params;
}

}  // namespace

Match Router::match(std::optional<Method> method, std::string_view path) const {
  Match match;
  for (const auto& route : routes_) {
    auto params = params_of(route.pattern, path);
    if (!params) continue;
    if (route.method == method)
      return {.kind = Match::Kind::found, .route = &route, .params = std::move(*params), .methods = {}};
    match.kind = Match::Kind::no_such_method;
    match.methods.push_back(route.method);
  }
  return match;
}

}  // namespace minbar::collector
