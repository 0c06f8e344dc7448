#include <catch2/catch.hpp>

#include <cstdio>
#include <string>

#include "sync/domain/receipt_code.h"
#include "sync/seal/badge.h"

using namespace minbar;

namespace {

std::string said_by(const std::string& arguments, int& status) {
  auto* pipe = ::popen((MINBAR_COLLECTOR " admin badge " + arguments + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string said;
  for (int letter = 0; (letter = std::fgetc(pipe)) != EOF;) said.push_back(static_cast<char>(letter));
  status = ::pclose(pipe);
  return said;
}

std::string after(const std::string& text, const std::string& head) {
  const auto at = text.find(head);
  REQUIRE(at != std::string::npos);
  return text.substr(at + head.size(), text.find('\n', at) - at - head.size());
}

}  // namespace

TEST_CASE("the code and the line that the collector prints for a badge belong together") {
  int status = 1;
  const auto said = said_by("--id agadir-7 --place 09.001", status);
  CHECK(status == 0);
  const auto code = parse_receipt_code(after(said, "code: "));
  REQUIRE(code);
  CHECK(after(said, "staff.json: ") ==
        R"({"id": "agadir-7", "place": "09.001", "check": ")" + seal::badge_check(*code) + "\"}");
  int refused = 0;
  CHECK_THAT(said_by("--id 'a\"b' --place 09", refused), Catch::Matchers::Contains("a badge's id"));
  CHECK(refused != 0);
}
