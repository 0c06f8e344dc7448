#include "sync/collector/features/proposals/proposals.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"

namespace minbar::collector {

namespace {

// The two tables under the same names.
constexpr std::string_view proposals_sql =
    "SELECT arrival, record, theme, '' AS addressee, place, language, body AS text, author_name, author_contact, "
    "made_at_s, received_at_ms, answer_state, reply_key, gender, age_band, device, voice, voice_bytes, voice_ms, "
    "commitment, assisted_by, time_uncertain FROM proposals";
constexpr std::string_view starts_sql =
    "SELECT arrival, record, '' AS theme, addressee, place, language, object || iif(reasons = '', '', char(10, 10) || "
    "reasons) || coalesce(char(10, 10) || association, '') AS text, representative_name AS author_name, "
    "representative_contact AS author_contact, made_at_s, received_at_ms, answer_state, reply_key, NULL AS gender, "
    "NULL AS age_band, device, NULL AS voice, NULL AS voice_bytes, NULL AS voice_ms, NULL AS commitment, assisted_by, "
    "time_uncertain FROM petition_starts";
constexpr std::string_view shown_sql =
    "SELECT p.arrival, p.record, p.theme, p.place, d.label, p.language, p.text, p.author_name IS NOT NULL AND "
    "p.author_name <> '', p.author_contact IS NOT NULL AND p.author_contact <> '', "
    "p.made_at_s, p.received_at_ms, r.at_ms, p.answer_state, p.reply_key IS NOT NULL, p.gender, p.age_band, p.device, "
    "p.voice, p.voice_bytes, p.voice_ms, p.commitment, p.assisted_by, p.addressee, p.time_uncertain FROM ({}) p "
    "JOIN devices d ON d.id = p.device LEFT JOIN readings r ON r.account = $1 AND r.record = p.record ";

// Where a statement takes what narrows a list, "$4"; empty: it is not narrowed so.
struct Placeholders {
  std::string_view state = {};
  std::string_view places = {};
};

// The newest of both tables, of each no more than can be shown. What lies in places is found by an index that covers
// the question. A start also belongs to whom it addresses; there are few.
std::string listed_sql(const Placeholders& given) {
  const auto state = given.state.empty() ? "" : fmt::format(" AND answer_state IS {}", given.state);
  const auto newest = [&](std::string_view from, const std::string& condition) {
    return fmt::format("SELECT * FROM ({} WHERE {} ORDER BY arrival DESC LIMIT $3)", from, condition);
  };
  auto proposals = fmt::format("arrival < $2{}", state);
  auto starts = proposals;
  if (!given.places.empty()) {
    const auto in = fmt::format("IN (SELECT value FROM json_each({}))", given.places);
    proposals = fmt::format(
        "arrival IN (SELECT arrival FROM proposals INDEXED BY proposals_place WHERE place {} AND {} "
        "ORDER BY arrival DESC LIMIT $3)",
        in, proposals);
    starts += fmt::format(" AND (place {0} OR addressee {0})", in);
  }
  return fmt::format(shown_sql,
                     fmt::format("{} UNION ALL {}", newest(proposals_sql, proposals), newest(starts_sql, starts))) +
         "ORDER BY p.arrival DESC LIMIT $3";
}

std::string found_sql() {
  return fmt::format(shown_sql,
                     fmt::format("{} WHERE record = $2 UNION ALL {} WHERE record = $2", proposals_sql, starts_sql));
}

std::optional<Voice> voice_of(const db::Row& row) {
  if (row.is_null(17)) return std::nullopt;
  return Voice{.blob = row.id<BlobId>(17), .sealed_bytes = row.integer(18), .duration_ms = row.integer(19)};
}

ProposalRow row_of(const db::Row& row) {
  return {.arrival = row.integer(0),
          .record = row.id<RecordId>(1),
          .theme = row.text(2),
          .addressee = row.text(22),
          .commitment = row.maybe_text(20).value_or(""),
          .place = row.text(3),
          .kiosk = row.text(4),
          .language = row.text(5),
          .text = row.text(6),
          .has_name = row.integer(7) != 0,
          .has_contact = row.integer(8) != 0,
          .gender = gender_from(row.maybe_text(14).value_or("")),
          .age_band = age_band_from(row.maybe_text(15).value_or("")),
          .device = row.id<DeviceId>(16),
          .voice = voice_of(row),
          .made_at_s = row.integer(9),
          .time_uncertain = row.integer(23) != 0,
          .received_at_ms = row.integer(10),
          .assisted_by = row.maybe_text(21).value_or(""),
          .unread = row.is_null(11),
          .state = row.maybe_text(12).value_or(""),
          .answerable = row.integer(13) != 0};
}

}  // namespace

Result<std::vector<ProposalRow>> list_proposals(Storage& storage, const InboxQuery& query) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    const auto codes = query.scope.codes();
    const auto& [account, before, limit, show, scope] = query;
    if (show == all_proposals) {
      if (!codes) return database.query(listed_sql({}), {account, before, limit});
      return database.query(listed_sql({.places = "$4"}), {account, before, limit, codes});
    }
    std::optional<std::string_view> state;
    if (show != unanswered) state = show;
    if (!codes) return database.query(listed_sql({.state = "$4"}), {account, before, limit, state});
    return database.query(listed_sql({.state = "$4", .places = "$5"}), {account, before, limit, state, codes});
  }));
  std::vector<ProposalRow> proposals;
  for (const auto& row : rows) proposals.push_back(row_of(row));
  return proposals;
}

bool lies_in(const ProposalRow& row, const Scope& scope) {
  return scope.holds({row.place}) || (!row.addressee.empty() && scope.holds({row.addressee}));
}

Result<std::optional<ProposalRow>> find_proposal(Storage& storage, const RecordId& record, std::int64_t account,
                                                 const Scope& scope) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(found_sql(), {account, record});
  }));
  if (!row) return std::nullopt;
  auto found = row_of(*row);
  if (!lies_in(found, scope)) return std::nullopt;
  return found;
}

Result<CitizenAuthor> author_of(Storage& storage, const Opened<RecordId>& opened) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(
        "SELECT author_name, author_contact FROM proposals WHERE record = $1 UNION ALL "
        "SELECT representative_name, representative_contact FROM petition_starts WHERE record = $1",
        {opened.subject()});
  }));
  if (!row) return fail(Errc::not_found, "there is no such proposal");
  return CitizenAuthor{.name = row->maybe_text(0).value_or(""), .contact = row->maybe_text(1).value_or("")};
}

Result<void> mark_as_read(Storage& storage, const RecordId& record, std::int64_t account, std::int64_t now_ms) {
  TRY(storage.write([&](db::Database& database) {
    return database.execute("INSERT INTO readings (account, record, at_ms) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                            {account, record, now_ms});
  }));
  return {};
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
