// The signed-in town as the stories of accounts need it: people with roles at their own browsers, and forms sent as the
// page would send them. Amina, whose browser is the town's, administers everything.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page.h"
#include "tests/sync/collector/signed_in_town.h"

namespace minbar::test {

struct DeskOfPeople : SignedInTown {
  DeskOfPeople() : SignedInTown("fr") {}

  // The number of the account.
  std::int64_t make(const std::string& name, const std::vector<collector::RoleAt>& roles) {
    REQUIRE(collector->accounts().create(name, good_password, roles).has_value());
    return collector->accounts().find(name).value();
  }
  [[nodiscard]] Browser stranger() const {
    Browser one(port);
    one.headers = {"Accept-Language: fr"};
    return one;
  }
  [[nodiscard]] Browser signed_in(const std::string& name) const {
    auto one = stranger();
    one.sign_in(name, good_password);
    return one;
  }
};

// A form of somebody who is signed in, with its token.
inline Answer send_form(Browser& browser, const std::string& path, std::map<std::string, std::string> form = {}) {
  form["token"] = collector::form_token(browser.cookies["minbar_session"]);
  return browser.post(path, form);
}

// What stands in a page after the first mark and before the second.
inline std::string text_between(const std::string& body, std::string_view begin, std::string_view end) {
  const auto at = body.find(begin);
  REQUIRE(at != std::string::npos);
  const auto from = at + begin.size();
  return body.substr(from, body.find(end, from) - from);
}

}  // namespace minbar::test
