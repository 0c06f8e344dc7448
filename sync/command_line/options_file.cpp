#include "sync/command_line/options_file.h"

#include <CLI/CLI.hpp>
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
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return fmt::format("{}", *number);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (const auto yes = node.value_exact<bool>()) return *yes ? "true" : "false";
  refuse(node.source(), "an option is a string, a number, true, false, or a list of them");
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
    if (read.size() > limits::options_bytes) throw CLI::ConfigError("the file of options is too long");
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
