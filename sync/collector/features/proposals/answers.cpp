#include "sync/collector/features/proposals/answers.h"

#include "sync/base/limits.h"
#include "sync/collector/accounts/roles.h"
#include "sync/domain/time/local_time.h"
#include "sync/wire/answer_codec.h"

namespace minbar::collector {

namespace {

// What is needed of a proposal to answer it.
struct Answered {
  PlaceCode place;
  std::string addressee;  // of a petition's start
  DeviceId device;
  seal::ReceiptKeys keys;
};

Result<Answered> find_answered(db::Database& database, const RecordId& record) {
  const auto row = TRY(
      database.query_one("SELECT place, device, lookup, reply_key, '' FROM proposals WHERE record = $1 UNION ALL "
                         "SELECT place, device, lookup, reply_key, addressee FROM petition_starts WHERE record = $1",
                         {record}));
  if (!row) return fail(Errc::not_found, "there is no such proposal");
  if (row->is_null(2) || row->is_null(3)) return fail(Errc::denied, "a proposal without receipt cannot be answered");
  return Answered{.place = {row->text(0)},
                  .addressee = row->text(4),
                  .device = row->id<DeviceId>(1),
                  .keys = {.lookup = row->id<LookupId>(2), .reply_key = row->id<seal::ReplyKey>(3)}};
}

Result<void> check_seen(db::Database& database, const NewAnswer& given) {
  const auto newest =
      TRY(database.query_one("SELECT coalesce(max(sequence), 0) FROM answers WHERE record = $1", {given.record}));
  if (newest->integer(0) != given.seen) return fail(Errc::conflict, "another answer was given meanwhile");
  return {};
}

// Judged when the page was asked for, and once more where it is written: a role may have ended while this waited.
Result<void> check_may(db::Database& database, const ContentNames& names, const NewAnswer& given,
                       const Answered& answered) {
  auto places = names.lineage(answered.place);
  if (!answered.addressee.empty())
    for (auto& place : names.lineage({answered.addressee})) places.push_back(std::move(place));
  const bool may = TRY(may_at(database, given.by.account.value_or(0), Permission::answer_proposals, places,
                              in_ms(given.answer.answered_at_s)));
  if (!may) return fail(Errc::not_found, "there is no such proposal for this account");
  return {};
}

// Where an answer is written down, and what numbers it.
struct Ledger {
  db::Database& database;
  Numbers& numbers;
};

Result<std::int64_t> insert(const Ledger& ledger, const ContentNames& names, const NewAnswer& given, Random& random) {
  auto& database = ledger.database;
  const auto answered = TRY(find_answered(database, given.record));
  TRY(check_may(database, names, given, answered));
  TRY(check_seen(database, given));
  const auto& answer = given.answer;
  const auto at_ms = in_ms(answer.answered_at_s);
  const auto sealed = TRY(wire::seal_answer(answer, answered.keys, random));
  const auto sequence = TRY(ledger.numbers.next(database, NumberOf::answer));
  TRY(database.execute(
      "INSERT INTO answers (sequence, record, lookup, place, device, state, language, text, sealed, account, "
      "answered_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {sequence, given.record, answered.keys.lookup, answered.place.value, answered.device, name_of(answer.state),
       tag_of(answer.language), answer.text, sealed, given.by.account, at_ms}));
  for (const auto& place : names.lineage(answered.place))
    TRY(database.execute("INSERT INTO answer_scopes (place, sequence) VALUES ($1, $2)", {place.value, sequence}));
  for (const auto* sql : {"UPDATE proposals SET answer_state = $2 WHERE record = $1",
                          "UPDATE petition_starts SET answer_state = $2 WHERE record = $1"})
    TRY(database.execute(sql, {given.record, name_of(answer.state)}));
  TRY(add_audit(database, {.at_ms = at_ms,
                           .action = Action::proposal_answered,
                           .by = given.by,
                           .device = answered.device,
                           .record = given.record}));
  return sequence;
}

}  // namespace

Result<std::int64_t> give_answer(Storage& storage, const ContentNames& names, const NewAnswer& given, Random& random) {
  TRY(validate(given.answer));
  return storage.write([&](db::Database& database) {
    return insert({.database = database, .numbers = storage.numbers()}, names, given, random);
  });
}

Result<std::vector<GivenAnswer>> answers_to(db::Database& database, const RecordId& record) {
  std::vector<GivenAnswer> out;
  for (const auto& row :
       TRY(database.query("SELECT a.sequence, a.state, a.language, a.text, a.answered_at_ms, c.name FROM answers a "
                          "JOIN accounts c ON c.id = a.account WHERE a.record = $1 ORDER BY a.sequence DESC LIMIT $2",
                          {record, limits::answers_shown}))) {
    const auto state = answer_state_from(row.text(1));
    const auto language = language_from(row.text(2));
    if (!state || !language)
      return fail(Errc::unsupported_version, "an answer was kept by a newer collector: run that one");
    out.push_back({.sequence = row.integer(0),
                   .answer = {.state = *state,
                              .text = row.text(3),
                              .language = *language,
                              .answered_at_s = row.integer(4) / 1000},
                   .by = row.text(5)});
  }
  return out;
}

}  // namespace minbar::collector
