#include "sync/domain/commitments/outcomes.h"

#include "sync/domain/commitments/published.h"

namespace minbar {

namespace {

Result<OutcomeCard> card(const PublishedReader& published, const LocatedJson& value, std::set<std::string>& before) {
  const auto& json = published.json;
  TRY(json.only_members(value, {"id", "place", "theme", "said", "did", "date", "source", "sample"}));
  OutcomeCard out;
  out.id = TRY(published.id(value, before));
  out.sample = TRY(published.flag(value, "sample"));
  if (const auto* place = TRY(published.known(value, "place"))) out.place = TRY(published.place(*place));
  out.theme = TRY(published.theme(*TRY(json.member(value, "theme"))));
  out.said = TRY(parse_sourced_text(json, *TRY(json.member(value, "said"))));
  out.did = TRY(parse_sourced_text(json, *TRY(json.member(value, "did"))));
  const auto date = TRY(published.date(value, "date"));
  if (!date) return json.fault(value, "the date is missing: when was it done?");
  out.date = *date;
  out.source_url = TRY(published.source_url(value, out.sample));
  return out;
}

}  // namespace

Result<std::vector<OutcomeCard>> parse_outcomes(const ContentFile& file, const Places& places,
                                                std::span<const Theme> themes) {
  const auto root = TRY(parse_located_json(file));
  const PublishedReader published(file, places, themes);
  TRY(published.json.only_members(root, {"meta", "outcomes"}));
  std::vector<OutcomeCard> out;
  std::set<std::string> ids;
  for (const auto& value : *TRY(published.json.array_member(root, "outcomes")))
    out.push_back(TRY(card(published, value, ids)));
  return out;
}

}  // namespace minbar
