#include "sync/collector/intake/kiosk_parts.h"

#include <memory>

#include "sync/base/log.h"
#include "sync/collector/followed/followed.h"
#include "sync/collector/published/packs.h"
#include "sync/collector/published/packs_to_kiosks.h"
#include "sync/wire/body_codec.h"

namespace minbar::collector {

namespace {

struct Standing {
  PlaceCode place;
  std::string zone;
};

Result<std::optional<Standing>> where_it_stands(db::Database& database, const DeviceId& device) {
  const auto row =
      TRY(database.query_one("SELECT place, zone FROM assignments WHERE device = $1 AND until_ms IS NULL", {device}));
  if (!row) return std::nullopt;
  return Standing{.place = {row->text(0)}, .zone = row->text(1)};
}

Result<void> add_place(const ContentNames& names, const Composing& now, wire::SyncReply& reply) {
  if (!now.request.place) return {};
  const auto stands = TRY(where_it_stands(now.database, now.request.device));
  if (!stands || stands->place == *now.request.place) return {};
  reply.place = wire::Place{.code = stands->place,
                            .name_ar = names.place(stands->place, Language::ar),
                            .name_fr = names.place(stands->place, Language::fr),
                            .zone = stands->zone};
  return {};
}

struct PackNeeds {
  const ContentNames& names;
  const CollectorKeys& keys;
  PacksToKiosks& packs;
};

Result<void> add_pack(const PackNeeds& with, const Composing& now, wire::SyncReply& reply) {
  const auto stands = TRY(where_it_stands(now.database, now.request.device));
  if (!stands) return {};
  const auto offer = TRY(pack_for(now.database, with.names.lineage(stands->place)));
  if (!offer || offer->version <= now.request.content_version) return {};
  const auto* key = key_for(with.keys, now.request.follows);
  if (key == nullptr) return {};  // and no reply either
  reply.content = TRY(with.packs.offer(now.database, *offer, *key));
  const auto& want = now.request.want;
  if (!want || want->version != offer->version) return {};
  if (const auto piece = TRY(piece_of(now.database, *want)))
    reply.piece = TRY(with.packs.piece(now.database, *piece, *key));
  return {};
}

}  // namespace

ReplyPart place_part(const ContentNames& names) {
  return [&names](const Composing& now, wire::SyncReply& reply) { return add_place(names, now, reply); };
}

ReplyPart pack_part(const ContentNames& names, const CollectorKeys& keys) {
  const auto packs = std::make_shared<PacksToKiosks>(keys.signing.first().public_key());
  return [&names, &keys, packs](const Composing& now, wire::SyncReply& reply) -> Result<void> {
    if (const auto added = add_pack({.names = names, .keys = keys, .packs = *packs}, now, reply); !added)
      log(LogEvent::content_not_offered, {{"error", added.error().code}});
    return {};
  };
}

ReplyPart succession_part(const CollectorKeys& keys) {
  return [&keys](const Composing& now, wire::SyncReply& reply) -> Result<void> {
    reply.succession = statement_for(keys, now.request.follows);
    return {};
  };
}

RequestNote followed_note() {
  return [](db::Database& database, const wire::SyncRequest& request, std::int64_t) {
    return note_followed(database, request.device, request.follows);
  };
}

ReplyPart understands_part() {
  return [](const Composing&, wire::SyncReply& reply) -> Result<void> {
    wire::Understands understands{.version = MINBAR_VERSION};
    for (const auto kind : wire::body_kinds) understands.words.emplace_back(kind);
    understands.words.emplace_back(wire::health_word);
    reply.understands = std::move(understands);
    return {};
  };
}

}  // namespace minbar::collector
