#include "kiosk/translators/json_edit.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sync/base/ensure.h"
#include "sync/base/utf8.h"

namespace minbar {

namespace {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Member {
  Span key;  // quotes included; of an array's value: empty, where it begins
  Span value;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] Span root() const { return value(space(0)); }

  // Of an object or an array; of anything else none.
  [[nodiscard]] std::vector<Member> members(Span whole) const {
    std::vector<Member> out;
    const char open = text_[whole.begin];
    if (open != '{' && open != '[') return out;
    for (std::size_t at = space(whole.begin + 1); at < whole.end - 1;) {
      Member member{{at, at}, {}};
      if (open == '{') {
        member.key = value(at);
        at = space(space(member.key.end) + 1);  // over the colon
      }
      member.value = value(at);
      out.push_back(member);
      at = space(member.value.end);
      if (text_[at] == ',') at = space(at + 1);
    }
    return out;
  }

  // The place among the members of `whole`; past the end: not there.
  [[nodiscard]] std::size_t find(const std::vector<Member>& members, const std::string& key) const {
    std::size_t i = 0;
    while (i < members.size() && plain(members[i].key) != key) ++i;
    return i;
  }

  [[nodiscard]] Span at(const JsonPath& path) const {
    auto span = root();
    for (const auto& step : path) {
      const auto inside = members(span);
      const auto* key = std::get_if<std::string>(&step);
      const auto place = key != nullptr ? find(inside, *key) : std::get<std::size_t>(step);
      ENSURE(place < inside.size(), "a path names a value that was read before");
      span = inside[place].value;
    }
    return span;
  }

 private:
  [[nodiscard]] std::size_t space(std::size_t at) const {
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\n' || text_[at] == '\t' || text_[at] == '\r')) ++at;
    return at;
  }

  // Brackets outside of strings tell where a value ends; a number or a name ends where its letters do.
  [[nodiscard]] Span value(std::size_t begin) const {
    std::size_t at = begin;
    int depth = 0;
    do {
      ENSURE(at < text_.size(), "what is edited was read as JSON before");
      const char c = text_[at];
      if (c == '"') {
        at = string_end(at);
      } else {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        ++at;
      }
      if (depth == 0 && c != '"' && c != '}' && c != ']')
        while (at < text_.size() && text_.find_first_of(",]} \n\t\r", at) != at) ++at;
    } while (depth > 0);
    return {begin, at};
  }

  [[nodiscard]] std::size_t string_end(std::size_t at) const {
    for (++at; at < text_.size() && text_[at] != '"'; ++at)
      if (text_[at] == '\\') ++at;
    return std::min(at + 1, text_.size());
  }

  [[nodiscard]] std::string plain(Span key) const {
    const auto literal = text_.substr(key.begin, key.end - key.begin);
    if (literal.find('\\') == std::string_view::npos) return std::string(literal.substr(1, literal.size() - 2));
    return nlohmann::json::parse(literal).get<std::string>();
  }

  std::string_view text_;
};

std::string spliced(std::string_view text, Span out, std::string_view in) {
  return std::string(text.substr(0, out.begin)).append(in).append(text.substr(out.end));
}

}  // namespace

std::string with_json_value(std::string_view text, const JsonPath& path, std::string_view value) {
  return spliced(text, Scanner(text).at(path), value);
}

std::string with_json_member(std::string_view text, const JsonPath& object, const std::optional<std::string>& after,
                             std::string_view key, std::string_view value) {
  const Scanner scanner(text);
  const auto whole = scanner.at(object);
  const auto members = scanner.members(whole);
  const auto member = fmt::format("{}: {}", json_string(key), value);
  if (members.empty()) return spliced(text, whole, fmt::format("{{\n  {}\n}}", member));
  // as the first member is set apart from its brace
  const auto first = members.front().key.begin;
  const std::string lead(text.substr(whole.begin + 1, first - whole.begin - 1));
  const auto gap = lead.empty() ? " " : lead;
  if (!after) return spliced(text, {first, first}, member + "," + gap);
  const auto place = scanner.find(members, *after);
  ENSURE(place < members.size(), "a member is put after one that is there");
  const auto end = members[place].value.end;
  return spliced(text, {end, end}, "," + gap + member);
}

std::string without_json_member(std::string_view text, const JsonPath& path) {
  const Scanner scanner(text);
  const auto members = scanner.members(scanner.at({path.begin(), path.end() - 1}));
  const auto place = scanner.find(members, std::get<std::string>(path.back()));
  ENSURE(place < members.size(), "a member that is taken away is there");
  if (place > 0) return spliced(text, {members[place - 1].value.end, members[place].value.end}, "");
  const auto end = members.size() > 1 ? members[1].key.begin : members[0].value.end;
  return spliced(text, {members[0].key.begin, end}, "");
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_code_point(text, at);
    const bool unseen = c < 0x20 || c == 0x7F || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
                        (c >= 0x2028 && c <= 0x202F) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
    if (unseen) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      if (c == U'"' || c == U'\\') out += '\\';
      append_utf8(out, c);
    }
  }
  return out + "\"";
}

}  // namespace minbar
