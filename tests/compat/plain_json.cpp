#include "tests/compat/plain_json.h"

#include <algorithm>

#include "sync/base/ensure.h"
#include "sync/base/number.h"
#include "sync/base/utf8.h"

namespace minbar::test {

namespace {

class Parser {
 public:
  Parser(std::string_view text, int most_depth) : rest_(text), depth_left_(most_depth) {}

  std::optional<Json> whole() {
    auto value = any();
    skip_space();
    if (!rest_.empty()) return std::nullopt;
    return value;
  }

 private:
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::optional<Json> any() {
    skip_space();
    if (take("null")) return Json{};
    if (take("true")) return Json{.kind = Json::Kind::boolean, .boolean = true};
    if (take("false")) return Json{.kind = Json::Kind::boolean};
    if (rest_.starts_with('"')) return text();
    if (take("[")) return several(Json::Kind::list, "]");
    if (take("{")) return several(Json::Kind::object, "}");
    return number();
  }

  std::optional<Json> several(Json::Kind kind, std::string_view end) {
    if (--depth_left_ < 0) return std::nullopt;
    Json out{.kind = kind};
    skip_space();
    if (!take(end)) {
      do {
        skip_space();
        if (kind == Json::Kind::object) {
          auto name = text();
          skip_space();
          if (!name || !take(":")) return std::nullopt;
          out.names.push_back(std::move(name->text));
        }
        auto value = any();
        if (!value) return std::nullopt;
        out.items.push_back(*std::move(value));
        skip_space();
      } while (take(","));
      if (!take(end)) return std::nullopt;
    }
    ++depth_left_;
    return out;
  }

  std::optional<Json> number() {
    const auto size = std::min(rest_.find_first_not_of("+-0123456789.eE"), rest_.size());
    const auto word = rest_.substr(0, size);
    if (word.empty()) return std::nullopt;
    rest_.remove_prefix(size);
    const bool negative = word.starts_with('-');
    const auto digits = word.substr(negative ? 1 : 0);
    const auto value = digits.empty() ? std::nullopt : whole_number(digits);
    if (!value) return Json{.kind = Json::Kind::other_number};
    return Json{.kind = Json::Kind::integer, .integer = negative ? -*value : *value};
  }

  std::optional<char32_t> four_digits() {
    if (rest_.size() < 4) return std::nullopt;
    char32_t value = 0;
    for (const char c : rest_.substr(0, 4)) {
      constexpr std::string_view digits = "0123456789abcdef";
      const auto digit = digits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
      if (digit == std::string_view::npos) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    rest_.remove_prefix(4);
    return value;
  }

  bool escape(std::string& out) {
    constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (const auto at = names.find(c); at != std::string_view::npos) {
      out += meant[at];
      return true;
    }
    auto value = c == 'u' ? four_digits() : std::nullopt;
    if (value && *value >= 0xD800 && *value < 0xDC00) {
      const auto low = take("\\u") ? four_digits() : std::nullopt;
      if (!low || *low < 0xDC00 || *low > 0xDFFF) return false;
      value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
    }
    if (!value) return false;
    append_utf8(out, *value);
    return true;
  }

  std::optional<Json> text() {
    if (!take("\"")) return std::nullopt;
    Json out{.kind = Json::Kind::text};
    while (!take("\"")) {
      const auto plain = std::min(rest_.find_first_of("\"\\"), rest_.size());
      out.text += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (rest_.empty() || (take("\\") && !escape(out.text))) return std::nullopt;
    }
    if (!is_valid_utf8(out.text)) return std::nullopt;
    return out;
  }

  std::string_view rest_;
  int depth_left_;
};

}  // namespace

const Json* Json::find(std::string_view name) const {
  for (auto at = names.size(); at-- > 0;)
    if (names[at] == name) return &items[at];
  return nullptr;
}

const Json& Json::at(std::string_view name) const {
  const auto* found = find(name);
  ENSURE(found != nullptr, "a reader has seen that it is there");
  return *found;
}

std::optional<Json> parse_json(std::string_view text, int most_depth) { return Parser(text, most_depth).whole(); }

}  // namespace minbar::test
