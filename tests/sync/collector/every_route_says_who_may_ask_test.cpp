#include <catch2/catch.hpp>
#include <set>

#include "sync/collector/desk/page.h"
#include "sync/collector/http/router.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::Method;
using collector::Permission;
using collector::Route;

namespace {

template <class Any>
concept SaysNothing = requires {
  Any{.pattern = "/anything"};
};
template <class Any>
concept SaysWhoMayAsk = requires {
  Any{.permission = Permission::everyone, .pattern = "/anything"};
};
static_assert(SaysWhoMayAsk<Route> && !SaysNothing<Route>, "a route without a permission does not compile");

// An address of the route, with an id that nothing has.
std::string address_under(const Route& route) {
  std::string out = route.pattern;
  for (auto at = out.find(':'); at != std::string::npos; at = out.find(':', at)) {
    const auto end = std::min(out.find('/', at), out.size());
    out.replace(at, end - at, std::string(32, 'a'));
  }
  return out;
}

test::Answer sent_by(test::Browser& browser, const Route& route, const std::string& form) {
  const auto address = address_under(route);
  if (route.method == Method::get) return browser.get(address);
  return browser.request("POST", address, form, "application/x-www-form-urlencoded");
}

}  // namespace

TEST_CASE("every route for people who signed in sends everybody else to sign in") {
  test::TestCollector collector;
  const auto port = collector.serve();
  const std::string made_up(43, 'x');
  std::size_t pages = 0, forms = 0;
  for (const auto& route : collector->router().routes()) {
    if (route.permission == Permission::everyone) continue;
    INFO(route.pattern);
    ++(route.method == Method::get ? pages : forms);
    test::Browser stranger(port);
    test::Browser liar(port);
    liar.cookies["minbar_session"] = made_up;
    for (const auto& answer :
         {sent_by(stranger, route, ""), sent_by(liar, route, "token=" + collector::form_token(made_up))}) {
      CHECK(answer.status == 303);
      CHECK(answer.header("Location").starts_with("/sign-in?next="));
    }
  }
  CHECK(pages >= 12);
  CHECK(forms >= 5);
}

TEST_CASE("what is open to everyone is named here") {
  test::TestCollector collector;
  std::set<std::string> open;
  for (const auto& route : collector->router().routes())
    if (route.permission == Permission::everyone) open.insert(route.pattern);
  CHECK(open == std::set<std::string>{"/sign-in", "/sign-in/code", "/invitation/:token", "/reset/:token", "/follow",
                                      "/language/:tag", "/healthz", "/readyz", "/metrics", "/static/:name",
                                      "/static/fonts/:name", "/v1/sync", "/v1/enrol"});
}
