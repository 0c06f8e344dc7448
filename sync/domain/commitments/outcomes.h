// "You said, we did": what citizens asked for and what came of it, as the content pack tells it. Used by the kiosk's
// screen that waits; it names no person.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"
#include "sync/domain/subjects/themes.h"
#include "sync/domain/time/partial_date.h"
#include "sync/domain/words/sourced_text.h"

namespace minbar {

struct OutcomeCard {
  std::string id;
  std::optional<PlaceCode> place;  // none: for every place
  ThemeId theme;
  SourcedText said;
  SourcedText did;
  PartialDate date;        // when it was done
  std::string source_url;  // empty only for a sample
  bool sample = false;     // invented: whoever shows it says so
  bool operator==(const OutcomeCard&) const = default;
};

// Refused with file and line: an id given twice, a place or theme that the pack has not, a date that is none, an item
// without a source that is no sample.
[[nodiscard]] Result<std::vector<OutcomeCard>> parse_outcomes(const ContentFile& file, const Places& places,
                                                              std::span<const Theme> themes);

}  // namespace minbar
