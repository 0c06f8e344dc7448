#include "kiosk/features/petition/sign_draft.h"

#include "sync/domain/records/national_id.h"

namespace minbar::kiosk::petition {

bool is_home(const Place& place) { return place.kind == PlaceKind::commune || place.kind == PlaceKind::arrondissement; }

SignDraft opened_signature(const Petition& petition, const Seen& seen) {
  const Context& context = seen.context;
  SignDraft draft;
  draft.id = context.fresh_id;
  draft.petition = petition.id;
  if (const auto* settings = context.content.petitions.settings_of(petition.addressee); settings != nullptr) {
    draft.authorisation = settings->authorisation;
    draft.list = settings->electoral_list;
  }
  if (const auto& station = seen.kiosk.station; station && station->place == petition.addressee)
    if (const auto* place = context.content.places.find(station->place); place != nullptr && is_home(*place))
      draft.here = station->place;
  return draft;
}

void choose_link(SignDraft& draft, TerritoryLink link) {
  draft.link = link;
  if (!draft.here || draft.home_asked) return;
  if (link == TerritoryLink::resident)
    draft.residence = draft.here;
  else if (draft.residence == draft.here)
    draft.residence.reset();
}

bool home_is_filled_in(const SignDraft& draft) { return draft.here && draft.link != TerritoryLink::activity; }

bool skips_home(const SignDraft& draft) { return home_is_filled_in(draft) && !draft.home_asked; }

int sign_steps(const SignDraft& draft) { return home_is_filled_in(draft) ? 4 : 5; }

PetitionSignature signature_of(const SignDraft& draft) {
  PetitionSignature out;
  out.petition = draft.petition;
  out.given_name = draft.given_name.text;
  out.family_name = draft.family_name.text;
  out.national_id = normalized_national_id(draft.national_id.text).value_or(draft.national_id.text);
  out.link = draft.link.value_or(TerritoryLink::resident);
  out.on_electoral_list = draft.on_electoral_list;
  if (draft.residence) out.residence = *draft.residence;
  out.ink = draft.ink;
  out.authorisation = draft.authorisation;
  return out;
}

std::vector<FormGap> gaps_of(const SignDraft& draft) { return minbar::gaps_of(signature_of(draft), draft.list); }

std::optional<FormGap> first_gap(const SignDraft& draft, SignStep step) {
  for (const auto gap : gaps_of(draft))
    if (sign_step_of(gap) == step) return gap;
  return std::nullopt;
}

SignStep sign_step_of(FormGap gap) {
  switch (gap) {
    case FormGap::given_name:
    case FormGap::family_name:
    case FormGap::national_id:
    case FormGap::national_id_malformed:
      return SignStep::name;
    case FormGap::residence:
      return SignStep::home;
    case FormGap::ink:
    case FormGap::ink_too_small:
      return SignStep::ink;
    default:
      return SignStep::who;
  }
}

}  // namespace minbar::kiosk::petition
