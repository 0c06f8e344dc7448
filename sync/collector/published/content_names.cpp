#include "sync/collector/published/content_names.h"

#include <algorithm>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/published/pack_source.h"
#include "sync/collector/published/packs.h"
#include "sync/domain/content/content.h"
#include "sync/wire/pack.h"

namespace minbar::collector {

namespace {

// Nothing where the pack has none: one from before petitions may lack what they need.
Result<std::vector<Petition>> petitions_in(const std::vector<ContentFile>& files) {
  if (!find_file(files, "petitions.json")) return std::vector<Petition>();
  auto content = TRY(parse_content(files, {.words = {}, .icons = {}}));
  return std::move(content.petitions.all);
}

// `text` is anything that can say itself in a language.
template <class Names, class Text>
Names names_of(const Text& text) {
  return {.ar = text.in(Language::ar).text,
          .fr = text.in(Language::fr).text,
          .en = text.in(Language::en).text,
          .zgh = text.in(Language::zgh).text};
}

bool may_pass(Errc code) { return code == Errc::busy || code == Errc::full || code == Errc::io; }

}  // namespace

Result<void> ContentNames::take_names(const std::vector<ContentFile>& files, Tables& into) {
  const auto take = [](Named& named, const auto& things) {
    for (const auto& thing : things) named.insert_or_assign(thing.id.value, names_of<Names>(thing.name));
  };
  const auto themes = TRY(parse_themes(*TRY(find_file(files, "themes.json")), {}));
  take(into.themes, themes);
  const auto services = TRY(parse_services(*TRY(find_file(files, "services.json")), {}));
  take(into.services, services.all);
  take(into.reasons, services.reasons);
  // a pack from when places were others has no commitments to name any more
  const auto commitments = parse_commitments(*TRY(find_file(files, "commitments.json")), into.places->tree(), themes);
  for (const auto& commitment : commitments ? commitments->all : std::vector<Commitment>())
    into.commitments.insert_or_assign(commitment.id.value, names_of<Names>(commitment.title));
  return {};
}

Result<std::vector<Petition>> ContentNames::take_places(const std::vector<ContentFile>& files, Tables& into) {
  auto content = TRY(parse_content(files, {.words = {}, .icons = {}}));
  into.places = std::make_unique<const SpelledPlaces>(std::move(content.places), std::move(content.words));
  return std::move(content.petitions.all);
}

void ContentNames::take_petitions(std::vector<Petition> petitions, Tables& into) {
  for (auto& petition : petitions) {
    const auto same = std::find_if(into.petitions.begin(), into.petitions.end(),
                                   [&](const Petition& known) { return known.id == petition.id; });
    if (same == into.petitions.end())
      into.petitions.push_back(std::move(petition));
    else
      *same = std::move(petition);
  }
}

Result<std::unique_ptr<ContentNames>> ContentNames::open(const std::filesystem::path& folder) {
  std::unique_ptr<ContentNames> names(new ContentNames(TRY(read_pack_folder(folder))));
  auto tables = std::make_shared<Tables>();
  tables->petitions = TRY(take_places(names->shipped_, *tables));
  TRY(take_names(names->shipped_, *tables));
  names->tables_ = std::move(tables);
  return names;
}

Result<std::shared_ptr<const ContentNames::Tables>> ContentNames::read_published(Storage& storage,
                                                                                 const seal::SigningPublicKey& key,
                                                                                 const CollectorId& collector) const {
  const auto heads = TRY(storage.read([](db::Database& database) { return list_packs(database); }));
  const auto offers = TRY(storage.read([](db::Database& database) { return newest_offers(database); }));
  const auto files_of = [&](const PackHead& head) -> Result<std::vector<ContentFile>> {
    const auto frame = TRY(storage.read([&](db::Database& database) { return frame_of(database, head.version); }));
    if (!frame) return fail(Errc::not_found, "a content pack of the list is not there");
    return TRY(wire::open_pack(*frame, key, collector)).files;
  };
  ENSURE(!heads.empty(), "what is followed was published");
  auto tables = std::make_shared<Tables>();
  const auto newest = TRY(files_of(heads.front()));
  auto newest_petitions = TRY(take_places(newest, *tables));
  const auto used = packs_in_use(offers, tables->places->tree(), {});
  if (used.contains(0)) take_petitions(TRY(petitions_in(shipped_)), *tables);
  TRY(take_names(shipped_, *tables));
  for (std::size_t i = heads.size(); i-- > 1;) {  // the newest last: its names and petitions count
    const bool is_used = used.contains(heads[i].version);
    const bool is_remembered = i < static_cast<std::size_t>(limits::packs_remembered);
    if (!is_used && !is_remembered) continue;
    const auto files = TRY(files_of(heads[i]));
    if (is_remembered) TRY(take_names(files, *tables));
    if (is_used) take_petitions(TRY(petitions_in(files)), *tables);
  }
  TRY(take_names(newest, *tables));
  take_petitions(std::move(newest_petitions), *tables);
  return tables;
}

void ContentNames::follow(Storage& storage, const seal::SigningPublicKey& key, const CollectorId& collector) {
  const std::unique_lock alone(following_, std::try_to_lock);
  if (!alone) return;
  const auto newest = storage.read([](db::Database& database) { return newest_pack(database); });
  if (!newest || *newest <= followed_) return;
  const auto made = read_published(storage, key, collector);
  // what the database could not give just now is asked for again; a pack that cannot be read stays so
  if (made || !may_pass(made.error().code)) followed_ = *newest;
  if (!made) return log(LogEvent::content_names_kept, {{"version", *newest}, {"error", made.error().code}});
  const std::lock_guard lock(mutex_);
  tables_ = *made;
}

std::shared_ptr<const ContentNames::Tables> ContentNames::now() const {
  const std::lock_guard lock(mutex_);
  return tables_;
}

std::string ContentNames::name_in(const Named& named, const std::string& id, Language language) {
  const auto found = named.find(id);
  if (found == named.end()) return id;
  const auto& names = found->second;
  switch (language) {
    case Language::ar:
      return names.ar;
    case Language::zgh:
      return names.zgh;
    case Language::fr:
      return names.fr;
    case Language::en:
      return names.en;
  }
  return names.ar;
}

std::set<std::string> ContentNames::ids_of(const Named& named) {
  std::set<std::string> ids;
  for (const auto& [id, name] : named) ids.insert(id);
  return ids;
}

std::set<std::string> ContentNames::services() const { return ids_of(now()->services); }

std::set<std::string> ContentNames::reasons() const { return ids_of(now()->reasons); }

std::set<std::string> ContentNames::commitments() const { return ids_of(now()->commitments); }

std::string ContentNames::theme(const ThemeId& id, Language language) const {
  return name_in(now()->themes, id.value, language);
}

std::string ContentNames::service(const ServiceId& id, Language language) const {
  return name_in(now()->services, id.value, language);
}

std::string ContentNames::reason(const ReasonId& id, Language language) const {
  return name_in(now()->reasons, id.value, language);
}

std::string ContentNames::commitment(const CommitmentId& id, Language language) const {
  return name_in(now()->commitments, id.value, language);
}

std::string ContentNames::place(const PlaceCode& code, Language language) const {
  return now()->places->name(code, language);
}

std::vector<NamedPlace> ContentNames::places() const { return now()->places->all(); }

std::vector<PlaceCode> ContentNames::lineage(const PlaceCode& code) const {
  return now()->places->tree().lineage(code);
}

std::vector<PlaceCode> ContentNames::places_in(const PlaceCode& code) const {
  const auto tables = now();
  std::vector<PlaceCode> out;
  for (const auto& place : tables->places->tree().all())
    if (tables->places->tree().lies_in(place.code, code)) out.push_back(place.code);
  if (out.empty()) out.push_back(code);
  return out;
}

std::vector<Petition> ContentNames::petitions() const { return now()->petitions; }

bool ContentNames::takes_signatures(const PlaceCode& place, const PetitionId& petition) const {
  const auto tables = now();
  const auto& all = tables->petitions;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Petition& one) { return one.id == petition; });
  return found != all.end() && tables->places->tree().lies_in(place, found->addressee);
}

bool ContentNames::is_signed_elsewhere(const PlaceCode& place, const PetitionId& petition) const {
  const auto tables = now();
  const auto& all = tables->petitions;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Petition& one) { return one.id == petition; });
  return found != all.end() && !tables->places->tree().lies_in(place, found->addressee);
}

bool ContentNames::is_place(const PlaceCode& code) const { return now()->places->tree().find(code) != nullptr; }

std::vector<PlaceCode> ContentNames::provinces_in(const PlaceCode& region) const {
  std::vector<PlaceCode> out;
  const auto tables = now();
  for (const auto& place : tables->places->tree().all())
    if (place.parent == region && (place.kind == PlaceKind::province || place.kind == PlaceKind::prefecture))
      out.push_back(place.code);
  return out;
}

std::vector<NamedPlace> ContentNames::find_place(std::string_view text, const Within& within) const {
  return now()->places->find(text, within);
}

}  // namespace minbar::collector
