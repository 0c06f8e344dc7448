#include "sync/collector/personal/personal_data.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/accounts/sessions.h"

namespace minbar::collector {

namespace {

std::string name_of(const RecordId& record) { return fmt::format("record:{}", to_hex(record.view())); }
std::string name_of(const PetitionId& petition) { return fmt::format("petition:{}", petition.value); }

}  // namespace

Result<Opened<RecordId>> PersonalData::open(const RecordId& record, const OpeningAsked& asked) {
  TRY(note(name_of(record), asked.session,
           {.at_ms = clock_.wall_ms(),
            .action = Action::author_opened,
            .by = asked.by,
            .record = record,
            .reason = asked.reason}));
  return Opened<RecordId>(record, key_);
}

Result<Opened<PetitionId>> PersonalData::open(const PetitionId& petition, const OpeningAsked& asked) {
  TRY(note(name_of(petition), asked.session,
           {.at_ms = clock_.wall_ms(),
            .action = Action::support_list_opened,
            .by = asked.by,
            .petition = petition,
            .reason = asked.reason}));
  return Opened<PetitionId>(petition, key_);
}

Result<std::optional<Opened<RecordId>>> PersonalData::find(const RecordId& record, std::string_view session) {
  if (!TRY(is_open(name_of(record), session))) return std::nullopt;
  return Opened<RecordId>(record, key_);
}

Result<std::optional<Opened<PetitionId>>> PersonalData::find(const PetitionId& petition, std::string_view session) {
  if (!TRY(is_open(name_of(petition), session))) return std::nullopt;
  return Opened<PetitionId>(petition, key_);
}

// The row of the audit and the row that keeps it open are on the disk together, or neither is.
Result<void> PersonalData::note(const std::string& subject, std::string_view session, const AuditEntry& entry) {
  if (entry.reason.empty()) return fail(Errc::bad_input, "say why it is opened");
  return storage_.write([&](db::Database& database) -> Result<void> {
    const auto made = TRY(database.execute(
        "INSERT INTO openings (session, subject, opened_at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        {hash_of_session(session), subject, entry.at_ms}));
    if (made == 0) return {};
    return add_audit(database, entry);
  });
}

Result<bool> PersonalData::is_open(const std::string& subject, std::string_view session) {
  const auto row = TRY(storage_.read([&](db::Database& database) {
    return database.query_one("SELECT 1 FROM openings WHERE session = $1 AND subject = $2",
                              {hash_of_session(session), subject});
  }));
  return row.has_value();
}

}  // namespace minbar::collector
