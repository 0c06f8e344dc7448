// What update asks of the world. Effects are values; their outcome returns as an event.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "sync/domain/receipt_code.h"
#include "sync/domain/submission.h"

namespace minbar::kiosk {

// Seal, sign and store; answered by Saved or NotSaved.
struct Save {
  Submission submission;
  std::optional<ReceiptCode> code;  // a rating has none
  bool operator==(const Save&) const = default;
};

// Find out what this kiosk knows of a receipt code; answered by Found.
struct LookUp {
  RecordId ask;  // fresh, so that an answer that comes late meets no other question
  ReceiptCode code;
  bool operator==(const LookUp&) const = default;
};

using Effect = std::variant<Save, LookUp>;
using Effects = std::vector<Effect>;

}  // namespace minbar::kiosk
