// fuzz_seeds FOLDER: writes FOLDER/<fuzzer>/seed-NNN for each fuzzer, where tests/fuzz/run looks for them.
#include "tests/fuzz/seeds.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include <fmt/format.h>

#include "sync/seal/init.h"

int main(int argc, char** argv) {
  using namespace minbar;
  if (argc != 2) {
    fmt::print(stderr, "usage: fuzz_seeds FOLDER\n");
    return 2;
  }
  seal::init();
  const std::filesystem::path folder = argv[1];
  std::map<std::string, int, std::less<>> count;
  const fuzz::TakeSeed take = [&](std::string_view fuzzer, ByteView input) {
    const std::string name(fuzzer);
    std::filesystem::create_directories(folder / name);
    std::ofstream file(folder / name / fmt::format("seed-{:03}", ++count[name]), std::ios::binary);
    file << text_of(input);
  };
  fuzz::seeds_of_messages(take);
  fuzz::seeds_of_content(take);
  fuzz::seeds_of_http(take);
  fuzz::seeds_of_replies(take);
  fuzz::seeds_of_texts(take);
  for (const auto& [name, seeds] : count) fmt::print("{}: {} seeds\n", name, seeds);
  return 0;
}
