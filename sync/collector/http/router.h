// Which handler answers a request, and on which threads it runs. Exact paths, where a segment ":name" matches any one
// non-empty segment. A value: filled once at start, then only read.
#pragma once

#include <cstddef>
#include <cstdint>
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

// Who may ask. It has no default, so that a route which does not say so does not compile. desk/page_routes sees to it.
class Permission {
 public:
  enum Who : std::uint8_t {
    everyone,   // what is public, and what asks for proof itself: frames that kiosks sign, a sign-in
    signed_in,  // anybody with a session, whatever their roles: their own account
    // What roles allow (accounts/roles.h), each at the places of the role.
    see_proposals,
    answer_proposals,
    open_authors,  // who made a proposal, how to reach them, what they recorded
    see_figures,
    see_petitions,
    open_supporters,  // who signed: names, national ids, drawn signatures
    see_kiosks,
    run_kiosks,  // make, withdraw
    decide_held,
    run_accounts,  // invite, reset, disable, remove, end sessions; give and take roles
    see_audit,     // the audit, of the whole country: only by a role that is granted everywhere
  };
  constexpr Permission(Who who) : who_(who) {}
  bool operator==(const Permission&) const = default;

 private:
  Who who_;
};

struct Route {
  Permission permission;
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
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }  // in the order they were added
  // No method: one that no route has.
  [[nodiscard]] Match match(std::optional<Method> method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace minbar::collector
