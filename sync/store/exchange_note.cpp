#include "sync/store/exchange_note.h"

#include "sync/store/counters.h"

namespace minbar::store {

Result<void> write_note(Folder& folder, const ExchangeNote& note) {
  TRY(folder.database().execute(
      "UPDATE exchange SET outcome = $1, failures = $2, tried_ms = $3, succeeded_ms = coalesce($4, "
      "succeeded_ms), next_ms = $5, clock_ahead_ms = coalesce($6, clock_ahead_ms) WHERE one = 1",
      {note.outcome, note.failures, note.tried_ms, note.succeeded_ms, note.next_ms, note.clock_ahead_ms}));
  return {};
}

Result<ExchangeNote> last_note_of(Folder& folder) {
  const auto row = TRY(folder.database().query_one(
      "SELECT outcome, failures, tried_ms, succeeded_ms, next_ms, clock_ahead_ms FROM exchange WHERE one = 1"));
  if (!row) return missing_row();
  return ExchangeNote{.outcome = row->text(0),
                      .failures = row->integer(1),
                      .tried_ms = row->maybe_integer(2),
                      .succeeded_ms = row->maybe_integer(3),
                      .next_ms = row->maybe_integer(4),
                      .clock_ahead_ms = row->maybe_integer(5)};
}

Result<void> note_understood(db::Database& database, const std::optional<wire::Understands>& said) {
  std::string words;
  if (said)
    for (const auto& word : said->words)
      if (word.find(' ') == std::string::npos) words += " " + word + " ";
  TRY(database.execute("UPDATE exchange SET understands = $1 WHERE one = 1 AND understands <> $1", {words}));
  return {};
}

Result<bool> is_understood(Folder& folder, std::string_view word) {
  const auto row = TRY(folder.database().query_one("SELECT instr(understands, $1) > 0 FROM exchange WHERE one = 1",
                                                   {" " + std::string(word) + " "}));
  return row && row->integer(0) != 0;
}

}  // namespace minbar::store
