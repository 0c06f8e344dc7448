// The themes a proposal can have, as the content pack names them. Used by the kiosk's theme screen and by whoever shows
// a stored theme again; ids are permanent.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/located_json.h"
#include "sync/domain/words.h"

namespace minbar {

// A name from the pack in the four languages: Arabic, French and English always, Tamazight where known.
struct LocalText {
  std::array<std::string, all_languages.size()> texts;  // by Language; empty where not known
  bool operator==(const LocalText&) const = default;

  [[nodiscard]] Wording in(Language language) const;  // Arabic where the language has none
};

struct Theme {
  ThemeId id;
  std::string icon;  // an icon's name in the icon font
  LocalText name;
  LocalText hint;  // examples, a few words
  bool operator==(const Theme&) const = default;
};

// `value` is {"ar": …, "fr": …, "en": …, "zgh"?: …}. Used by every reader of a named thing in the pack.
[[nodiscard]] Result<LocalText> parse_local_text(const JsonReader& reader, const LocatedJson& value);

// `icons`: the names the icon font has; empty: not checked. Refused: unknown icon, an id given twice, a theme without a
// name.
[[nodiscard]] Result<std::vector<Theme>> parse_themes(const ContentFile& file, std::span<const std::string_view> icons);

}  // namespace minbar
