#include "sync/domain/words/message_shape.h"

#include <unicode/messagepattern.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "sync/base/limits.h"

namespace minbar {

namespace {

using Names = std::set<std::string>;

std::string utf8_of(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

tl::unexpected<Error> fault(std::string reason) { return fail(Errc::bad_input, std::move(reason)); }

bool holds(std::span<const std::string_view> forms, std::string_view form) {
  return std::find(forms.begin(), forms.end(), form) != forms.end();
}

// Whether a plural form may stand for more than one number, so that the number itself must be shown.
bool stands_for_several(Language language, std::string_view form) {
  if (form.starts_with('=')) return false;
  if (language == Language::fr) return true;  // "one" is 0 and 1
  return form != "zero" && form != "one" && form != "two";
}

// A message or a part of one.
struct Said {
  std::vector<std::string> forms{""};
  Names shown;

  void add(std::string_view text) {
    for (auto& form : forms) form += text;
  }
};

class ShapeReader {
 public:
  ShapeReader(Language language, const icu::MessagePattern& pattern) : language_(language), pattern_(pattern) {}

  Result<MessageShape> read() {
    auto whole = TRY(message(0, nullptr));
    for (const auto& [name, form] : silent_)
      if (!shown_outside_.contains(name))
        return fault(fmt::format("the form \"{}\" does not show its number; write # or {{{}}} in it", form, name));
    MessageShape shape;
    shape.arguments.assign(arguments_.begin(), arguments_.end());
    shape.numbers.assign(numbers_.begin(), numbers_.end());
    shape.choices.assign(choices_.begin(), choices_.end());
    shape.forms = std::move(whole.forms);
    return shape;
  }

 private:
  using Part = icu::MessagePattern::Part;

  Result<void> literal(Said& said, std::int32_t begin, std::int32_t end) const {
    const auto text = utf8_of(pattern_.getPatternString().tempSubStringBetween(begin, end));
    if (text.find('#') != std::string::npos)
      return fault("a # outside a plural's own form is shown as it stands; write the argument's name in braces");
    said.add(text);
    return {};
  }

  // The message that opens at part `start`. `number`: whose value a # in it shows; null: nobody's.
  Result<Said> message(std::int32_t start, const std::string* number) {
    Said said;
    const auto limit = pattern_.getLimitPartIndex(start);
    auto at = pattern_.getPart(start).getLimit();
    for (std::int32_t i = start + 1; i <= limit; ++i) {
      const Part& part = pattern_.getPart(i);
      TRY(literal(said, at, part.getIndex()));
      if (part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER && number != nullptr) {
        said.add("#");
        said.shown.insert(*number);
      }
      if (part.getType() == UMSGPAT_PART_TYPE_ARG_START) {
        TRY(argument(said, i, start == 0));
        i = pattern_.getLimitPartIndex(i);
      }
      at = pattern_.getPart(i).getLimit();
    }
    return said;
  }

  Result<void> argument(Said& said, std::int32_t start, bool outermost) {
    const Part& name_part = pattern_.getPart(start + 1);
    const auto name = utf8_of(pattern_.getSubstring(name_part));
    if (name_part.getType() != UMSGPAT_PART_TYPE_ARG_NAME)
      return fault(fmt::format("{{{}}} is a number; give the argument a name", name));
    arguments_.insert(name);
    switch (pattern_.getPart(start).getArgType()) {
      case UMSGPAT_ARG_TYPE_SIMPLE:
        TRY(number(start, name));
        [[fallthrough]];
      case UMSGPAT_ARG_TYPE_NONE:
        said.add("{}");
        said.shown.insert(name);
        if (outermost) shown_outside_.insert(name);
        return {};
      case UMSGPAT_ARG_TYPE_PLURAL:
        numbers_.insert(name);
        return branches(said, start, name, true);
      case UMSGPAT_ARG_TYPE_SELECT:
        choices_.insert(name);
        return branches(said, start, name, false);
      default:
        return fault(fmt::format("{{{}}} is of a type that is not offered here", name));
    }
  }

  Result<void> number(std::int32_t start, const std::string& name) {
    const auto type = utf8_of(pattern_.getSubstring(pattern_.getPart(start + 2)));
    if (type != "number") return fault(fmt::format("{{{}}} is of type {}, which is not offered here", name, type));
    if (pattern_.getPart(start + 3).getType() == UMSGPAT_PART_TYPE_ARG_STYLE)
      return fault(fmt::format("{{{}}} has a style of its own; write {{{}, number}}", name, name));
    numbers_.insert(name);
    return {};
  }

  Result<void> branches(Said& said, std::int32_t start, const std::string& name, bool plural) {
    const auto limit = pattern_.getLimitPartIndex(start);
    if (plural && pattern_.getPluralOffset(start + 2) != 0)
      return fault(fmt::format("the plural of {{{}}} has an offset, which is not offered here", name));
    std::vector<std::string> forms;
    std::vector<Said> all;
    std::string form;
    for (std::int32_t i = start + 2; i < limit; ++i) {
      const Part& part = pattern_.getPart(i);
      if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) form = utf8_of(pattern_.getSubstring(part));
      if (part.getType() != UMSGPAT_PART_TYPE_MSG_START) continue;
      if (std::find(forms.begin(), forms.end(), form) != forms.end())
        return fault(fmt::format("the form \"{}\" of {{{}}} stands twice; keep one", form, name));
      forms.push_back(form);
      all.push_back(TRY(message(i, plural ? &name : nullptr)));
      i = pattern_.getLimitPartIndex(i);
    }
    if (plural) TRY(check_plural_forms(name, forms, all));
    TRY(check_same_arguments(name, forms, all));
    return join(said, all);
  }

  Result<void> check_plural_forms(const std::string& name, const std::vector<std::string>& forms,
                                  const std::vector<Said>& all) {
    const auto required = required_plural_forms(language_);
    for (const auto form : required)
      if (std::find(forms.begin(), forms.end(), form) == forms.end())
        return fault(fmt::format("the plural of {{{}}} lacks the form \"{}\"", name, form));
    for (std::size_t i = 0; i < forms.size(); ++i) {
      const bool rare = language_ == Language::fr && forms[i] == "many";
      if (!forms[i].starts_with('=') && !rare && !holds(required, forms[i]))
        return fault(fmt::format("the plural of {{{}}} has a form \"{}\" that is never used", name, forms[i]));
      if (stands_for_several(language_, forms[i]) && !all[i].shown.contains(name)) silent_.emplace_back(name, forms[i]);
    }
    return {};
  }

  // Else a name would be told to some readers and kept from others. The number counted may be left out: "one letter".
  static Result<void> check_same_arguments(const std::string& name, const std::vector<std::string>& forms,
                                           const std::vector<Said>& all) {
    for (std::size_t with = 0; with < all.size(); ++with)
      for (const auto& shown : all[with].shown)
        for (std::size_t without = 0; without < all.size(); ++without)
          if (shown != name && !all[without].shown.contains(shown))
            return fault(fmt::format("{{{}}} stands in the form \"{}\" of {{{}}} and not in \"{}\"", shown, forms[with],
                                     name, forms[without]));
    return {};
  }

  static Result<void> join(Said& said, const std::vector<Said>& all) {
    std::vector<std::string> forms;
    for (const auto& branch : all) {
      said.shown.insert(branch.shown.begin(), branch.shown.end());
      if (forms.size() + said.forms.size() * branch.forms.size() > limits::word_forms)
        return fault(fmt::format("more than {} forms; say it in two words", limits::word_forms));
      for (const auto& before : said.forms)
        for (const auto& form : branch.forms) forms.push_back(before + form);
    }
    said.forms = std::move(forms);
    return {};
  }

  Language language_;
  const icu::MessagePattern& pattern_;
  Names arguments_;
  Names numbers_;
  Names choices_;
  Names shown_outside_;                                      // by the message itself, whatever form is chosen
  std::vector<std::pair<std::string, std::string>> silent_;  // argument and form that does not show it
};

}  // namespace

Result<MessageShape> shape_of_message(Language language, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  const auto piece = icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()));
  const icu::MessagePattern pattern(icu::UnicodeString::fromUTF8(piece), &where, status);
  if (U_FAILURE(status))
    return fault(fmt::format("not an ICU message: {} at character {}; check braces and the form \"other\"",
                             u_errorName(status), where.offset));
  return ShapeReader(language, pattern).read();
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

}  // namespace minbar
