#include "sync/domain/files/located_json.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

// Whoever wrote a pack, reading it takes a kiosk neither long nor much memory; readers may compare each member of a
// list with each other one.
constexpr std::size_t deepest_nesting = 16;           // the pack's own files nest 8 deep
constexpr std::size_t most_members = 4096;            // of one list or object: ten times the words there are
constexpr std::size_t most_values = 128 << 10;        // of one file: fifty times the commitments' 2,800
constexpr std::size_t longest_complaint_bytes = 300;  // of the parser, which quotes what it could not read

// Walks the text for the parser and counts the lines it has consumed; copies share the count.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    auto old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  int* line_;
};

// Called by the parser token by token, when the line count stands at the end of that token.
class Builder {
 public:
  Builder(const ContentFile& file, const int& line) : file_(file), line_(line) {}

  bool null() { return put(std::monostate{}); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(std::int64_t value) { return put(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return put(static_cast<double>(value)); }
  bool number_float(double value, const std::string&) { return put(value); }
  bool string(std::string& value) { return put(std::move(value)); }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(LocatedJson::Object{}); }
  bool start_array(std::size_t) { return open(LocatedJson::Array{}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    if (!known_.back().insert(name).second) return refuse(fmt::format("\"{}\" stands twice; keep one", name));
    key_ = std::move(name);
    key_line_ = line_;
    return true;
  }

  // `position`: bytes read, the offending one included; where that is a line's end, the mistake is on the line it ends.
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& why) {
    const auto read = std::string_view(file_.text).substr(0, position == 0 ? 0 : position - 1);
    const int line = static_cast<int>(std::count(read.begin(), read.end(), '\n')) + 1;
    const std::string_view message = why.what();
    const auto colon = message.find(": ");
    const auto complaint = message.substr(colon == std::string_view::npos ? 0 : colon + 2, longest_complaint_bytes);
    error_ = content_fault(file_, line, sanitized_utf8(complaint)).value();
    return false;
  }

  [[nodiscard]] Result<LocatedJson> take() {
    if (error_) return tl::unexpected(*error_);
    return std::move(root_);
  }

 private:
  bool refuse(std::string_view reason) {
    error_ = content_fault(file_, line_, reason).value();
    return false;
  }
  // A number's token ends one character late, perhaps on the next line; inside an object the key's line is right.
  int line_here() const {
    const bool in_object = !stack_.empty() && std::holds_alternative<LocatedJson::Object>(stack_.back().value);
    return in_object ? key_line_ : line_;
  }
  bool put(decltype(LocatedJson::value) value) {
    if (++values_ > most_values) return refuse(fmt::format("more than {} values", most_values));
    return attach({line_here(), std::move(value)});
  }
  bool open(decltype(LocatedJson::value) empty) {
    if (stack_.size() == deepest_nesting) return refuse(fmt::format("nested deeper than {}", deepest_nesting));
    if (++values_ > most_values) return refuse(fmt::format("more than {} values", most_values));
    keys_.push_back(key_);
    known_.emplace_back();
    stack_.push_back({line_here(), std::move(empty)});
    return true;
  }
  bool close() {
    auto done = std::move(stack_.back());
    stack_.pop_back();
    key_ = std::move(keys_.back());
    keys_.pop_back();
    known_.pop_back();
    return attach(std::move(done));
  }
  bool attach(LocatedJson value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return true;
    }
    auto* array = std::get_if<LocatedJson::Array>(&stack_.back().value);
    auto* object = std::get_if<LocatedJson::Object>(&stack_.back().value);
    if ((array != nullptr ? array->size() : object->size()) == most_members)
      return refuse(fmt::format("more than {} in one list or object", most_members));
    if (array != nullptr)
      array->push_back(std::move(value));
    else
      object->push_back({key_, std::move(value)});
    return true;
  }

  const ContentFile& file_;
  const int& line_;
  std::vector<LocatedJson> stack_;
  std::vector<std::string> keys_;
  std::vector<std::set<std::string>> known_;  // keys of each that is open
  std::size_t values_ = 0;
  std::string key_;
  int key_line_ = 1;
  LocatedJson root_;
  std::optional<Error> error_;
};

}  // namespace

Result<LocatedJson> parse_located_json(const ContentFile& file) {
  // the parser takes a NUL for the end, whatever stands behind it
  if (const auto nul = file.text.find('\0'); nul != std::string::npos) {
    const auto lines = std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
    return content_fault(file, static_cast<int>(lines) + 1, "a NUL byte stands here");
  }
  int line = 1;
  Builder builder(file, line);
  const char* begin = file.text.data();
  nlohmann::json::sax_parse(CountingIterator(begin, &line), CountingIterator(begin + file.text.size(), &line),
                            &builder);
  return builder.take();
}

Result<const LocatedJson::Object*> JsonReader::object(const LocatedJson& value) const {
  if (const auto* found = std::get_if<LocatedJson::Object>(&value.value)) return found;
  return fault(value, "an object in braces is wanted here");
}

Result<const LocatedJson::Array*> JsonReader::array(const LocatedJson& value) const {
  if (const auto* found = std::get_if<LocatedJson::Array>(&value.value)) return found;
  return fault(value, "a list in square brackets is wanted here");
}

Result<bool> JsonReader::boolean(const LocatedJson& value) const {
  if (const auto* found = std::get_if<bool>(&value.value)) return *found;
  return fault(value, "true or false is wanted here");
}

Result<std::int64_t> JsonReader::whole_number(const LocatedJson& value, std::int64_t least, std::int64_t most) const {
  const auto* found = std::get_if<double>(&value.value);
  if (found == nullptr || *found != std::floor(*found) || *found < static_cast<double>(least) ||
      *found > static_cast<double>(most))
    return fault(value, fmt::format("a whole number from {} to {} is wanted here", least, most));
  return static_cast<std::int64_t>(*found);
}

Result<std::string> JsonReader::text(const LocatedJson& value) const {
  if (const auto* found = std::get_if<std::string>(&value.value); found != nullptr && !found->empty()) return *found;
  return fault(value, "a text in quotes is wanted here, with at least one character");
}

Result<const LocatedJson*> JsonReader::optional_member(const LocatedJson& owner, std::string_view key) const {
  for (const auto& member : *TRY(object(owner)))
    if (member.key == key) return &member.value;
  return nullptr;
}

Result<const LocatedJson*> JsonReader::member(const LocatedJson& owner, std::string_view key) const {
  const auto* found = TRY(optional_member(owner, key));
  if (found == nullptr) return fault(owner, fmt::format("\"{}\" is missing", key));
  return found;
}

Result<std::string> JsonReader::text_member(const LocatedJson& owner, std::string_view key) const {
  return text(*TRY(member(owner, key)));
}

Result<const LocatedJson::Array*> JsonReader::array_member(const LocatedJson& owner, std::string_view key) const {
  return array(*TRY(member(owner, key)));
}

Result<void> JsonReader::only_members(const LocatedJson& owner, std::initializer_list<std::string_view> keys) const {
  for (const auto& member : *TRY(object(owner)))
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end())
      return fault(member.value, fmt::format("\"{}\" is not known here", member.key));
  return {};
}

}  // namespace minbar
