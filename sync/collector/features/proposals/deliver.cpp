#include "sync/collector/features/proposals/deliver.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sync/base/limits.h"
#include "sync/base/number.h"

namespace minbar::collector {

namespace {

constexpr auto batch = static_cast<std::int64_t>(limits::batch_replies);

// "09.001.01.01:1234": for which place, and up to which sequence. The number of another place says nothing here.
std::int64_t sequence_in(std::string_view cursor, std::string_view place) {
  if (!cursor.starts_with(place) || cursor.size() <= place.size() || cursor[place.size()] != ':') return 0;
  return whole_number(cursor.substr(place.size() + 1)).value_or(0);
}

Result<std::int64_t> start_of(db::Database& database, const wire::Cursor& given, const std::string& place) {
  const auto sequence = sequence_in(given.value, place);
  if (sequence == 0) return 0;
  // A number that was never given: this collector went back to an older backup, and gives its numbers again.
  const auto newest = TRY(database.query_one("SELECT coalesce(max(sequence), 0) FROM answers"));
  return sequence <= newest->integer(0) ? sequence : 0;
}

Result<std::string> place_of(db::Database& database, const DeviceId& device) {
  const auto row =
      TRY(database.query_one("SELECT place FROM assignments WHERE device = $1 AND until_ms IS NULL", {device}));
  return row ? row->text(0) : std::string();
}

// One more than fits in a batch, of each reason for which an answer concerns this kiosk.
Result<std::set<std::int64_t>> sequences_after(db::Database& database, const ContentNames& names,
                                               const DeviceId& device, const std::string& place, std::int64_t after) {
  std::set<std::int64_t> out;
  const auto take = [&](const db::Rows& rows) {
    for (const auto& row : rows) out.insert(row.integer(0));
  };
  take(TRY(database.query("SELECT sequence FROM answers WHERE device = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
                          {device, after, batch + 1})));
  take(TRY(
      database.query("SELECT sequence FROM answer_scopes WHERE place = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
                     {place, after, batch + 1})));
  for (const auto& above : names.lineage({place}))
    take(
        TRY(database.query("SELECT sequence FROM answers WHERE place = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
                           {above.value, after, batch + 1})));
  return out;
}

}  // namespace

Result<AnswersFor> answers_for(db::Database& database, const ContentNames& names, const DeviceId& device,
                               const wire::Cursor& given) {
  const auto place = TRY(place_of(database, device));
  auto last = TRY(start_of(database, given, place));
  AnswersFor out;
  std::size_t bytes = 0;
  for (const auto sequence : TRY(sequences_after(database, names, device, place, last))) {
    const auto row = TRY(database.query_one("SELECT lookup, sealed FROM answers WHERE sequence = $1", {sequence}));
    bytes += row->bytes(1).size();
    out.more =
        out.replies.size() == limits::batch_replies || (bytes > limits::batch_reply_bytes && !out.replies.empty());
    if (out.more) break;
    out.replies.push_back({.sequence = sequence, .lookup = row->id<LookupId>(0), .sealed = row->bytes(1)});
    last = sequence;
  }
  out.cursor.value = fmt::format("{}:{}", place, last);
  return out;
}

ReplyPart answers_part(const ContentNames& names) {
  return [&names](const Composing& now, wire::SyncReply& reply) -> Result<void> {
    auto answers = TRY(answers_for(now.database, names, now.request.device, now.request.cursor));
    reply.cursor = std::move(answers.cursor);
    reply.more = answers.more;
    reply.replies = std::move(answers.replies);
    return {};
  };
}

}  // namespace minbar::collector
