// A proposal while it is being made. Its id and receipt code are minted when it opens, so that a double tap or a retry
// can never make two.
#pragma once

#include <optional>

#include "sync/domain/ids.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk {

struct Draft {
  RecordId id;
  ReceiptCode code;
  std::optional<ThemeId> theme;
  ui::TextEdit text;
  bool consent = false;  // to the data-protection notice; name and contact are asked only after it
  ui::TextEdit name;
  ui::TextEdit contact;
  bool operator==(const Draft&) const = default;
};

}  // namespace minbar::kiosk
