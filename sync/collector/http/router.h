// Which handler answers a request, and on which threads it runs. Exact paths, where a segment ":name" matches any one
// non-empty segment. A value: filled once at start, then only read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sync/collector/http/message.h"

namespace minbar::collector {

// quick: on the I/O thread, for what never waits (assets, health). work: opening, verifying, pages. password: slow key
// derivation on its own bounded lane, so that sign-ins delay nobody else.
enum class Lane { quick, work, password };

struct Route {
  Method method = Method::get;
  std::string pattern = {};
  Lane lane = Lane::work;
  std::size_t body_bytes = 0;  // a larger body is answered 413 before it is read
  Handler handler = {};
};

struct Match {
  enum class Kind { found, no_such_path, no_such_method } kind = Kind::no_such_path;
  const Route* route = nullptr;  // valid as long as the router; null unless found
  Fields params = {};
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  [[nodiscard]] Match match(Method method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace minbar::collector
