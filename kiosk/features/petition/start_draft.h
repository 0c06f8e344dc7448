// A petition that somebody wants to start, while it is being made, and what its steps share: how it opens, and the form
// that both ends check.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kiosk/session/event.h"
#include "kiosk/session/seen.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/petition_check.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::petition {

struct StartDraft {
  RecordId id;
  ReceiptCode code;
  PlaceCode addressee;
  std::string authorisation;  // of the addressee
  bool by_association = false;
  ui::TextEdit association;
  std::array<bool, 4> declared{};  // the four conditions of an association, in the order of PetitioningAssociation
  ui::TextEdit object;
  ui::TextEdit reasons;
  ui::TextEdit name;
  ui::TextEdit national_id;
  ui::TextEdit contact;
  bool consent = false;
  bool operator==(const StartDraft&) const = default;
};

inline constexpr int start_steps = 4;

// To the nearest collectivity that takes petitions; one does, or the way in is not shown.
[[nodiscard]] StartDraft opened_draft(const Seen& seen);
void address(StartDraft& draft, const PlaceCode& addressee, const Content& content);
// What is written in one of the form's fields; the object's text for a field that is none of them.
[[nodiscard]] ui::TextEdit& text_of(StartDraft& draft, Field field);
[[nodiscard]] const ui::TextEdit& text_of(const StartDraft& draft, Field field);
[[nodiscard]] PetitionStart start_of(const StartDraft& draft);
[[nodiscard]] std::vector<FormGap> gaps_of(const StartDraft& draft);

}  // namespace minbar::kiosk::petition
