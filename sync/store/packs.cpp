#include "sync/store/packs.h"

#include <algorithm>

#include "sync/store/counters.h"

namespace minbar::store {

namespace {
constexpr std::size_t most_taken = 4;  // the one in use, the one before it and a newer one
}  // namespace

Result<PackState> Packs::state() {
  return folder_->database().snapshot([&]() -> Result<PackState> {
    PackState out;
    const auto row =
        TRY(folder_->database().query_one("SELECT kiosk.content_version, note, note_version FROM content, kiosk WHERE "
                                          "content.one = 1 AND kiosk.one = 1"));
    if (!row) return missing_row();
    out.in_use = row->integer(0);
    out.outcome = row->text(1);
    out.outcome_version = row->integer(2);
    out.arriving = TRY(arriving_pack(*folder_));
    for (const auto& pack : TRY(folder_->database().query("SELECT version, unusable FROM pack ORDER BY version DESC")))
      out.stored.push_back({.version = pack.integer(0), .unusable = pack.text(1)});
    return out;
  });
}

namespace {

// Whoever has a former key makes no pack that counts: only those that were here then.
Result<wire::Pack> open_trusted(ByteView frame, const CollectorPin& pin) {
  auto pack = wire::open_pack(frame, pin.signing_key, pin.collector);
  if (pack || pack.error().code != Errc::denied || pin.packs.empty()) return pack;
  const auto hash = seal::hash_of(frame);
  if (std::find(pin.packs.begin(), pin.packs.end(), hash) == pin.packs.end()) return pack;
  for (const auto& former : pin.former)
    if (auto taken = wire::open_pack(frame, former.signing_key, pin.collector)) return taken;
  return pack;
}

}  // namespace

Result<std::vector<seal::Hash>> Packs::taken() {
  const auto pin = TRY(folder_->must_trust());
  std::vector<seal::Hash> out;
  for (const auto& row :
       TRY(folder_->database().query("SELECT frame FROM pack ORDER BY version DESC LIMIT $1", {most_taken})))
    if (open_trusted(row.bytes(0), pin)) out.push_back(seal::hash_of(row.bytes(0)));
  return out;
}

Result<wire::Pack> Packs::read(std::int64_t version) {
  const auto collector = TRY(folder_->must_trust());
  const auto row = TRY(folder_->database().query_one("SELECT frame FROM pack WHERE version = $1", {version}));
  if (!row) return fail(Errc::not_found, "that content pack is not stored here");
  auto pack = TRY(open_trusted(row->bytes(0), collector));
  if (pack.version != version) return fail(Errc::corrupt, "a content pack is stored under another number");
  return pack;
}

Result<void> Packs::note_unusable(std::int64_t version, std::string_view why) {
  TRY(folder_->database().execute("UPDATE pack SET unusable = $2 WHERE version = $1 AND unusable <> $2",
                                  {version, why}));
  return {};
}

Result<void> Packs::forget_before(std::int64_t version) {
  TRY(folder_->database().execute("DELETE FROM pack WHERE version < (SELECT max(version) FROM pack WHERE version < $1)",
                                  {version}));
  return {};
}

}  // namespace minbar::store
