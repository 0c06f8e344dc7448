#include <catch2/catch.hpp>

#include <cstdio>
#include <string>

namespace {

std::string said_by(const std::string& command) {
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string said;
  for (int letter = 0; (letter = std::fgetc(pipe)) != EOF;) said.push_back(static_cast<char>(letter));
  CHECK(::pclose(pipe) == 0);
  return said;
}

}  // namespace

TEST_CASE("what a release frees and what its frames leave is overwritten") {
  CHECK(said_by(MINBAR_FORGETTING_PROBE " careless") == "heap held, stack held\n");
  CHECK(said_by(MINBAR_FORGETTING_PROBE) == "heap gone, stack gone\n");
}
