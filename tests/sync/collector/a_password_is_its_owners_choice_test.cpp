#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/seal/password.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {

int status_of(Browser& browser, const std::string& name, const std::string& password) {
  return browser.submit("/sign-in", "/sign-in", {{"name", name}, {"password", password}}).status;
}

}  // namespace

TEST_CASE("a password may be of any letters and as long as a sentence and counts to its last one") {
  std::string sentence;
  while (sentence.size() < limits::password_bytes) sentence += "the sea climbs below the light ";
  sentence.resize(limits::password_bytes);
  const std::vector<std::string> chosen{"twelvesmalls", "      a space before and after ", "كلمة سر طويلة بالعربية",
                                        std::string(64, 'x') + " and more", sentence};
  TestCollector collector;
  Browser browser(collector.serve());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    INFO(chosen[i]);
    const auto name = "person-" + std::to_string(i);
    REQUIRE(collector->accounts().create(name, chosen[i]).has_value());
    auto shorter = chosen[i], other = chosen[i];
    shorter.pop_back();
    other.back() = 'Z';
    CHECK(status_of(browser, name, shorter) == 401);
    CHECK(status_of(browser, name, other) == 401);
    CHECK(status_of(browser, name, chosen[i]) == 303);
  }
  CHECK(status_of(browser, "person-0", "TWELVESMALLS") == 401);
  CHECK_FALSE(collector->accounts().create("too long", std::string(limits::password_bytes + 1, 'y')).has_value());
}

TEST_CASE("judging a password costs at least what the standard asks") {
  const seal::PasswordCost usual;
  CHECK(usual.passes >= 2);
  CHECK(usual.memory_bytes >= std::size_t{19} * 1024 * 1024);
  const auto hash = seal::hash_password("a long enough password").value();
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(hash.find("m=" + std::to_string(usual.memory_bytes / 1024)) != std::string::npos);
}

TEST_CASE("a new collector has no account and no usual name opens it") {
  TestCollector collector;
  CHECK(collector.count("SELECT count(*) FROM accounts") == 0);
  Browser browser(collector.serve());
  for (const auto* name : {"admin", "root", "minbar", "sa"}) CHECK(status_of(browser, name, name) == 401);
}

TEST_CASE("the audit has every sign in and every failure and every sign out") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  const auto noted = [&](const std::string& action) {
    return collector.count("SELECT count(*) FROM audit WHERE action = '" + action + "'");
  };
  CHECK(status_of(browser, "Amina", "a wrong long password") == 401);
  CHECK(status_of(browser, "nobody", "a wrong long password") == 401);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'sign_in_failed' AND account IS NOT NULL") == 1);
  CHECK(noted("sign_in_failed") == 2);
  CHECK(noted("signed_in") == 0);
  browser.sign_in("Amina", test::good_password);
  CHECK(noted("signed_in") == 1);
  CHECK(browser.submit("/inbox", "/sign-out", {}).status == 303);
  CHECK(noted("signed_out") == 1);
}
