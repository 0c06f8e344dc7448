// Reads lines of a module and a path, and prints for each module its mutations in an order that the seed decides, one a
// line: module, path, line, kind, before, after, parted by tabs. Lines are drawn before what is done to them, so that a
// line with much in it is drawn no more often than another. Usage: minbar-mutate SEED <FILES
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include "tests/long/mutation.h"

namespace {

using minbar::mutation::Mutation;

struct Drawn {
  std::string path;
  Mutation mutation;
  std::size_t turn = 0;  // how many of its line are drawn before
  std::uint64_t lot = 0;
};

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// By a seed that the module is part of: what is drawn of one does not hang on which others are asked for.
std::mt19937_64 random_of(const std::string& module, std::uint64_t seed) {
  std::vector<std::uint32_t> parts(module.begin(), module.end());
  parts.push_back(static_cast<std::uint32_t>(seed));
  std::seed_seq all(parts.begin(), parts.end());
  return std::mt19937_64(all);
}

std::vector<Drawn> drawn(const std::vector<std::string>& paths, std::mt19937_64 random) {
  std::vector<Drawn> out;
  for (const auto& path : paths) {
    std::map<int, std::vector<Mutation>> by_line;
    for (auto& mutation : minbar::mutation::mutations_of(read(path)))
      by_line[mutation.line].push_back(std::move(mutation));
    for (auto& [line, mutations] : by_line) {
      std::shuffle(mutations.begin(), mutations.end(), random);
      for (std::size_t turn = 0; turn < mutations.size(); ++turn)
        out.push_back({path, mutations[turn], turn, random()});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Drawn& a, const Drawn& b) { return std::tie(a.turn, a.lot) < std::tie(b.turn, b.lot); });
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "usage: minbar-mutate SEED <FILES\n";
    return 2;
  }
  const auto seed = std::stoull(arguments[1]);
  std::map<std::string, std::vector<std::string>> modules;
  std::string module, path;
  while (std::getline(std::cin, module, '\t') && std::getline(std::cin, path)) modules[module].push_back(path);
  for (auto& [name, paths] : modules) {
    std::sort(paths.begin(), paths.end());
    for (const auto& [file, mutation, turn, lot] : drawn(paths, random_of(name, seed)))
      std::cout << name << '\t' << file << '\t' << mutation.line << '\t' << mutation.kind << '\t' << mutation.before
                << '\t' << mutation.after << '\n';
  }
  return 0;
}
