// The content pack as one value: words, themes, keyboards, places and the number it goes by. Read once at start by the
// kiosk, whole or not at all: a mistake anywhere refuses the pack with file, line and reason, before a citizen can meet
// it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/commitments/commitments.h"
#include "sync/domain/commitments/outcomes.h"
#include "sync/domain/content/campaigns.h"
#include "sync/domain/content/opening_hours.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/keyboards/keyboards.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/domain/places/places.h"
#include "sync/domain/staff/badges.h"
#include "sync/domain/subjects/services.h"
#include "sync/domain/subjects/themes.h"
#include "sync/domain/words/words.h"

namespace minbar {

struct Content {
  std::int64_t version = 0;  // a record names the version it was made under
  Catalogue words;
  std::vector<Theme> themes;
  Services services;
  Keyboards keyboards;
  Places places;
  OpeningHours hours;          // none: no kiosk knows of a closing
  std::int64_t made_at_s = 0;  // UTC, when it was published; 0: it was shipped
  Commitments commitments;
  std::vector<OutcomeCard> outcomes;  // of outcomes.json, when the pack has one
  Petitions petitions;
  std::vector<Badge> badges;        // of staff.json, when the pack has one
  std::vector<Campaign> campaigns;  // of campaigns.json, when the pack has one

  [[nodiscard]] const Theme* find_theme(const ThemeId& id) const;  // null: none; lives as long as this
};

// What the program will ask of the pack.
struct ContentNeeds {
  std::span<const WordKey> words;           // besides those place_label says
  std::span<const std::string_view> icons;  // names the icon font has; empty: not checked
  // The program's own pack, or its files of words alone, which has what a pack that was published before lacks; empty:
  // a pack that lacks a word is refused.
  std::span<const ContentFile> own = {};
};

// The files a pack consists of, relative to its folder. What is not in this list is left alone, so that a pack made for
// a newer program still serves this one.
struct PackFile {
  std::string_view name;
  bool required = true;  // else the pack is whole without it
};
[[nodiscard]] std::span<const PackFile> pack_files();

// The number in pack.json: that of a pack shipped with a program; a published one's is signed with it.
[[nodiscard]] Result<std::int64_t> shipped_version(std::span<const ContentFile> files);

[[nodiscard]] Result<Content> parse_content(std::span<const ContentFile> files, const ContentNeeds& needs);

}  // namespace minbar
