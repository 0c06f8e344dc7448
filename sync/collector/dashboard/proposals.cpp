#include "sync/collector/dashboard/proposals.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"

namespace minbar::collector {

namespace {

constexpr std::string_view columns_sql =
    "SELECT p.arrival, p.record, p.theme, p.place, d.label, p.language, p.body, p.author_name, p.author_contact, "
    "p.made_at_s, p.received_at_ms, r.at_ms, p.answer_state, p.reply_key IS NOT NULL, p.gender, p.age_band, p.device, "
    "p.voice, p.voice_bytes, p.voice_ms, p.commitment, p.assisted_by FROM proposals p JOIN devices d ON d.id = "
    "p.device "
    "LEFT JOIN readings r ON r.account = $1 AND r.record = p.record ";

std::optional<Voice> voice_of(const db::Row& row) {
  if (row.is_null(17)) return std::nullopt;
  return Voice{.blob = row.id<BlobId>(17), .sealed_bytes = row.integer(18), .duration_ms = row.integer(19)};
}

ProposalRow row_of(const db::Row& row) {
  return {.arrival = row.integer(0),
          .record = row.id<RecordId>(1),
          .theme = row.text(2),
          .commitment = row.maybe_text(20).value_or(""),
          .place = row.text(3),
          .kiosk = row.text(4),
          .language = row.text(5),
          .text = row.text(6),
          .author_name = row.maybe_text(7).value_or(""),
          .author_contact = row.maybe_text(8).value_or(""),
          .gender = gender_from(row.maybe_text(14).value_or("")),
          .age_band = age_band_from(row.maybe_text(15).value_or("")),
          .device = row.id<DeviceId>(16),
          .voice = voice_of(row),
          .made_at_s = row.integer(9),
          .received_at_ms = row.integer(10),
          .assisted_by = row.maybe_text(21).value_or(""),
          .unread = row.is_null(11),
          .state = row.maybe_text(12).value_or(""),
          .answerable = row.integer(13) != 0};
}

}  // namespace

Result<std::vector<ProposalRow>> list_proposals(Storage& storage, const InboxQuery& query) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    if (query.show == all_proposals)
      return database.query(fmt::format("{}WHERE p.arrival < $2 ORDER BY p.arrival DESC LIMIT $3", columns_sql),
                            {query.account, query.before, query.limit});
    std::optional<std::string_view> state;
    if (query.show != unanswered) state = query.show;
    return database.query(
        fmt::format("{}WHERE p.answer_state IS $4 AND p.arrival < $2 ORDER BY p.arrival DESC LIMIT $3", columns_sql),
        {query.account, query.before, query.limit, state});
  }));
  std::vector<ProposalRow> proposals;
  for (const auto& row : rows) proposals.push_back(row_of(row));
  return proposals;
}

Result<std::optional<ProposalRow>> find_proposal(Storage& storage, const RecordId& record, std::int64_t account) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(fmt::format("{}WHERE p.record = $2", columns_sql), {account, record});
  }));
  if (!row) return std::nullopt;
  return row_of(*row);
}

Result<void> mark_as_read(Storage& storage, const RecordId& record, std::int64_t account, std::int64_t now_ms) {
  TRY(storage.write([&](db::Database& database) {
    return database.execute("INSERT INTO readings (account, record, at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                            {account, record, now_ms});
  }));
  return {};
}

Result<std::optional<Followed>> follow(Storage& storage, const LookupId& lookup) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        "SELECT p.received_at_ms, a.state, a.language, a.text, a.answered_at_ms FROM "
        "(SELECT arrival, record, received_at_ms, 0 AS aside FROM proposals WHERE lookup = $1 UNION "
        "SELECT arrival, record, received_at_ms, decision IS 'left_aside' FROM held_records WHERE lookup = $1 "
        "ORDER BY aside, arrival LIMIT 1) p "
        "LEFT JOIN answers a ON a.record = p.record ORDER BY a.sequence DESC LIMIT $2",
        {lookup, limits::answers_shown});
  }));
  if (rows.empty()) return std::nullopt;
  Followed out{.received_at_ms = rows.front().integer(0), .answers = {}};
  for (const auto& row : rows) {
    if (row.is_null(1)) continue;
    const auto state = answer_state_from(row.text(1));
    const auto language = language_from(row.text(2));
    if (!state || !language)
      return fail(Errc::unsupported_version, "an answer was kept by a newer collector: run that one");
    out.answers.push_back(
        {.state = *state, .text = row.text(3), .language = *language, .answered_at_s = row.integer(4) / 1000});
  }
  return out;
}

std::string excerpt_of(std::string_view text) {
  constexpr std::size_t most = 280;
  std::size_t at = 0, last_space = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == most) return std::string(text.substr(0, last_space > 0 ? last_space : at)) + "\u2026";
    if (text[at] == ' ' || text[at] == '\n') last_space = at;
    next_code_point(text, at);
  }
  return std::string(text);
}

}  // namespace minbar::collector
