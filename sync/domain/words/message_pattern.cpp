#include "sync/domain/words/message_pattern.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <utility>

#include "sync/base/ensure.h"
#include "sync/base/utf8.h"
#include "sync/domain/words/isolates.h"
#include "sync/domain/words/word_style.h"

namespace minbar {

namespace {

icu::Locale locale_of(Language language) {
  switch (language) {
    case Language::ar:
      return icu::Locale("ar_MA@numbers=latn");
    case Language::zgh:
      return icu::Locale("zgh_MA@numbers=latn");
    case Language::fr:
      return icu::Locale("fr_MA@numbers=latn");
    case Language::en:
      return icu::Locale("en_GB@numbers=latn");
  }
  return icu::Locale("ar_MA@numbers=latn");
}

icu::UnicodeString to_icu(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string from_icu(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

bool holds(const std::vector<std::string>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// The same pattern with an isolate around every place where a value will stand.
icu::UnicodeString with_isolates(const icu::MessagePattern& pattern) {
  icu::UnicodeString out;
  const auto& text = pattern.getPatternString();
  std::int32_t copied = 0;
  const auto insert = [&](std::int32_t at, char32_t mark) {
    out.append(text, copied, at - copied).append(static_cast<UChar32>(mark));
    copied = at;
  };
  for (std::int32_t i = 0; i < pattern.countParts(); ++i) {
    const auto& part = pattern.getPart(i);
    const bool number_sign = part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER;
    const auto type = part.getType() == UMSGPAT_PART_TYPE_ARG_START ? part.getArgType() : UMSGPAT_ARG_TYPE_CHOICE;
    if (!number_sign && type != UMSGPAT_ARG_TYPE_NONE && type != UMSGPAT_ARG_TYPE_SIMPLE) continue;
    insert(part.getIndex(), first_strong_isolate);
    insert(number_sign ? part.getLimit() : pattern.getPart(pattern.getLimitPartIndex(i)).getLimit(), pop_isolate);
  }
  return out.append(text, copied, text.length() - copied);
}

}  // namespace

struct MessagePattern::Parts {
  Language language = Language::ar;
  std::string text;
  MessageShape shape;
  std::unique_ptr<icu::MessageFormat> compiled = {};  // of the text with isolates, once it is needed
};

MessagePattern::MessagePattern(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
MessagePattern::MessagePattern(MessagePattern&&) noexcept = default;
MessagePattern& MessagePattern::operator=(MessagePattern&&) noexcept = default;
MessagePattern::~MessagePattern() = default;

Result<MessagePattern> MessagePattern::parse(Language language, std::string_view pattern) {
  return judged(language, std::string(pattern), TRY(shape_of_message(language, pattern)));
}

MessagePattern MessagePattern::judged(Language language, std::string pattern, MessageShape shape) {
  return MessagePattern(
      std::make_unique<Parts>(Parts{.language = language, .text = std::move(pattern), .shape = std::move(shape)}));
}

Language MessagePattern::language() const { return parts_->language; }
const std::string& MessagePattern::text() const { return parts_->text; }
const MessageShape& MessagePattern::shape() const { return parts_->shape; }

std::string MessagePattern::format(std::span<const Argument> arguments) const {
  UErrorCode status = U_ZERO_ERROR;
  if (!parts_->compiled) {
    UParseError where{};
    const auto text = with_isolates(icu::MessagePattern(to_icu(parts_->text), nullptr, status));
    parts_->compiled = std::make_unique<icu::MessageFormat>(text, locale_of(parts_->language), where, status);
  }
  ENSURE(arguments.size() == parts_->shape.arguments.size(), "a word is said with the arguments its key declares");
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& argument : arguments) {
    const bool is_number = std::holds_alternative<std::int64_t>(argument.value);
    ENSURE(holds(parts_->shape.arguments, argument.name), "a word is said with the arguments its key declares");
    ENSURE(is_number || !holds(parts_->shape.numbers, argument.name), "what is counted is a number");
    names.push_back(to_icu(argument.name));
    if (const auto* number = std::get_if<std::int64_t>(&argument.value)) {
      values.emplace_back(*number);
    } else {
      // The pattern brings the isolate's own marks; what stands between them must not break out.
      const auto safe = isolated(std::get<std::string_view>(argument.value));
      values.emplace_back(to_icu(std::string_view(safe).substr(3, safe.size() - 6)));
    }
  }
  icu::UnicodeString out;
  parts_->compiled->format(names.data(), values.data(), static_cast<std::int32_t>(names.size()), out, status);
  ENSURE(U_SUCCESS(status), "a checked pattern formats");
  return with_elisions(parts_->language, from_icu(out));
}

std::string isolated(std::string_view value) {
  std::string out;
  append_utf8(out, first_strong_isolate);
  std::size_t open = 0;
  for (std::size_t at = 0; at < value.size();) {
    const auto c = next_code_point(value, at);
    if (c == pop_isolate && open == 0) continue;
    if (c >= left_to_right_isolate && c <= first_strong_isolate) ++open;
    if (c == pop_isolate) --open;
    const bool paragraph_break = c == '\n' || c == '\r' || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2029;
    append_utf8(out, paragraph_break ? U' ' : c);
  }
  for (; open > 0; --open) append_utf8(out, pop_isolate);
  append_utf8(out, pop_isolate);
  return out;
}

}  // namespace minbar
