// A campaign: some days on which one kiosk, at a fair or a forum, asks about one thing. The pack holds them all; which
// one a kiosk has is said where it is started. Used by the kiosk's waiting screen and menu.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/subjects/themes.h"
#include "sync/domain/time/calendar_date.h"
#include "sync/domain/words/local_text.h"

namespace minbar {

struct Campaign {
  std::string id;
  CalendarDate from;
  CalendarDate to;  // the last day
  LocalText title;
  LocalText text;
  std::vector<std::string> doors;  // of the menu; at least one
  std::optional<ThemeId> theme;    // what a proposal is about then; none: its citizen says
  bool sample = false;             // invented: whoever shows it says so
  bool operator==(const Campaign&) const = default;

  [[nodiscard]] bool runs_on(const CalendarDate& day) const { return from <= day && day <= to; }
};

// Null: none; lives as long as `campaigns`.
[[nodiscard]] const Campaign* find_campaign(std::span<const Campaign> campaigns, std::string_view id);

// Refused with file and line: an id given twice, a date that is none, an end before the beginning, a door that the menu
// has not, no door at all, an unknown theme.
[[nodiscard]] Result<std::vector<Campaign>> parse_campaigns(const ContentFile& file, std::span<const Theme> themes);

}  // namespace minbar
