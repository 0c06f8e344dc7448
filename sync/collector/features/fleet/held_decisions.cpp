#include "sync/collector/features/fleet/held_decisions.h"

#include <array>
#include <string>
#include <vector>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/intake/derive.h"
#include "sync/collector/intake/free_receipts.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/keep.h"

namespace minbar::collector {

namespace {

constexpr std::array all_decisions{HeldDecision::claimed_place, HeldDecision::kiosk_place, HeldDecision::left_aside};

// One record of a claim, opened before the writer waits for it.
struct HeldRecord {
  Origin origin;
  std::optional<wire::SealedBody> body;  // nothing: erased
};

class Deciding {
 public:
  Deciding(const DecidesWith& with, const DecidedClaim& decided) : with_(with), decided_(decided) {}

  Result<Decided> run() {
    const auto claim = TRY(with_.storage.read([&](db::Database& database) {
      return database.query_one(
          "SELECT h.device, h.place, h.petition, a.place FROM held_records h LEFT JOIN assignments a "
          "ON a.device = h.device AND a.until_ms IS NULL WHERE h.arrival = $1",
          {decided_.up_to});
    }));
    if (!claim || !decided_.scope.holds({claim->maybe_text(3).value_or("")}))
      return fail(Errc::not_found, "there is no such claim");
    device_ = claim->id<DeviceId>(0);
    place_ = claim->text(1);
    if (auto petition = claim->maybe_text(2)) petition_ = PetitionId{*std::move(petition)};
    Decided out;
    if (decided_.decision == HeldDecision::left_aside) {
      out.records = TRY(with_.storage.write([&](db::Database& database) { return leave_aside(database); }));
      TRY(free_receipts(with_.storage, with_.opening, with_.derivers, device_));
      return out;
    }
    place_given_ = TRY(place_given());
    const PlaceCode place{place_given_.value_or(place_)};
    const bool is_somewhere = place_given_.has_value() || with_.names.is_place(place);  // whatever a form says
    out.refused = !is_somewhere || !decided_.scope.holds(place) || !may_count_at(with_.names, place, petition_);
    if (out.refused) return out;
    while (out.records + out.unreadable < limits::held_decided) {
      const auto seen_before = seen_up_to_;
      const auto group = TRY(next_group(out));
      if (seen_up_to_ == seen_before) break;
      if (group.empty()) continue;
      out.records += TRY(with_.storage.write([&](db::Database& database) { return accept(database, group); }));
    }
    return out;
  }

 private:
  // Unread, and so at once whatever their number.
  Result<std::int64_t> leave_aside(db::Database& database) {
    const auto done = TRY(database.execute(
        "UPDATE held_records SET decision = 'left_aside', decided_at_ms = $1, account = $2 WHERE "
        "decision IS NULL AND device = $3 AND arrival <= $4 AND ($5 OR (place = $6 AND petition IS $7))",
        {decided_.at_ms, decided_.by.account, device_, decided_.up_to, decided_.all_of_kiosk ? 1 : 0, place_,
         petition_text()}));
    if (done > 0) TRY(note(database, done));
    return done;
  }

  // The next of the claim that can be opened. Asks from where the last group ended: what was skipped stays undecided.
  Result<std::vector<HeldRecord>> next_group(Decided& out) {
    const auto rows = TRY(with_.storage.read([&](db::Database& database) {
      return database.query(
          "SELECT h.arrival, h.device, h.received_at_ms, h.record, e.header, e.signature, e.sealed_body FROM "
          "held_records h JOIN envelopes e ON e.arrival = h.arrival WHERE h.decision IS NULL AND h.device = $1 AND "
          "h.place = $2 AND h.petition IS $3 AND h.arrival > $4 AND h.arrival <= $5 ORDER BY h.arrival LIMIT $6",
          {device_, place_, petition_text(), seen_up_to_, decided_.up_to, limits::held_group});
    }));
    std::vector<HeldRecord> group;
    for (const auto& row : rows) {
      seen_up_to_ = row.integer(0);
      HeldRecord opened{
          .origin = {.device = row.id<DeviceId>(1), .arrival = row.integer(0), .received_at_ms = row.integer(2)},
          .body = {}};
      if (!row.is_null(6)) {
        opened.body = read(row);
        if (!opened.body) {
          ++out.unreadable;
          log(LogEvent::held_unreadable, {{"record", LogId{to_hex(row.id<RecordId>(3).view())}}});
          continue;
        }
      }
      group.push_back(std::move(opened));
    }
    return group;
  }

  // Nothing when it no longer opens.
  [[nodiscard]] std::optional<wire::SealedBody> read(const db::Row& row) const {
    const auto envelope = seal::parse_envelope(kept_bytes(row, 4));
    if (!envelope) return std::nullopt;
    auto body = read_body(*envelope, with_.opening);
    if (!body) return std::nullopt;
    return std::move(*body);
  }

  // Where the kiosk stands as this is decided, when it is to count there.
  Result<std::optional<std::string>> place_given() {
    if (decided_.decision != HeldDecision::kiosk_place) return std::nullopt;
    const auto row = TRY(with_.storage.read([&](db::Database& database) {
      return database.query_one("SELECT place FROM assignments WHERE device = $1 AND until_ms IS NULL", {device_});
    }));
    if (!row) return fail(Errc::not_found, "this kiosk stands nowhere");
    return row->text(0);
  }

  [[nodiscard]] std::optional<std::string_view> petition_text() const {
    if (!petition_) return std::nullopt;
    return petition_->value;
  }

  Result<std::int64_t> accept(db::Database& database, const std::vector<HeldRecord>& group) {
    std::int64_t done = 0;
    for (const auto& opened : group) {
      const auto changed = TRY(database.execute(
          "UPDATE held_records SET decision = $2, place_given = $3, decided_at_ms = $4, account = $5 "
          "WHERE arrival = $1 AND decision IS NULL",
          {opened.origin.arrival, name_of(decided_.decision), place_given_, decided_.at_ms, decided_.by.account}));
      if (changed == 0) continue;  // somebody else decided meanwhile
      ++done;
      if (!opened.body) continue;
      auto body = *opened.body;
      if (place_given_) body.submission.place = {*place_given_};
      TRY(derive(database, with_.derivers, body, opened.origin));
    }
    if (done > 0) TRY(note(database, done));
    return done;
  }

  // A line for each commit, so that what it says is what was written with it.
  Result<void> note(db::Database& database, std::int64_t records) {
    AuditEntry entry{.at_ms = decided_.at_ms,
                     .action = Action::held_decided,
                     .by = decided_.by,
                     .device = device_,
                     .decision = name_of(decided_.decision),
                     .records = records};
    if (!decided_.all_of_kiosk) {
      entry.place = PlaceCode{place_};
      entry.petition = petition_;
    }
    return add_audit(database, entry);
  }

  const DecidesWith& with_;
  const DecidedClaim& decided_;
  DeviceId device_;
  std::string place_;
  std::optional<PetitionId> petition_;
  std::optional<std::string> place_given_;
  std::int64_t seen_up_to_ = 0;  // arrival
};

}  // namespace

std::string_view name_of(HeldDecision decision) {
  switch (decision) {
    case HeldDecision::claimed_place:
      return "claimed_place";
    case HeldDecision::kiosk_place:
      return "kiosk_place";
    case HeldDecision::left_aside:
      return "left_aside";
  }
  return "left_aside";
}

std::optional<HeldDecision> held_decision_from(std::string_view name) {
  for (const auto decision : all_decisions)
    if (name_of(decision) == name) return decision;
  return std::nullopt;
}

bool may_count_at(const ContentNames& names, const PlaceCode& place, const std::optional<PetitionId>& petition) {
  return !petition || !names.is_signed_elsewhere(place, *petition);
}

Result<Decided> decide(const DecidesWith& with, const DecidedClaim& decided) { return Deciding(with, decided).run(); }

}  // namespace minbar::collector
