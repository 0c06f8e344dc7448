// Which handler answers a request, and on which threads it runs. Exact paths, where a segment ":name" matches any one
// non-empty segment. A value: filled once at start, then only read.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/collector/http/message.h"

namespace minbar::collector {

// quick: on the I/O thread, for what never waits (assets, health). work: opening, verifying, pages. The others are slow
// key derivations, each on a bounded lane of its own, so that those who follow a receipt stop nobody from signing in.
enum class Lane { quick, work, sign_in, follow, enrol };

// Whether a request may wait for its lane at all.
struct Admission {
  std::optional<HttpResponse> refused = {};  // the answer instead
  bool known = false;                        // who asks has proved who it is: it also gets the lane's last places
};
using Admit = std::function<Admission(const HttpRequest&)>;

struct Route {
  Method method = Method::get;
  std::string pattern = {};
  Lane lane = Lane::work;
  std::size_t body_bytes = 0;  // a larger body is answered 413 before it is read
  Admit admit = {};            // asked on the I/O thread, with the whole request, before it is queued: must not wait
  Handler handler = {};
};

struct Match {
  enum class Kind { found, no_such_path, no_such_method } kind = Kind::no_such_path;
  const Route* route = nullptr;  // valid as long as the router; null unless found
  Fields params = {};
  std::vector<Method> methods = {};  // that the path has, when it has not this one
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  // No method: one that no route has.
  [[nodiscard]] Match match(std::optional<Method> method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace minbar::collector
