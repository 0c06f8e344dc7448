#include "sync/domain/keyboards/keyboards.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/files/located_json.h"

namespace minbar {

namespace {

constexpr std::size_t most_letters = 256;  // of an alphabet; Tifinagh has 33

struct Action {
  std::string_view name;
  KeyAction action;
  std::string_view emit;
};
constexpr std::array actions{Action{"shift", KeyAction::shift, ""}, Action{"backspace", KeyAction::backspace, ""},
                             Action{"space", KeyAction::space, " "}, Action{"enter", KeyAction::enter, "\n"},
                             Action{"layout", KeyAction::layout, ""}};

int count(const KeyboardLayout& layout, KeyAction action) {
  int found = 0;
  for (const auto& row : layout.rows)
    for (const auto& key : row) found += key.action == action ? 1 : 0;
  return found;
}

bool is_letter(std::string_view text) {
  std::size_t at = 0;
  return u_isalpha(static_cast<UChar32>(next_code_point(text, at))) != 0;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string upper_case(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();)
    append_utf8(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(next_code_point(text, at)))));
  return out;
}

class LayoutReader {
 public:
  LayoutReader(const ContentFile& file, const Catalogue& words) : reader_(file), words_(words) {}

  // Reads every id first, so that a key may lead to a layout that stands further down.
  Result<void> read_ids(const LocatedJson::Array& layouts) {
    for (const auto& value : layouts) {
      const auto* id = TRY(reader_.member(value, "id"));
      const auto text = TRY(reader_.text(*id));
      if (!ids_.insert(text).second) return reader_.fault(*id, fmt::format("the layout \"{}\" stands twice", text));
    }
    return {};
  }

  Result<KeyboardLayout> layout(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"id", "language", "alphabet", "rows"}));
    KeyboardLayout out;
    out.id = TRY(reader_.text_member(value, "id"));
    const auto language = language_from(TRY(reader_.text_member(value, "language")));
    if (!language) return reader_.fault(value, "language is ar, zgh, fr or en");
    out.language = *language;
    for (const auto& row_value : *TRY(reader_.array_member(value, "rows"))) out.rows.push_back(TRY(row(row_value)));
    for (const auto& action : actions) {
      const int found = count(out, action.action);
      if (found == 0 && action.action != KeyAction::shift)
        return reader_.fault(value, fmt::format("layout \"{}\" has no key that does {}", out.id, action.name));
      if (found > 1 && action.action != KeyAction::layout)
        return reader_.fault(value, fmt::format("layout \"{}\" has {} keys that do {}", out.id, found, action.name));
    }
    if (count(out, KeyAction::shift) == 1) add_capitals(out);
    if (const auto* alphabet = TRY(reader_.optional_member(value, "alphabet"))) TRY(add_alphabet(*alphabet, out));
    return out;
  }

 private:
  // Every letter key has its place in the alphabet, and only letter keys.
  Result<void> add_alphabet(const LocatedJson& value, KeyboardLayout& layout) const {
    layout.alphabet = words_of(TRY(reader_.text(value)));
    if (layout.alphabet.size() > most_letters)
      return reader_.fault(value, fmt::format("an alphabet has at most {} letters", most_letters));
    auto unseen = layout.alphabet;
    for (const auto& row : layout.rows)
      for (const auto& key : row) {
        if (key.action != KeyAction::emit || !is_letter(key.emit)) continue;
        const auto found = std::find(unseen.begin(), unseen.end(), key.emit);
        if (found == unseen.end())
          return reader_.fault(value, fmt::format("the alphabet has no \"{}\", or a key has it twice", key.emit));
        unseen.erase(found);
      }
    if (unseen.empty()) return {};
    return reader_.fault(value, fmt::format("no key types \"{}\" of the alphabet", unseen.front()));
  }

  static void add_capitals(KeyboardLayout& layout) {
    for (auto& row : layout.rows)
      for (auto& key : row)
        if (key.action == KeyAction::emit) {
          if (key.shifted == key.emit) {
            key.shifted = upper_case(key.emit);
            key.shifted_label = upper_case(key.label);
          }
          for (auto& variant : key.shifted_variants) variant = upper_case(variant);
        }
  }

  Result<std::vector<KeyboardKey>> row(const LocatedJson& value) const {
    std::vector<KeyboardKey> keys;
    int taken = 0;
    for (const auto& key_value : *TRY(reader_.array(value))) {
      keys.push_back(TRY(key(key_value)));
      taken += keys.back().width;
    }
    if (taken != keyboard_units)
      return reader_.fault(value,
                           fmt::format("the row takes {} units; it does not fill {} units", taken, keyboard_units));
    return keys;
  }

  Result<KeyboardKey> key(const LocatedJson& value) const {
    if (std::holds_alternative<std::string>(value.value)) return emitting(TRY(reader_.text(value)));
    const bool emits = TRY(reader_.optional_member(value, "emit")) != nullptr;
    return emits ? emitting_object(value) : doing(value);
  }

  static KeyboardKey emitting(const std::string& text) {
    KeyboardKey key;
    key.emit = key.shifted = key.label = key.shifted_label = text;
    return key;
  }

  Result<KeyboardKey> emitting_object(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"emit", "label", "shift", "variants"}));
    auto key = emitting(TRY(reader_.text_member(value, "emit")));
    if (const auto* label = TRY(reader_.optional_member(value, "label")))
      key.label = key.shifted_label = TRY(reader_.text(*label));
    if (const auto* shift = TRY(reader_.optional_member(value, "shift")))
      key.shifted = key.shifted_label = TRY(reader_.text(*shift));
    if (const auto* variants = TRY(reader_.optional_member(value, "variants")))
      for (const auto& variant : *TRY(reader_.array(*variants))) key.variants.push_back(TRY(reader_.text(variant)));
    if (key.variants.size() > limits::key_variants)
      return reader_.fault(value, fmt::format("a key has at most {} variants", limits::key_variants));
    key.shifted_variants = key.variants;
    return key;
  }

  Result<KeyboardKey> doing(const LocatedJson& value) const {
    TRY(reader_.only_members(value, {"do", "word", "width", "layout"}));
    const auto name = TRY(reader_.text_member(value, "do"));
    const auto action = std::find_if(actions.begin(), actions.end(), [&](const Action& a) { return a.name == name; });
    if (action == actions.end()) return reader_.fault(value, fmt::format("no key can do \"{}\"", name));
    KeyboardKey key;
    key.action = action->action;
    key.emit = key.shifted = action->emit;
    key.word = TRY(reader_.text_member(value, "word"));
    if (const auto* width = TRY(reader_.optional_member(value, "width"))) key.width = TRY(units(*width));
    if (!words_.has(key.word)) return reader_.fault(value, fmt::format("the catalogue has no word \"{}\"", key.word));
    if (key.action != KeyAction::layout) return key;
    const auto* layout = TRY(reader_.member(value, "layout"));
    key.layout = TRY(reader_.text(*layout));
    if (!has_layout(key.layout)) return reader_.fault(*layout, fmt::format("there is no layout \"{}\"", key.layout));
    return key;
  }

  Result<int> units(const LocatedJson& value) const {
    const auto* number = std::get_if<double>(&value.value);
    if (number == nullptr || *number < 1 || *number > keyboard_units || *number != std::floor(*number))
      return reader_.fault(value, fmt::format("width is a number from 1 to {} without a fraction", keyboard_units));
    return static_cast<int>(*number);
  }

  [[nodiscard]] bool has_layout(const std::string& id) const { return ids_.contains(id); }

  JsonReader reader_;
  const Catalogue& words_;
  std::set<std::string> ids_;
};

}  // namespace

const KeyboardLayout* Keyboards::find(std::string_view id) const {
  const auto found = std::find_if(layouts.begin(), layouts.end(), [&](const auto& layout) { return layout.id == id; });
  return found == layouts.end() ? nullptr : &*found;
}

const KeyboardLayout& Keyboards::start_for(Language language) const {
  const auto* layout = find(start[static_cast<std::size_t>(language)]);
  ENSURE(layout != nullptr, "the layout to start with was checked when the pack was read");
  return *layout;
}

Result<Keyboards> parse_keyboards(const ContentFile& file, const Catalogue& words) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TRY(reader.only_members(root, {"start", "layouts"}));
  Keyboards out;
  LayoutReader layouts(file, words);
  const auto* values = TRY(reader.array_member(root, "layouts"));
  TRY(layouts.read_ids(*values));
  for (const auto& value : *values) out.layouts.push_back(TRY(layouts.layout(value)));
  const auto* start = TRY(reader.member(root, "start"));
  TRY(reader.only_members(*start, {"ar", "zgh", "fr", "en"}));
  for (const auto language : all_languages) {
    auto& id = out.start[static_cast<std::size_t>(language)];
    id = TRY(reader.text_member(*start, tag_of(language)));
    if (out.find(id) == nullptr)
      return reader.fault(*start, fmt::format("there is no layout \"{}\" to start with", id));
  }
  return out;
}

}  // namespace minbar
