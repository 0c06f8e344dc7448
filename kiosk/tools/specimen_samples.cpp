#include "kiosk/tools/specimen_samples.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sync/domain/files/located_json.h"
#include "sync/domain/words/word_style.h"

namespace minbar::kiosk {

namespace {

constexpr std::array<std::string_view, ui::text_roles> role_names{"display", "title", "heading", "body",    "label",
                                                                  "caption", "code",  "key",     "key_word"};

constexpr int most_lines = 100;  // more than a page has

class SamplesReader {
 public:
  explicit SamplesReader(const ContentFile& file) : reader_(file) {}

  Result<Samples> read(const LocatedJson& root) {
    TRY(reader_.only_members(root, {"letters", "ar", "zgh", "fr", "en", "all"}));
    Samples out;
    const auto& letters = *TRY(reader_.member(root, "letters"));
    TRY(reader_.only_members(letters, {"arabic", "tifinagh", "latin"}));
    out.letters[static_cast<std::size_t>(ui::FaceStack::arabic)] = TRY(reader_.text_member(letters, "arabic"));
    out.letters[static_cast<std::size_t>(ui::FaceStack::tifinagh)] = TRY(reader_.text_member(letters, "tifinagh"));
    out.letters[static_cast<std::size_t>(ui::FaceStack::latin)] = TRY(reader_.text_member(letters, "latin"));
    for (const auto language : all_languages) {
      auto& sections = out.by_language[static_cast<std::size_t>(language)];
      for (const auto name : {tag_of(language), std::string_view("all")})
        for (const auto& value : *TRY(reader_.array_member(root, name)))
          sections.push_back(TRY(section(value, language)));
    }
    return out;
  }

 private:
  Result<SampleSection> section(const LocatedJson& value, Language language) const {
    TRY(reader_.only_members(value, {"title", "samples"}));
    SampleSection out;
    out.title = TRY(reader_.text_member(value, "title"));
    for (const auto& item : *TRY(reader_.array_member(value, "samples")))
      out.samples.push_back(TRY(sample(item, language)));
    return out;
  }

  Result<Sample> sample(const LocatedJson& value, Language language) const {
    TRY(reader_.only_members(value, {"role", "text", "language", "quoted", "max_lines"}));
    Sample out;
    const auto role = TRY(reader_.text_member(value, "role"));
    const auto found = std::find(role_names.begin(), role_names.end(), role);
    if (found == role_names.end()) return reader_.fault(value, fmt::format("there is no role \"{}\"", role));
    out.role = static_cast<ui::TextRole>(found - role_names.begin());
    out.language = language;
    if (const auto* tag = TRY(reader_.optional_member(value, "language"))) {
      const auto known = language_from(TRY(reader_.text(*tag)));
      if (!known) return reader_.fault(*tag, "a language is ar, zgh, fr or en");
      out.language = *known;
    }
    if (const auto* quoted = TRY(reader_.optional_member(value, "quoted"))) {
      const auto* yes_or_no = std::get_if<bool>(&quoted->value);
      if (yes_or_no == nullptr) return reader_.fault(*quoted, "quoted is true or false");
      out.quoted = *yes_or_no;
    }
    if (const auto* lines = TRY(reader_.optional_member(value, "max_lines"))) {
      const auto* number = std::get_if<double>(&lines->value);
      if (number == nullptr || !(*number >= 1 && *number <= most_lines) || *number != std::floor(*number))
        return reader_.fault(*lines, fmt::format("max_lines is a whole number from 1 to {}", most_lines));
      out.max_lines = static_cast<int>(*number);
    }
    const auto text = TRY(reader_.text_member(value, "text"));
    out.text = out.quoted ? text : with_marks(out.language, text);
    return out;
  }

  JsonReader reader_;
};

}  // namespace

Result<Samples> parse_samples(const ContentFile& file) {
  const auto root = TRY(parse_located_json(file));
  return SamplesReader(file).read(root);
}

std::string_view name_of(ui::TextRole role) { return role_names.at(static_cast<std::size_t>(role)); }

}  // namespace minbar::kiosk
