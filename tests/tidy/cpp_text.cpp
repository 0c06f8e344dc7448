#include "tests/tidy/cpp_text.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace minbar::tidy {

namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  CppText run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  void step() {
    const auto rest = text_.substr(at_);
    if (rest.starts_with("//")) {
      skip_to("\n", false);
    } else if (rest.starts_with("/*")) {
      skip_to("*/", true);
    } else if (rest.starts_with("#include") && at_line_start()) {
      include();
    } else if (rest.front() == '"') {
      literal(raw_prefix());
    } else if (rest.front() == '\'') {
      character();
    } else if (std::isalnum(static_cast<unsigned char>(rest.front())) != 0 || rest.front() == '_') {
      word();
    } else {
      take();
    }
  }

  void take() {
    const char c = text_[at_++];
    if (c == '\n') ++line_;
    out_.code.push_back(c);
    if (std::isspace(static_cast<unsigned char>(c)) == 0) after_literal_ = false;
    if (c == ';' || c == '{' || c == '}') {
      statement_.clear();
    } else {
      statement_.push_back(c);
    }
  }

  // A name or a number; a number may hold digit separators, which are not character literals.
  void word() {
    const bool number = std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && !(number && c == '\'')) return;
      take();
    }
  }

  [[nodiscard]] bool raw_prefix() const { return out_.code.ends_with('R'); }

  void literal(bool raw) {
    const int line = line_;
    std::string text;
    ++at_;
    if (raw) {
      const auto open = text_.find('(', at_);
      const auto close = ")" + std::string(text_.substr(at_, open - at_)) + "\"";
      const auto end = text_.find(close, open);
      text = text_.substr(open + 1, end - open - 1);
      at_ = end + close.size();
      for (const char c : text) line_ += c == '\n' ? 1 : 0;
    } else {
      while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '\\') text.push_back(text_[at_++]);
        text.push_back(text_[at_++]);
      }
      ++at_;
    }
    out_.code += "\"\"";
    if (after_literal_ && !out_.literals.empty()) {
      out_.literals.back().text += text;
    } else {
      out_.literals.push_back({text, statement_, line});
    }
    after_literal_ = true;
  }

  void character() {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '\'') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
    out_.code += "''";
    after_literal_ = false;
  }

  void include() {
    const auto end = text_.find('\n', at_);
    const auto line = text_.substr(at_, end - at_);
    const auto open = line.find_first_of("<\"");
    const auto close = open == std::string_view::npos ? open : line.find_first_of(">\"", open + 1);
    if (close != std::string_view::npos)
      out_.includes.push_back({std::string(line.substr(open + 1, close - open - 1)), line[open] == '<', line_});
    at_ += line.size();
  }

  void skip_to(std::string_view mark, bool over) {
    auto end = text_.find(mark, at_);
    if (end == std::string_view::npos) end = text_.size();
    const auto stop = std::min(end + (over ? mark.size() : 0), text_.size());
    for (; at_ < stop; ++at_) line_ += text_[at_] == '\n' ? 1 : 0;
  }

  [[nodiscard]] bool at_line_start() const { return at_ == 0 || text_[at_ - 1] == '\n'; }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool after_literal_ = false;
  std::string statement_;
  CppText out_;
};

}  // namespace

CppText read_cpp(std::string_view text) { return Scanner(text).run(); }

}  // namespace minbar::tidy
