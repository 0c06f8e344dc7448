#include "sync/collector/accounts/life/account_life.h"

#include <algorithm>
#include <utility>

#include "sync/collector/accounts/sessions.h"
#include "sync/db/database.h"
#include "sync/seal/password.h"

namespace minbar::collector {

namespace {

AccountState state_of(const AccountLine& line, bool has_password) {
  if (line.removed_at_ms) return AccountState::removed;
  if (line.disabled_at_ms) return AccountState::disabled;
  return has_password ? AccountState::active : AccountState::invited;
}

// All of them, or one.
Result<std::vector<AccountLine>> read_lines(db::Database& database, std::optional<std::int64_t> account,
                                            std::int64_t now_ms) {
  std::vector<AccountLine> lines;
  for (const auto& row : TRY(database.query(
           "SELECT a.id, a.name, a.password_hash <> '', a.made_at_ms, a.disabled_at_ms, a.removed_at_ms, "
           "(SELECT expires_at_ms FROM links l WHERE l.account = a.id AND l.used_at_ms IS NULL AND l.expires_at_ms > "
           "$2), "
           "EXISTS (SELECT 1 FROM second_factors f WHERE f.account = a.id AND f.salt IS NOT NULL), "
           "(SELECT s.name FROM sso_names s WHERE s.account = a.id) FROM accounts a "
           "WHERE $1 IS NULL OR a.id = $1 ORDER BY a.removed_at_ms IS NOT NULL, a.name",
           {account, now_ms}))) {
    AccountLine line{.account = row.integer(0),
                     .name = row.text(1),
                     .made_at_ms = row.integer(3),
                     .disabled_at_ms = row.maybe_integer(4),
                     .removed_at_ms = row.maybe_integer(5),
                     .link_expires_at_ms = row.maybe_integer(6),
                     .has_second_factor = row.integer(7) != 0,
                     .sso_name = row.maybe_text(8),
                     .grants = {}};
    line.state = state_of(line, row.integer(2) != 0);
    line.grants = TRY(grants_of(database, line.account, now_ms));
    lines.push_back(std::move(line));
  }
  return lines;
}

// One that was not removed.
Result<AccountLine> line_in(db::Database& database, std::int64_t account, std::int64_t now_ms) {
  auto lines = TRY(read_lines(database, account, now_ms));
  if (lines.empty() || lines.front().state == AccountState::removed)
    return fail(Errc::not_found, "there is no such account, or it was removed");
  return std::move(lines.front());
}

// What lets somebody in, and who is in; and what they made for others and nobody used yet.
Result<void> shut_out(db::Database& database, std::int64_t account) {
  TRY(Sessions::end_all_in(database, account));
  TRY(database.execute("DELETE FROM links WHERE account = $1", {account}));
  return end_what_waits(database, account);
}

ChangeRefusal change_refusal_of(const SignInRefusal& refusal) {
  switch (refusal.why) {
    case SignInFailure::wrong:
      return {.why = ChangeFailure::wrong};
    case SignInFailure::too_many_tries:
      return {.why = ChangeFailure::too_many_tries, .wait = refusal.wait};
    case SignInFailure::try_later:
      break;
  }
  return {.why = ChangeFailure::try_later};
}

}  // namespace

std::string_view name_of(AccountState state) {
  switch (state) {
    case AccountState::invited:
      return "invited";
    case AccountState::active:
      return "active";
    case AccountState::disabled:
      return "disabled";
    case AccountState::removed:
      return "removed";
  }
  return "removed";
}

bool lies_within(const AccountLine& account, const Scope& scope) {
  if (account.grants.empty()) return scope.is_everywhere();
  return std::all_of(account.grants.begin(), account.grants.end(), [&](const Grant& grant) {
    const auto& place = grant.what.place;
    return place.value.empty() ? scope.is_everywhere() : scope.holds(place);
  });
}

Result<std::vector<AccountLine>> AccountLife::list() {
  const auto now = clock_.wall_ms();
  auto lines = TRY(storage_.read([&](db::Database& database) { return read_lines(database, std::nullopt, now); }));
  for (auto& line : lines)
    line.sessions = static_cast<std::int64_t>(TRY(accounts_.sessions().list(line.account)).size());
  return lines;
}

Result<AccountLine> AccountLife::find(std::int64_t account) {
  const auto now = clock_.wall_ms();
  auto lines = TRY(storage_.read([&](db::Database& database) { return read_lines(database, account, now); }));
  if (lines.empty()) return fail(Errc::not_found, "there is no such account");
  auto& line = lines.front();
  line.sessions = static_cast<std::int64_t>(TRY(accounts_.sessions().list(account)).size());
  return std::move(line);
}

Result<void> AccountLife::disable(std::int64_t account, const Actor& by) {
  const auto now = clock_.wall_ms();
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    const auto line = TRY(line_in(database, account, now));
    if (line.state == AccountState::disabled) return fail(Errc::conflict, "the account is disabled already");
    TRY(keep_an_administrator(database, account, now));
    TRY(database.execute("UPDATE accounts SET disabled_at_ms = $2 WHERE id = $1", {account, now}));
    TRY(shut_out(database, account));
    return add_audit(database, {.at_ms = now, .action = Action::account_disabled, .by = by, .subject = account});
  }));
  accounts_.sessions().forget_account(account);
  return {};
}

Result<void> AccountLife::enable(std::int64_t account, const Actor& by) {
  const auto now = clock_.wall_ms();
  return storage_.write([&](db::Database& database) -> Result<void> {
    const auto line = TRY(line_in(database, account, now));
    if (line.state != AccountState::disabled) return fail(Errc::conflict, "the account is not disabled");
    TRY(database.execute("UPDATE accounts SET disabled_at_ms = NULL WHERE id = $1", {account}));
    return add_audit(database, {.at_ms = now, .action = Action::account_enabled, .by = by, .subject = account});
  });
}

Result<void> AccountLife::remove(std::int64_t account, const Actor& by) {
  const auto now = clock_.wall_ms();
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    const auto line = TRY(line_in(database, account, now));
    TRY(keep_an_administrator(database, account, now));
    for (const auto& grant : line.grants) TRY(end_grant(database, {.grant = grant.id, .by = by, .at_ms = now}));
    TRY(database.execute("UPDATE accounts SET removed_at_ms = $2, password_hash = '', notice = NULL WHERE id = $1",
                         {account, now}));
    TRY(database.execute("DELETE FROM recovery_codes WHERE account = $1", {account}));
    TRY(database.execute("DELETE FROM second_factors WHERE account = $1", {account}));
    TRY(database.execute("DELETE FROM sso_names WHERE account = $1", {account}));
    TRY(shut_out(database, account));
    return add_audit(database, {.at_ms = now, .action = Action::account_removed, .by = by, .subject = account});
  }));
  accounts_.sessions().forget_account(account);
  return {};
}

tl::expected<std::string, ChangeRefusal> AccountLife::change_password(const Session& session,
                                                                      const PasswordChange& change) {
  const auto refused = [](ChangeFailure why) { return tl::unexpected(ChangeRefusal{.why = why}); };
  if (const auto fault = password_fault(change.password, session.name))
    return tl::unexpected(ChangeRefusal{.why = ChangeFailure::bad_password, .fault = fault});
  if (const auto judged = accounts_.judge(session, change.proof, Action::confirm_failed); !judged)
    return tl::unexpected(change_refusal_of(judged.error()));
  if (change.proof.password == change.password)
    return tl::unexpected(ChangeRefusal{.why = ChangeFailure::bad_password, .fault = PasswordFault::same});
  const auto hash = seal::hash_password(change.password, accounts_.cost());
  if (!hash) return refused(ChangeFailure::try_later);
  const auto now = clock_.wall_ms();
  const auto changed = storage_.write([&](db::Database& database) -> Result<void> {
    const auto still = TRY(database.query_one("SELECT 1 FROM sessions WHERE account = $1 AND number = $2",
                                              {session.account, session.number}));
    if (!still) return fail(Errc::denied, "the session has ended since the password was judged");
    TRY(database.execute("UPDATE accounts SET password_hash = $2 WHERE id = $1", {session.account, *hash}));
    // This one too: whoever may have copied its cookie is out.
    TRY(Sessions::end_all_in(database, session.account));
    TRY(database.execute("DELETE FROM links WHERE account = $1", {session.account}));
    return add_audit(database, {.at_ms = now,
                                .action = Action::password_changed,
                                .by = {.account = session.account, .address = std::string(change.proof.address)},
                                .subject = session.account});
  });
  if (!changed) return refused(ChangeFailure::try_later);
  accounts_.sessions().forget_account(session.account);
  const auto cookie = accounts_.cookie_for(session.account, change.proof.browser);
  return cookie ? *cookie : std::string();
}

}  // namespace minbar::collector
