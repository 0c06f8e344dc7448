// The themes a proposal can have, as the content pack names them. Used by the kiosk's theme screen and by whoever shows
// a stored theme again; ids are permanent.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/local_text.h"

namespace minbar {

struct Theme {
  ThemeId id;
  std::string icon;  // an icon's name in the icon font
  LocalText name;
  LocalText hint;  // examples, a few words
  bool operator==(const Theme&) const = default;
};

// `icons`: the names the icon font has; empty: not checked. Refused: unknown icon, an id given twice, a theme without a
// name.
[[nodiscard]] Result<std::vector<Theme>> parse_themes(const ContentFile& file, std::span<const std::string_view> icons);

}  // namespace minbar
