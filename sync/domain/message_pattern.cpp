#include "sync/domain/message_pattern.h"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/utf8.h"

namespace minbar {

namespace {

constexpr char32_t first_strong_isolate = 0x2068;
constexpr char32_t pop_isolate = 0x2069;

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

Result<void> check_plural(Language language, const icu::MessagePattern& pattern, std::int32_t start,
                          std::string_view name) {
  std::vector<std::string> forms;
  for (std::int32_t i = start + 1; i < pattern.getLimitPartIndex(start); ++i) {
    const auto& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_MSG_START) i = pattern.getLimitPartIndex(i);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) forms.push_back(from_icu(pattern.getSubstring(part)));
  }
  const auto required = required_plural_forms(language);
  for (const auto form : required)
    if (std::find(forms.begin(), forms.end(), form) == forms.end())
      return fail(Errc::bad_input, fmt::format("the plural of {{{}}} lacks the form \"{}\"", name, form));
  for (const auto& form : forms) {
    const bool exact = form.starts_with('=');
    const bool rare = language == Language::fr && form == "many";
    if (!exact && !rare && std::find(required.begin(), required.end(), form) == required.end())
      return fail(Errc::bad_input,
                  fmt::format("the plural of {{{}}} has a form \"{}\" that is never used", name, form));
  }
  return {};
}

// Names the argument that opens at part `start`, once its kind has been judged.
Result<std::string> check_argument(Language language, const icu::MessagePattern& pattern, std::int32_t start) {
  const auto& name_part = pattern.getPart(start + 1);
  const auto name = from_icu(pattern.getSubstring(name_part));
  if (name_part.getType() != UMSGPAT_PART_TYPE_ARG_NAME)
    return fail(Errc::bad_input, fmt::format("{{{}}} is a number; give the argument a name", name));
  switch (pattern.getPart(start).getArgType()) {
    case UMSGPAT_ARG_TYPE_NONE:
    case UMSGPAT_ARG_TYPE_SELECT:
      return name;
    case UMSGPAT_ARG_TYPE_SIMPLE: {
      const auto type = from_icu(pattern.getSubstring(pattern.getPart(start + 2)));
      if (type == "number") return name;
      return fail(Errc::bad_input, fmt::format("{{{}}} is of type {}, which is not offered here", name, type));
    }
    case UMSGPAT_ARG_TYPE_PLURAL:
      TRY(check_plural(language, pattern, start, name));
      return name;
    default:
      return fail(Errc::bad_input, fmt::format("{{{}}} is of a type that is not offered here", name));
  }
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
  icu::UnicodeString text;  // with isolates
  std::vector<std::string> arguments;
  std::unique_ptr<icu::MessageFormat> compiled;
};

MessagePattern::MessagePattern(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
MessagePattern::MessagePattern(MessagePattern&&) noexcept = default;
MessagePattern& MessagePattern::operator=(MessagePattern&&) noexcept = default;
MessagePattern::~MessagePattern() = default;

Result<MessagePattern> MessagePattern::parse(Language language, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const icu::MessagePattern pattern(to_icu(text), &where, status);
  if (U_FAILURE(status))
    return fail(Errc::bad_input,
                fmt::format("not an ICU message: {} at character {}; check braces and the form \"other\"",
                            u_errorName(status), where.offset));
  auto parts = std::make_unique<Parts>();
  parts->language = language;
  for (std::int32_t i = 0; i < pattern.countParts(); ++i)
    if (pattern.getPart(i).getType() == UMSGPAT_PART_TYPE_ARG_START)
      parts->arguments.push_back(TRY(check_argument(language, pattern, i)));
  auto& names = parts->arguments;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  parts->text = with_isolates(pattern);
  return MessagePattern(std::move(parts));
}

const std::vector<std::string>& MessagePattern::arguments() const { return parts_->arguments; }

std::string MessagePattern::format(std::span<const Argument> arguments) const {
  UErrorCode status = U_ZERO_ERROR;
  if (!parts_->compiled) {
    UParseError where{};
    parts_->compiled = std::make_unique<icu::MessageFormat>(parts_->text, locale_of(parts_->language), where, status);
  }
  ENSURE(arguments.size() == parts_->arguments.size(), "a word is said with the arguments its key declares");
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& argument : arguments) {
    const bool known = std::binary_search(parts_->arguments.begin(), parts_->arguments.end(), argument.name);
    ENSURE(known, "a word is said with the arguments its key declares");
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
  return from_icu(out);
}

std::span<const std::string_view> required_plural_forms(Language language) {
  static constexpr std::array<std::string_view, 6> arabic{"zero", "one", "two", "few", "many", "other"};
  static constexpr std::array<std::string_view, 2> one_and_other{"one", "other"};
  static constexpr std::array<std::string_view, 1> only_other{"other"};
  switch (language) {
    case Language::ar:
      return arabic;
    case Language::fr:
    case Language::en:
      return one_and_other;
    case Language::zgh:
      return only_other;
  }
  return arabic;
}

std::string isolated(std::string_view value) {
  std::string out;
  append_utf8(out, first_strong_isolate);
  std::size_t open = 0;
  for (std::size_t at = 0; at < value.size();) {
    const auto c = next_code_point(value, at);
    if (c == pop_isolate && open == 0) continue;
    if (c >= 0x2066 && c <= first_strong_isolate) ++open;
    if (c == pop_isolate) --open;
    const bool paragraph_break = c == '\n' || c == '\r' || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2029;
    append_utf8(out, paragraph_break ? U' ' : c);
  }
  for (; open > 0; --open) append_utf8(out, pop_isolate);
  append_utf8(out, pop_isolate);
  return out;
}

}  // namespace minbar
