#include "sync/collector/features/content/publish.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/features/content/fleet_content.h"
#include "sync/collector/published/packs.h"
#include "sync/domain/content/content.h"
#include "sync/domain/content/content_changes.h"
#include "sync/seal/hash.h"
#include "sync/wire/pack.h"

namespace minbar::collector {

namespace {

using Files = std::vector<ContentFile>;

constexpr std::size_t most_named = 20;          // of what would vanish; more says no more
constexpr std::int64_t honest_distance = 1000;  // no kiosk of ours is so far ahead; a stolen one could burn all numbers

std::string names_of(const std::vector<ContentLoss>& lost) {
  std::string out;
  for (std::size_t i = 0; i < std::min(lost.size(), most_named); ++i)
    out += fmt::format("{}{} {}", i == 0 ? "" : ", ", lost[i].kind, lost[i].id);
  if (lost.size() > most_named) out += fmt::format(" and {} more", lost.size() - most_named);
  return out;
}

// What kiosks in those places have now, the shipped pack where they are offered none. Also what only a part of a place
// has: the new pack is newer there too.
Result<std::vector<Files>> replaced_by(const Publisher& publisher, const std::vector<PlaceCode>& places,
                                       const Content& content) {
  bool shipped = false;
  const auto frames = TRY(publisher.storage.read([&](db::Database& database) -> Result<std::vector<Bytes>> {
    std::vector<Bytes> out;
    for (const auto version : packs_in_use(TRY(newest_offers(database)), content.places, places)) {
      shipped = shipped || version == 0;
      if (auto frame = TRY(frame_of(database, version))) out.push_back(*std::move(frame));
    }
    return out;
  }));
  std::vector<Files> replaced;
  for (const auto& frame : frames)
    replaced.push_back(
        TRY(wire::open_pack(frame, publisher.keys.signing.first().public_key(), publisher.collector)).files);
  if (shipped) replaced.push_back(publisher.shipped);
  return replaced;
}

Result<void> check_losses(const Publisher& publisher, const Publication& publication, const Content& content) {
  const auto shipped = TRY(parse_content(publisher.shipped, {.words = {}, .icons = {}}));
  if (const auto lost = lost_words(shipped.words, content.words); !lost.empty())
    return fail(Errc::conflict, fmt::format("screens of this version say what the pack has no more, or has with other "
                                            "arguments: {}. Put it back",
                                            names_of(lost)));
  for (const auto& files : TRY(replaced_by(publisher, publication.places, content))) {
    if (const auto moved = TRY(moved_thresholds(files, publication.files)); !moved.empty())
      return fail(Errc::conflict, fmt::format("what a petition needs was frozen when it opened and is another now: {}. "
                                              "Put its threshold back",
                                              names_of(moved)));
    if (publication.retire) continue;
    auto lost = TRY(lost_ids(files, publication.files));
    const auto before = TRY(parse_content(files, {.words = {}, .icons = {}}));
    for (auto& word : lost_words(before.words, content.words)) lost.push_back(std::move(word));
    if (!lost.empty())
      return fail(Errc::conflict,
                  fmt::format("the pack it replaces has what this one has no more: {}. Put it back, or say --retire",
                              names_of(lost)));
  }
  return {};
}

struct NewPack {
  std::int64_t version = 0;
  ByteView frame;
  const std::vector<PlaceCode>& places;
  const Actor& by;
  std::int64_t at_ms = 0;
};
// With its row in the audit.
Result<void> insert_pack(db::Database& database, const NewPack& pack) {
  TRY(database.execute(
      "INSERT INTO packs (version, hash, size_bytes, account, published_at_ms, frame) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      {pack.version, seal::hash_of(pack.frame), pack.frame.size(), pack.by.account, pack.at_ms, pack.frame}));
  if (pack.places.empty())
    TRY(database.execute("INSERT INTO pack_places (place, version) VALUES ('', $1)", {pack.version}));
  for (const auto& place : pack.places)
    TRY(database.execute("INSERT INTO pack_places (place, version) VALUES ($1, $2)", {place.value, pack.version}));
  return add_audit(database, {.at_ms = pack.at_ms, .action = Action::content_published, .by = pack.by});
}

}  // namespace

Result<Published> publish(const Publisher& publisher, const Publication& publication) {
  const std::vector<std::string_view> icons(publisher.icons.begin(), publisher.icons.end());
  const auto content = TRY(parse_content(publication.files, {.words = {}, .icons = icons}));
  for (const auto& place : publication.places)
    if (content.places.find(place) == nullptr)
      return fail(Errc::not_found,
                  fmt::format("there is no place {}; codes are in places/collectivities.csv", place.value));
  TRY(check_losses(publisher, publication, content));
  const auto shipped = TRY(shipped_version(publisher.shipped));
  const auto at_ms = publisher.clock.wall_ms();
  return publisher.storage.write([&](db::Database& database) -> Result<Published> {
    std::int64_t newest = std::max({TRY(newest_pack(database)), shipped, content.version});
    const auto far = newest + honest_distance;
    for (const auto& kiosk : TRY(content_of_fleet(database)))
      if (kiosk.version <= far) newest = std::max(newest, kiosk.version);
    const auto version = TRY(publisher.storage.numbers().next(database, NumberOf::pack, newest));
    const auto frame = TRY(
        wire::make_pack({.version = version,
                         .collector = publisher.collector,
                         .made_at_s = at_ms / 1000,
                         .places = publication.places,
                         .files = publication.files},
                        publisher.keys.signing.first()));  // a kiosk gets it signed anew with the key that it believes
    TRY(insert_pack(
        database,
        {.version = version, .frame = frame, .places = publication.places, .by = publication.by, .at_ms = at_ms}));
    return Published{.version = version, .size_bytes = static_cast<std::int64_t>(frame.size())};
  });
}

}  // namespace minbar::collector
