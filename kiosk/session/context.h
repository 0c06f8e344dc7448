// What update and view may look at besides the state: words, content, the time as given, fresh randomness as given.
// Both stay pure: nothing in here reads a clock, a file or a random source.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "sync/domain/content/content.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/words/words.h"
#include "ui/text_edit.h"
#include "ui/theme.h"

namespace minbar::kiosk {

// Icons by their names in the icon face.
using Icons = std::map<std::string, char32_t, std::less<>>;

struct Context {
  const Catalogue& words;
  const Content& content;
  const Campaign* campaign = nullptr;  // that runs here today
  const ui::GraphemeBreaks& graphemes;
  const ui::WordRanges& word_ranges;  // of a citizen's text
  const Icons& icons;
  ui::Panel panel;
  std::int64_t now_ms = 0;  // monotonic
  std::int64_t wall_s = 0;  // UTC seconds as the kiosk believes
  RecordId fresh_id;        // used by the one step that opens a draft
  ReceiptCode fresh_code;
};

}  // namespace minbar::kiosk
