#include "sync/collector/intake/rebuild.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/clocks/clock_rows.h"
#include "sync/collector/intake/chain_state.h"
#include "sync/collector/intake/derive.h"
#include "sync/collector/intake/hold.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/keep.h"
#include "sync/domain/records/validate.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t page_records = 200;  // at most 13 MB of sealed bodies at a time

std::string_view what_to_do(wire::RecordReason reason) {
  switch (reason) {
    case wire::RecordReason::unsupported_version:
    case wire::RecordReason::invalid_body:
      return "it opens, but this version of the collector does not accept what it says. Run the version that took it, "
             "and report this";
    case wire::RecordReason::wrong_recipient:
      return "it is sealed to another key. Put back keys/opening.key and try again";
    default:
      return "its bytes on the disk or the opening key have changed. Put back a backup or keys/opening.key and try "
             "again";
  }
}

class Rebuild {
 public:
  Rebuild(db::Database& database, const seal::OpeningKeys& opening, const Derivers& derivers)
      : database_(database), opening_(opening), derivers_(derivers) {}

  Result<Rebuilt> run() {
    const auto before = TRY(database_.query(
        "SELECT device, chain, sequence, complete_up_to_ms FROM chains WHERE complete_up_to_ms IS NOT NULL"));
    TRY(forget_derived(database_, derivers_));
    TRY(database_.execute("DELETE FROM chains"));
    TRY(forget_timing(database_));
    for (std::int64_t after = 0;;) {
      const auto rows =
          TRY(database_.query("SELECT arrival, record, device, header, signature, sealed_body, received_at_ms "
                              "FROM envelopes WHERE arrival > $1 ORDER BY arrival LIMIT $2",
                              {after, page_records}));
      for (const auto& row : rows) TRY(read_again(row));
      if (rows.empty()) break;
      after = rows.back().integer(0);
    }
    const auto chains =
        TRY(database_.query("SELECT device, chain FROM envelopes UNION SELECT device, chain FROM heartbeats"));
    for (const auto& row : chains) TRY(follow_again(row.id<DeviceId>(0), row.id<ChainId>(1)));
    for (const auto& row : before) TRY(keep_completeness(row));
    made_.lost = TRY(holes(database_));
    return made_;
  }

 private:
  Result<void> read_again(const db::Row& row) {
    ++made_.envelopes;
    if (row.is_null(5)) {
      ++made_.erased;
      return {};
    }
    const auto bytes = kept_bytes(row, 3);
    const auto envelope = seal::parse_envelope(bytes);
    auto body = envelope ? read_body(*envelope, opening_) : tl::unexpected(wire::RecordReason::malformed);
    if (!body) return note_unreadable(row, bytes, body.error());
    const Origin origin{.device = row.id<DeviceId>(2), .arrival = row.integer(0), .received_at_ms = row.integer(6)};
    if (body->receipt && TRY(is_left_out(origin, bytes, *body))) return {};
    if (!TRY(counts(origin, *body))) return {};
    std::visit([this](const auto& kind) { count(kind); }, body->submission.body);
    if (TRY(derive(database_, derivers_, *body, origin)).uncertain) ++made_.uncertain;
    return {};
  }

  // What was set aside for another's receipt, and what came before that rule. Of the latter, what somebody has answered
  // stays in the inbox with its answer and loses the receipt, as in schema step 014.
  Result<bool> is_left_out(const Origin& origin, ByteView bytes, wire::SealedBody& body) {
    const auto before =
        TRY(database_.query_one("SELECT 1 FROM set_aside WHERE device = $1 AND envelope_hash = $2 AND "
                                "reason = 'lookup_taken'",
                                {origin.device, seal::hash_of(bytes)}));
    if (!before) {
      if (!TRY(is_lookup_taken(database_, body.receipt->lookup, origin.arrival))) return false;
      if (TRY(is_answered(body.submission.id))) {
        body.receipt.reset();
        return false;
      }
      TRY(set_aside_now(origin, bytes, wire::RecordReason::lookup_taken, body));
    }
    ++made_.set_aside;
    return true;
  }

  Result<bool> is_answered(const RecordId& record) {
    const auto row = TRY(database_.query_one("SELECT 1 FROM answers WHERE record = $1 LIMIT 1", {record}));
    return row.has_value();
  }

  // As a person decided; what came before places were compared is held now, unless somebody has answered it.
  Result<bool> counts(const Origin& origin, wire::SealedBody& body) {
    auto& said = body.submission;
    if (const auto held = TRY(find_held(database_, origin.arrival))) {
      if (held->place_given) said.place = *held->place_given;
      if (!held->counts) ++made_.held;
      return held->counts;
    }
    if (TRY(places_.ever(origin.device, said.place))) return true;
    if (TRY(is_answered(said.id))) return true;
    TRY(hold(database_, body, origin));
    ++made_.held;
    return false;
  }

  Result<void> set_aside_now(const Origin& origin, ByteView bytes, wire::RecordReason reason,
                             const std::optional<wire::SealedBody>& body = std::nullopt) {
    const auto envelope = TRY(seal::parse_envelope(bytes));
    const Judged judged{.bytes = bytes,
                        .envelope_hash = seal::hash_of(bytes),
                        .reason = reason,
                        .envelope = envelope,
                        .body = body,
                        .record = envelope.header.record};
    TRY(set_aside(database_, judged, reason, {.device = origin.device, .at_ms = origin.received_at_ms}));
    return {};
  }

  void count(const Proposal&) { ++made_.proposals; }
  void count(const Rating&) { ++made_.ratings; }
  void count(const PetitionSignature&) { ++made_.signatures; }
  void count(const PetitionStart&) { ++made_.petition_starts; }

  // Good when these very bytes were set aside for their content as they came; else something has changed since.
  Result<void> note_unreadable(const db::Row& row, ByteView bytes, wire::RecordReason reason) {
    const auto as_it_came =
        TRY(database_.query_one("SELECT 1 FROM set_aside WHERE device = $1 AND envelope_hash = $2 AND reason IN "
                                "('unsupported_version', 'wrong_recipient', 'unopenable', 'invalid_body')",
                                {row.id<DeviceId>(2), seal::hash_of(bytes)}));
    if (!as_it_came && only_its_time_is_wrong(bytes)) {
      TRY(set_aside_now({.device = row.id<DeviceId>(2), .arrival = row.integer(0), .received_at_ms = row.integer(6)},
                        bytes, reason));
    } else if (!as_it_came) {
      return fail(Errc::corrupt,
                  fmt::format("record {} could be read when it came and cannot now: {}. Nothing was rebuilt",
                              to_hex(row.id<RecordId>(1).view()), what_to_do(reason)));
    }
    ++made_.set_aside;
    return {};
  }

  // Whether only its made_at_s is wrong, which earlier collectors did not check.
  bool only_its_time_is_wrong(ByteView bytes) {
    const auto envelope = seal::parse_envelope(bytes);
    if (!envelope) return false;
    const auto plain = seal::open_envelope(*envelope, opening_);
    auto body = plain ? wire::decode_body(*plain) : tl::unexpected(plain.error());
    if (!body || is_moment(body->submission.made_at_s)) return false;
    body->submission.made_at_s = 0;
    return body->submission.id == envelope->header.record && validate(body->submission).has_value();
  }

  Result<void> follow_again(const DeviceId& device, const ChainId& chain) {
    ++made_.chains;
    auto steps = INT64_MAX;  // nobody is answered meanwhile
    TRY(follow_chain(database_, {.device = device, .chain = chain, .headers = {}}, steps));
    TRY(count_forks(database_, device, chain));
    return note_completeness(database_, device, chain);
  }

  // A heartbeat whose promise was met may be gone (before 004 none was kept): what it promised still holds when the
  // chain reaches as far as it did.
  Result<void> keep_completeness(const db::Row& old) {
    TRY(
        database_.execute("UPDATE chains SET complete_up_to_ms = max(coalesce(complete_up_to_ms, $4), $4) "
                          "WHERE device = $1 AND chain = $2 AND sequence >= $3",
                          {old.id<DeviceId>(0), old.id<ChainId>(1), old.integer(2), old.integer(3)}));
    return {};
  }

  db::Database& database_;
  const seal::OpeningKeys& opening_;
  const Derivers& derivers_;
  AssignedPlaces places_{database_};
  Rebuilt made_;
};

}  // namespace

Result<Rebuilt> rebuild(Storage& storage, const seal::OpeningKeys& opening, const Derivers& derivers) {
  return storage.write([&](db::Database& database) { return Rebuild(database, opening, derivers).run(); });
}

}  // namespace minbar::collector
