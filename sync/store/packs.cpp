// How a content pack comes to be whole and durable here, and how the kiosk takes it out again.
#include "sync/store/packs.h"

#include <filesystem>
#include <system_error>

#include "sync/base/log.h"
#include "sync/store/counters.h"
#include "sync/store/kiosk_store.h"
#include "sync/wire/pack.h"

namespace minbar::store {

namespace {

struct Arriving {
  std::int64_t version = 0;
  seal::Hash hash{};
  std::int64_t bytes = 0;
  std::int64_t arrived = 0;
  std::int64_t starts = 0;
};

Result<std::optional<Arriving>> arriving_in(db::Database& database) {
  const auto row = TRY(database.query_one(
      "SELECT arriving_version, arriving_hash, arriving_bytes, arrived_bytes, starts FROM content WHERE one = 1"));
  if (!row) return missing_row();
  if (row->is_null(0)) return std::nullopt;
  return Arriving{.version = row->integer(0),
                  .hash = row->id<seal::Hash>(1),
                  .bytes = row->integer(2),
                  .arrived = row->integer(3),
                  .starts = row->integer(4)};
}

Result<void> set_arriving(db::Database& database, const std::optional<Arriving>& arriving) {
  TRY(database.execute("DELETE FROM pack_piece"));
  const auto next = arriving.value_or(Arriving{});
  std::optional<std::int64_t> version;
  std::optional<seal::Hash> hash;
  if (arriving) {
    version = next.version;
    hash = next.hash;
  }
  TRY(
      database.execute("UPDATE content SET arriving_version = $1, arriving_hash = $2, arriving_bytes = $3, "
                       "arrived_bytes = 0, starts = $4 WHERE one = 1",
                       {version, hash, next.bytes, next.starts}));
  return {};
}

Result<Bytes> bytes_that_arrived(db::Database& database) {
  Bytes out;
  for (const auto& row : TRY(database.query("SELECT bytes FROM pack_piece ORDER BY offset"))) {
    const auto& piece = row.bytes(0);
    out.insert(out.end(), piece.begin(), piece.end());
  }
  return out;
}

// Of the pack in use, and of every one that was stored: nothing before it is taken again.
Result<std::int64_t> newest_known(db::Database& database) {
  const auto row = TRY(database.query_one(
      "SELECT max(content_version, coalesce((SELECT max(version) FROM pack), 0)) FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  return row->integer(0);
}

}  // namespace

std::string_view name_of(PackOutcome outcome) {
  switch (outcome) {
    case PackOutcome::none:
      return "none";
    case PackOutcome::arriving:
      return "arriving";
    case PackOutcome::stored:
      return "stored";
    case PackOutcome::no_room:
      return "no_room";
    case PackOutcome::altered:
      return "altered";
    case PackOutcome::not_ours:
      return "not_ours";
    case PackOutcome::too_large:
      return "too_large";
    case PackOutcome::older:
      return "older";
  }
  return "none";
}

Result<void> KioskStore::note_offer(PackOutcome outcome, std::int64_t version) {
  TRY(database_.execute("UPDATE content SET note = $1, note_version = $2, note_ms = $3 WHERE one = 1",
                        {name_of(outcome), version, clock_->wall_ms()}));
  return {};
}

Result<void> KioskStore::refuse_offer(PackOutcome why, std::int64_t version, const seal::Hash& hash) {
  log(Event::pack_refused, {{"version", version}, {"reason", LogName{name_of(why)}}});
  TRY(set_arriving(database_, std::nullopt));
  TRY(database_.execute("UPDATE content SET refused_version = $1, refused_hash = $2 WHERE one = 1", {version, hash}));
  return note_offer(why, version);
}

Result<std::int64_t> KioskStore::room_bytes() {
  std::error_code error;
  const auto disk = std::filesystem::space(folder_, error);
  if (error) return fail(Errc::io, "the free space of the disk cannot be read");
  const auto pages = TRY(database_.query_one(
      "SELECT freelist_count * page_size, (page_count - freelist_count) * page_size FROM pragma_page_count, "
      "pragma_freelist_count, pragma_page_size"));
  // what was delivered leaves free pages behind: the file never shrinks
  const auto room = static_cast<std::int64_t>(disk.available) + pages->integer(0);
  const auto row = TRY(database_.query_one("SELECT max_bytes FROM content WHERE one = 1"));
  const auto most = row->maybe_integer(0);
  return most ? std::min(room, *most - pages->integer(1)) : room;
}

// Twice its size: its pieces, and the whole beside them until they go. What has arrived is no longer free.
Result<bool> KioskStore::has_room_for_pack(std::int64_t bytes, std::int64_t arrived) {
  return 2 * bytes - arrived + limits::content_leaves_bytes <= TRY(room_bytes());
}

// False: it had to give its room back to records.
Result<bool> KioskStore::keep_room_for_arriving() {
  const auto arriving = TRY(arriving_in(database_));
  if (!arriving || TRY(has_room_for_pack(arriving->bytes, arriving->arrived))) return true;
  TRY(set_arriving(database_, std::nullopt));
  TRY(note_offer(PackOutcome::no_room, arriving->version));
  return false;
}

Result<bool> KioskStore::take_offer(const wire::ContentOffer& offer) {
  const auto known = TRY(newest_known(database_));
  if (offer.version == known) return false;
  if (offer.version < known) {
    TRY(note_offer(PackOutcome::older, offer.version));
    return false;
  }
  const auto arriving = TRY(arriving_in(database_));
  const bool same = arriving && arriving->version == offer.version && arriving->hash == offer.hash &&
                    arriving->bytes == offer.size_bytes;
  if (same) return false;
  const auto refused =
      TRY(database_.query_one("SELECT 1 FROM content WHERE one = 1 AND refused_version = $1 AND refused_hash = $2",
                              {offer.version, offer.hash}));
  if (refused) return false;
  if (offer.size_bytes > static_cast<std::int64_t>(limits::pack_bytes)) {
    TRY(refuse_offer(PackOutcome::too_large, offer.version, offer.hash));
    return false;
  }
  const bool room = TRY(has_room_for_pack(offer.size_bytes, 0));
  std::optional<Arriving> next;
  if (room) next = Arriving{.version = offer.version, .hash = offer.hash, .bytes = offer.size_bytes};
  TRY(set_arriving(database_, next));
  TRY(note_offer(room ? PackOutcome::arriving : PackOutcome::no_room, offer.version));
  return room;
}

// True when the piece led on: there is more to fetch.
Result<bool> KioskStore::take_piece(const wire::ContentPiece& piece, const Enrolment& enrolled, Applied& applied) {
  auto arriving = TRY(arriving_in(database_));
  if (!arriving || arriving->version != piece.version || arriving->arrived != piece.offset) return false;
  const auto more = static_cast<std::int64_t>(piece.bytes.size());
  if (arriving->arrived + more > arriving->bytes) return start_over();
  TRY(database_.execute("INSERT INTO pack_piece (offset, bytes) VALUES ($1, $2)", {piece.offset, piece.bytes}));
  TRY(database_.execute("UPDATE content SET arrived_bytes = arrived_bytes + $1 WHERE one = 1", {more}));
  if (arriving->arrived + more < arriving->bytes) return true;
  return finish_pack(enrolled, applied);
}

Result<bool> KioskStore::start_over() {
  auto arriving = TRY(arriving_in(database_));
  ENSURE(arriving.has_value(), "only what was begun starts over");
  if (++arriving->starts < limits::pack_starts) {
    TRY(set_arriving(database_, arriving));
    return true;
  }
  TRY(refuse_offer(PackOutcome::altered, arriving->version, arriving->hash));
  return false;
}

Result<bool> KioskStore::finish_pack(const Enrolment& enrolled, Applied& applied) {
  const auto arriving = TRY(arriving_in(database_));
  const auto frame = TRY(bytes_that_arrived(database_));
  if (seal::hash_of(frame) != arriving->hash) return start_over();
  const auto pack = wire::open_pack(frame, enrolled.signing_key, enrolled.collector);
  if (!pack || pack->version != arriving->version) {
    TRY(refuse_offer(PackOutcome::not_ours, arriving->version, arriving->hash));
    return false;
  }
  // What was overtaken before it was ever used goes; what is in use and the one before it stay.
  TRY(database_.execute("DELETE FROM pack WHERE version > (SELECT content_version FROM kiosk WHERE one = 1)"));
  TRY(database_.execute("INSERT INTO pack (version, taken_ms, frame) VALUES ($1, $2, $3)",
                        {pack->version, clock_->wall_ms(), frame}));
  TRY(set_arriving(database_, std::nullopt));
  TRY(note_offer(PackOutcome::stored, pack->version));
  applied.pack_stored = true;
  return false;
}

// Apart from what the reply says of records: whatever is wrong with a pack, they are marked and pruned.
void KioskStore::apply_content(const wire::SyncReply& reply, const Enrolment& enrolled, Applied& applied) {
  if (!reply.content && !reply.piece) return;
  const auto done = database_.transaction([&]() -> Result<void> {
    // What was just given up for want of room is not begun again at once: deleted pieces look like room.
    if (reply.piece && !TRY(keep_room_for_arriving())) return {};
    bool more = false;
    if (reply.piece) more = TRY(take_piece(*reply.piece, enrolled, applied));
    if (reply.content && TRY(take_offer(*reply.content))) more = true;
    applied.more_content = more;
    return {};
  });
  if (done && applied.pack_stored) log(Event::pack_stored, {{"version", reply.piece->version}});
  if (done) return;
  applied.pack_stored = false;
  applied.more_content = false;
  log(Event::agent_store_failed, {{"error", done.error().code}});
  if (done.error().code == Errc::full) static_cast<void>(forget_arriving());
}

Result<bool> KioskStore::forget_arriving() {
  return database_.transaction([&]() -> Result<bool> {
    const auto arriving = TRY(arriving_in(database_));
    if (!arriving || arriving->arrived == 0) return false;
    TRY(set_arriving(database_, std::nullopt));
    TRY(note_offer(PackOutcome::no_room, arriving->version));
    return true;
  });
}

Result<PackState> KioskStore::pack_state() {
  return database_.snapshot([&]() -> Result<PackState> {
    PackState out;
    const auto row =
        TRY(database_.query_one("SELECT kiosk.content_version, note, note_version FROM content, kiosk WHERE "
                                "content.one = 1 AND kiosk.one = 1"));
    if (!row) return missing_row();
    out.in_use = row->integer(0);
    out.outcome = row->text(1);
    out.outcome_version = row->integer(2);
    if (const auto arriving = TRY(arriving_in(database_)))
      out.arriving =
          ArrivingPack{.version = arriving->version, .arrived_bytes = arriving->arrived, .bytes = arriving->bytes};
    for (const auto& pack : TRY(database_.query("SELECT version, unusable FROM pack ORDER BY version DESC")))
      out.stored.push_back({.version = pack.integer(0), .unusable = pack.text(1)});
    return out;
  });
}

Result<wire::Pack> KioskStore::read_pack(std::int64_t version) {
  const auto collector = TRY(must_trust());
  const auto row = TRY(database_.query_one("SELECT frame FROM pack WHERE version = $1", {version}));
  if (!row) return fail(Errc::not_found, "that content pack is not stored here");
  auto pack = TRY(wire::open_pack(row->bytes(0), collector.signing_key, collector.collector));
  if (pack.version != version) return fail(Errc::corrupt, "a content pack is stored under another number");
  return pack;
}

Result<void> KioskStore::note_unusable(std::int64_t version, std::string_view why) {
  TRY(database_.execute("UPDATE pack SET unusable = $2 WHERE version = $1 AND unusable <> $2", {version, why}));
  return {};
}

Result<void> KioskStore::forget_packs_before(std::int64_t version) {
  TRY(database_.execute("DELETE FROM pack WHERE version < (SELECT max(version) FROM pack WHERE version < $1)",
                        {version}));
  return {};
}

}  // namespace minbar::store
