#include "sync/store/packs.h"

#include "sync/store/counters.h"

namespace minbar::store {

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

Result<wire::Pack> Packs::read(std::int64_t version) {
  const auto collector = TRY(folder_->must_trust());
  const auto row = TRY(folder_->database().query_one("SELECT frame FROM pack WHERE version = $1", {version}));
  if (!row) return fail(Errc::not_found, "that content pack is not stored here");
  auto pack = TRY(wire::open_pack(row->bytes(0), collector.signing_key, collector.collector));
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
