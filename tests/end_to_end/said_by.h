// What a command says, for tests of the real programs.
#pragma once

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

namespace minbar::test {

struct Said {
  std::string text;
  bool well = false;  // it ended without an error
};

inline Said said_by(const std::string& command) {
  auto* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Said said;
  for (int letter = 0; (letter = std::fgetc(pipe)) != EOF;) said.text.push_back(static_cast<char>(letter));
  said.well = ::pclose(pipe) == 0;
  return said;
}

}  // namespace minbar::test
