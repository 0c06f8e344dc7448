#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <string>

#include "sync/base/limits.h"
#include "sync/collector/accounts/passwords/common_passwords.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::password_fault;
using collector::PasswordFault;

namespace {

std::optional<PasswordFault> fault_of(std::string_view password) { return password_fault(password, "Amina Ait-Ali"); }

}  // namespace

TEST_CASE("a password that is tried first is refused however it is written") {
  for (const auto* password :
       {"qwertyuiop123", "QWERTYuiop123", "password2024!", "Password@1234", "passwordpassword", "!!password1!!",
        "1qaz2wsx3edc", "1qaz2wsx3edc!", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "210987654321", "123456789012",
        "motdepasse2026", "Casablanca2030", "azertyuiop12"}) {
    INFO(password);
    CHECK(fault_of(password) == PasswordFault::common);
  }
}

TEST_CASE("long passwords throughout the list are refused and there are more of them than the standard asks for") {
  auto rest = collector::common_passwords_text();
  int judged = 0;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.starts_with("# ") || line.size() < limits::password_code_points) continue;
    INFO(line);
    CHECK(line.find_first_of("\r\t@") == std::string_view::npos);
    if (++judged % 100 == 0) CHECK(fault_of(line).has_value());  // one in a hundred: each look reads the list
  }
  CHECK(judged > 3000);
}

TEST_CASE("a password that is the account's name or the service's with something around it is refused") {
  CHECK(fault_of("amina-ait-ali-1") == PasswordFault::like_name);
  CHECK(fault_of("Amina.2024.2025") == PasswordFault::like_name);
  CHECK(fault_of("AMINAAMINA99") == PasswordFault::like_name);
  CHECK(fault_of("amina-minbar!") == PasswordFault::like_name);
  CHECK(fault_of("Minbar-2024!!") == PasswordFault::like_service);
  CHECK(password_fault("منبر منبر منبر", "Amina") == PasswordFault::like_service);
  CHECK(password_fault("أمينة 1234567", "أمينة") == PasswordFault::like_name);
}

TEST_CASE("a password of ordinary words is taken whatever letters it has") {
  for (const auto* password :
       {"amina walks home slowly", "twelvesmalls", "      a space before and after ", "كلمة سر طويلة بالعربية",
        "la mer monte sous le phare", "xkqvjzwpbmty", "ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴰⵎⴰⵣⵉ"}) {
    INFO(password);
    CHECK(fault_of(password) == std::nullopt);
  }
}

TEST_CASE("a password is counted in characters and its longest in bytes") {
  CHECK(fault_of("elevenchars") == PasswordFault::too_short);
  CHECK(fault_of("إحدىعشرةحرف") == PasswordFault::too_short);
  std::string sentence;
  while (sentence.size() < limits::password_bytes) sentence += "the sea climbs below the light ";
  CHECK(fault_of(sentence.substr(0, limits::password_bytes)) == std::nullopt);
  CHECK(fault_of(sentence.substr(0, limits::password_bytes) + "x") == PasswordFault::too_long);
}

TEST_CASE("an account is not made with a password that is tried first and the error says what to do") {
  test::TestCollector collector;
  const auto made = collector->accounts().create("Amina", "password2024!");
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == Errc::bad_input);
  CHECK(made.error().context.find("choose another") != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM accounts") == 0);
}
