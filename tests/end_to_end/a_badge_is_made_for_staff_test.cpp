#include "sync/domain/records/receipt_code.h"
#include "sync/seal/badge.h"
#include "tests/end_to_end/said_by.h"

using namespace minbar;
using test::said_by;

namespace {

constexpr const char* admin_badge = MINBAR_COLLECTOR " admin badge ";

std::string after(const std::string& text, const std::string& head) {
  const auto at = text.find(head);
  REQUIRE(at != std::string::npos);
  return text.substr(at + head.size(), text.find('\n', at) - at - head.size());
}

}  // namespace

TEST_CASE("the code and the line that the collector prints for a badge belong together") {
  const auto said = said_by(std::string(admin_badge) + "--id agadir-7 --place 09.001");
  CHECK(said.well);
  const auto line_of = [](const std::string& text, const std::string& id, const std::string& salt) {
    const auto code = parse_receipt_code(after(text, "code: "));
    REQUIRE(code);
    return R"({"id": ")" + id + R"(", "place": "09.001", "check": ")" +
           seal::badge_check(*code, badge_salt_from(salt).value()).value() + "\"}";
  };
  const auto salt = after(said.text, "salt: ");
  CHECK(after(said.text, "staff.json: ") == line_of(said.text, "agadir-7", salt));
  CHECK_THAT(said.text, Catch::Matchers::Contains(R"("meta": {"salt": ")" + salt));
  const auto next = said_by(std::string(admin_badge) + "--id agadir-8 --place 09.001 --salt " + salt);
  CHECK(after(next.text, "staff.json: ") == line_of(next.text, "agadir-8", salt));
  CHECK_FALSE(said_by(std::string(admin_badge) + "--id agadir-9 --place 09.001 --salt abc 2>&1").well);
  const auto refused = said_by(std::string(admin_badge) + "--id 'a\"b' --place 09 2>&1");
  CHECK_THAT(refused.text, Catch::Matchers::Contains("a badge's id"));
  CHECK_FALSE(refused.well);
}
