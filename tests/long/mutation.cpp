#include "tests/long/mutation.h"

#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace minbar::mutation {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// One line, and beside it the same number of characters that say what each is.
struct Line {
  std::string_view text;
  std::string code;  // blanks where text is in a comment or a literal
  std::string sql;   // blanks where it is not in a string literal
  int number = 0;
  bool starts_statement = false;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

Line read_line(std::string_view text, int number) {
  Line line{.text = text, .code = std::string(text), .sql = std::string(text.size(), ' '), .number = number};
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == 0 && text.substr(at).starts_with("//")) {
      line.code.resize(at);
      line.code.resize(text.size(), ' ');
      break;
    }
    const bool separator = c == '\'' && at > 0 && is_word(text[at - 1]);  // of digits
    if (quote == 0 && (c == '"' || c == '\'') && !separator) {
      quote = c;
      continue;
    }
    if (quote == 0) continue;
    if (c == quote) {
      quote = 0;
      continue;
    }
    line.code[at] = ' ';
    if (quote == '"') line.sql[at] = c;
    if (c == '\\' && at + 1 < text.size()) line.code[++at] = ' ';
  }
  return line;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Where the bracket that opens at `open` is closed on this line.
std::optional<std::size_t> closing(std::string_view code, std::size_t open) {
  int depth = 0;
  for (auto at = open; at < code.size(); ++at) {
    if (code[at] == '(' || code[at] == '[' || code[at] == '{') ++depth;
    if (code[at] == ')' || code[at] == ']' || code[at] == '}') --depth;
    if (depth == 0) return at;
  }
  return std::nullopt;
}

bool balanced(std::string_view code) {
  int depth = 0;
  for (const char c : code) {
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && --depth < 0) return false;
  }
  return depth == 0;
}

bool is_left_alone(const Line& line) {
  static constexpr std::array<std::string_view, 10> alone{"ENSURE(",       "log(",     "logged(",   "reserve(",
                                                          "static_assert", "template", "namespace", "using ",
                                                          "if constexpr",  "Event::"};
  const auto code = trimmed(line.code);
  if (code.empty() ? trimmed(line.sql).empty() : code.front() == '#') return true;
  for (const auto word : alone)
    if (code.find(word) != std::string_view::npos) return true;
  return false;
}

class Changes {
 public:
  explicit Changes(std::vector<Mutation>& out) : out_(out) {}

  void of(const Line& line) {
    line_ = &line;
    condition();
    operators();
    constants();
    statement();
    result();
    sql();
  }

 private:
  void add(std::string_view kind, std::size_t at, std::size_t size, std::string_view by) {
    auto after = std::string(line_->text);
    after.replace(at, size, by);
    out_.push_back({line_->number, kind, std::string(line_->text), std::move(after)});
  }

  void condition() {
    const std::string_view code = line_->code;
    auto open = code.find("if (");
    if (open == std::string_view::npos || (open > 0 && is_word(code[open - 1]))) return;
    open += 3;
    const auto close = closing(code, open);
    if (!close) return;
    auto first = open + 1;
    if (const auto after_init = code.substr(0, *close).rfind("; ");
        after_init != std::string_view::npos && after_init > open)
      first = after_init + 2;
    const auto text = line_->text.substr(first, *close - first);
    if (code.substr(first, *close - first).find(" = ") != std::string_view::npos) return;  // it declares
    add("condition negated", first, text.size(), "!(" + std::string(text) + ")");
  }

  void operators() {
    static constexpr std::array<Pair, 8> swaps{{{" < ", " <= "},
                                                {" <= ", " < "},
                                                {" > ", " >= "},
                                                {" >= ", " > "},
                                                {" == ", " != "},
                                                {" != ", " == "},
                                                {" && ", " || "},
                                                {" || ", " && "}}};
    const std::string_view code = line_->code;
    if (code.find("for (") != std::string_view::npos) return;  // past the end nothing is promised
    for (const auto& [from, to] : swaps)
      for (auto at = code.find(from); at != std::string_view::npos; at = code.find(from, at + 1))
        add(from == " && " || from == " || " ? "and, or" : "comparison", at, from.size(), to);
  }

  void constants() {
    const std::string_view code = line_->code;
    for (std::size_t at = 0; at < code.size(); ++at) {
      if (!is_word(code[at]) || (at > 0 && (is_word(code[at - 1]) || code[at - 1] == '.'))) continue;
      auto end = at;
      while (end < code.size() && (is_word(code[end]) || code[end] == '.')) ++end;
      const auto word = code.substr(at, end - at);
      const auto text = line_->text.substr(at, end - at);
      if (word == "true" || word == "false") add("truth", at, word.size(), word == "true" ? "false" : "true");
      const bool whole = word.find_first_not_of("0123456789") == std::string_view::npos && word.size() < 10;
      const bool sized =
          at > 0 && (code[at - 1] == '<' || (end < code.size() && code[end] == '>' && code[at - 1] == ' '));
      const bool hexadecimal = end < code.size() && code[end] == '\'';  // or with separators: left as they are
      if (!whole || sized || hexadecimal) continue;
      const auto value = std::stoll(std::string(text));
      add("number", at, word.size(), std::to_string(value + 1));
      if (value > 0) add("number", at, word.size(), std::to_string(value - 1));
    }
  }

  // A call or an assignment that stands alone.
  void statement() {
    const auto code = trimmed(line_->code);
    if (!line_->starts_statement || !code.ends_with(';') || !balanced(code)) return;
    const bool steps = code.starts_with("++") || code.starts_with("--");
    std::size_t at = steps ? 2 : 0;
    // a name: what has a space in it is a declaration, or a statement of the language
    int depth = 0;
    for (; at < code.size(); ++at) {
      if (depth == 0 && (code[at] == ' ' || code[at] == ';' || code[at] == '{')) break;
      if (code[at] == '(' || code[at] == '[') ++depth;
      if (code[at] == ')' || code[at] == ']') --depth;
    }
    if (at < 2 || !(is_word(code.front()) || steps || code.front() == '*')) return;
    const auto name = code.substr(0, at);
    const auto rest = code.substr(at);
    const bool called = rest == ";" && name.ends_with(')') && name.front() != '(';
    const bool assigned = rest.size() > 2 && (rest.starts_with(" = ") || rest.substr(2).starts_with("= "));
    for (const auto* word : {"return", "break", "continue", "co_return", "throw", "if", "for", "while", "switch"})
      if (name.starts_with(word) &&
          (name.size() == std::string_view(word).size() || !is_word(name[std::string_view(word).size()])))
        return;
    if (!called && !assigned && !(steps && rest == ";")) return;
    const auto first = line_->code.find_first_not_of(' ');
    add("statement left out", first, code.size(), ";");
  }

  void result() {
    const std::string_view code = line_->code;
    const auto at = code.find("return ");
    if (at == std::string_view::npos || (at > 0 && code[at - 1] != ' ')) return;
    const auto end = code.find(';', at);
    if (end == std::string_view::npos || !balanced(code.substr(at, end - at))) return;
    const auto first = at + 7;
    const auto value = line_->text.substr(first, end - first);
    for (const auto* empty : {"{}", "std::nullopt", "false", "0", "nullptr", "\"\""})
      if (value == empty) return;
    add("result", first, value.size(), "{}");
  }

  void sql() {
    const std::string_view words = line_->sql;
    for (const auto* word : {"WHERE ", "AND ", "ON "}) {
      for (auto at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        if (at > 0 && is_word(words[at - 1])) continue;
        const auto first = at + std::string_view(word).size();
        const auto end = end_of_term(words, first);
        const auto term = words.substr(first, end - first);
        if (!is_condition(term)) continue;
        add("condition in SQL", first, term.size(), "(" + std::string(term) + " OR 1)");
      }
    }
    const auto order = words.find("ORDER BY ");
    if (order == std::string_view::npos) return;
    const auto end = end_of_term(words, order);
    add("order in SQL", order, end - order, " ");
    const auto down = words.substr(order, end - order).find(" DESC");
    if (down != std::string_view::npos) add("order in SQL", order + down, 5, "");
  }

  // Not what goes on in the next literal, and no BETWEEN, whose AND parts no conditions.
  static bool is_condition(std::string_view term) {
    if (trimmed(term).empty() || term.find("BETWEEN") != std::string_view::npos || !balanced(term)) return false;
    const char last = trimmed(term).back();
    return (is_word(last) || last == ')') &&
           (term.find_first_of("=<>") != std::string_view::npos || term.find(" I") != std::string_view::npos);
  }

  // A term ends with the literal that it stands in.
  static std::size_t end_of_term(std::string_view words, std::size_t first) {
    static constexpr std::array<std::string_view, 8> next{" AND ",   " OR ",    " ORDER ", " GROUP ",
                                                          " LIMIT ", " WHERE ", " LEFT ",  " JOIN "};
    int depth = 0;
    auto at = first;
    for (; at < words.size(); ++at) {
      if (words[at] == '(') ++depth;
      if (words[at] == ')' && --depth < 0) break;
      if (depth > 0) continue;
      for (const auto word : next)
        if (words.substr(at).starts_with(word)) return at;
    }
    while (at > first && words[at - 1] == ' ') --at;
    return at;
  }

  std::vector<Mutation>& out_;
  const Line* line_ = nullptr;
};

}  // namespace

std::vector<Mutation> mutations_of(std::string_view text) {
  std::vector<Mutation> out;
  Changes changes(out);
  bool statement = true;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto line = read_line(text.substr(0, end), number);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line.starts_statement = statement;
    const auto code = trimmed(line.code);
    if (!code.empty())
      statement =
          code.back() == ';' || code.back() == '{' || code.back() == '}' || code.back() == ')' || code.back() == ':';
    const bool inside = line.text.starts_with("  ");
    if (inside && !is_left_alone(line)) changes.of(line);
  }
  return out;
}

}  // namespace minbar::mutation
