#include "sync/command_line/options_file.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "sync/base/limits.h"

namespace minbar {

namespace {

[[noreturn]] void refuse(const toml::source_region& where, std::string_view what) {
  throw CLI::ConfigError(fmt::format("the file of options, line {}: {}", where.begin.line, what));
}

std::string text_of(const toml::node& node) {
  if (const auto text = node.value_exact<std::string>()) {
    if (text->find('\0') == std::string::npos) return *text;
    refuse(node.source(), "a text of options holds no NUL");
  }
  if (const auto number = node.value_exact<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (const auto yes = node.value_exact<bool>()) return *yes ? "true" : "false";
  refuse(node.source(), "an option is a string, a number, true, false, or a list of them");
}

// The parser takes time with the square of how deep a dotted key is, and stack with its depth.
void refuse_long_lines(std::string_view text) {
  int line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end - begin > limits::options_line_bytes)
      throw CLI::ConfigError(
          fmt::format("the file of options, line {}: longer than {} bytes", line, limits::options_line_bytes));
    begin = end + 1;
  }
}

void read_table(const toml::table& table, const std::vector<std::string>& parents, std::vector<CLI::ConfigItem>& into) {
  for (const auto& [key, node] : table) {
    if (const auto* inner = node.as_table()) {
      auto path = parents;
      path.emplace_back(key.str());
      read_table(*inner, path, into);
      continue;
    }
    CLI::ConfigItem item;
    item.parents = parents;
    item.name = std::string(key.str());
    if (const auto* list = node.as_array())
      for (const auto& one : *list) item.inputs.push_back(text_of(one));
    else
      item.inputs.push_back(text_of(node));
    if (item.inputs.empty()) refuse(node.source(), fmt::format("{} is empty: leave it out", item.name));
    into.push_back(std::move(item));
  }
}

class OptionsReader : public CLI::Config {
 public:
  [[nodiscard]] std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }
  [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& text) const override {
    std::string read(limits::options_bytes + 1, '\0');
    text.read(read.data(), static_cast<std::streamsize>(read.size()));
    read.resize(static_cast<std::size_t>(text.gcount()));
    if (text.bad()) throw CLI::ConfigError("the file of options cannot be read to its end: look at its disk");
    if (read.size() > limits::options_bytes) throw CLI::ConfigError("the file of options is too long");
    refuse_long_lines(read);
    std::vector<CLI::ConfigItem> out;
    try {
      read_table(toml::parse(read), {}, out);
    } catch (const toml::parse_error& error) {
      refuse(error.source(), error.description());
    }
    return out;
  }
};

}  // namespace

std::shared_ptr<CLI::Config> options_reader() { return std::make_shared<OptionsReader>(); }

}  // namespace minbar
