#include "kiosk/features/petition/start_draft.h"

#include "sync/domain/records/national_id.h"

namespace minbar::kiosk::petition {

namespace {

template <class Draft>
auto& written_in(Draft& draft, Field field) {
  switch (field) {
    case Field::reasons:
      return draft.reasons;
    case Field::name:
      return draft.name;
    case Field::national_id:
      return draft.national_id;
    case Field::contact:
      return draft.contact;
    case Field::association:
      return draft.association;
    default:
      return draft.object;
  }
}

}  // namespace

void address(StartDraft& draft, const PlaceCode& addressee, const Content& content) {
  const auto* settings = content.petitions.settings_of(addressee);
  if (settings == nullptr) return;
  draft.addressee = addressee;
  draft.authorisation = settings->authorisation;
}

StartDraft opened_draft(const Seen& seen) {
  StartDraft draft;
  draft.id = seen.context.fresh_id;
  draft.code = seen.context.fresh_code;
  const auto& station = seen.kiosk.station;
  if (!station) return draft;
  const auto& content = seen.context.content;
  const auto addressees = content.petitions.addressees_at(station->place, content.places);
  if (!addressees.empty()) address(draft, addressees.front()->place, content);
  return draft;
}

const ui::TextEdit& text_of(const StartDraft& draft, Field field) { return written_in(draft, field); }
ui::TextEdit& text_of(StartDraft& draft, Field field) { return written_in(draft, field); }

PetitionStart start_of(const StartDraft& draft) {
  PetitionStart out;
  out.addressee = draft.addressee;
  out.object = draft.object.text;
  out.reasons = draft.reasons.text;
  out.representative.name = draft.name.text;
  out.representative.national_id = normalized_national_id(draft.national_id.text).value_or(draft.national_id.text);
  out.representative.contact = draft.contact.text;
  out.authorisation = draft.authorisation;
  if (!draft.by_association) return out;
  auto& association = out.association.emplace();
  association.name = draft.association.text;
  association.older_than_three_years = draft.declared[0];
  association.in_good_standing = draft.declared[1];
  association.seated_in_territory = draft.declared[2];
  association.activity_related = draft.declared[3];
  return out;
}

std::vector<FormGap> gaps_of(const StartDraft& draft) { return minbar::gaps_of(start_of(draft)); }

}  // namespace minbar::kiosk::petition
