#include "sync/collector/accounts/sessions.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/seal/password.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t used_grain_ms = 60'000;      // a session's last use is written once a minute at most
constexpr std::int64_t clock_step_ms = 5 * 60'000;  // a time server's correction is less
constexpr std::size_t most_seen = 10'000;           // more than any staff; past it the database alone judges

std::int64_t lasts_ms(bool pending) { return pending ? limits::pending_session_ms : limits::session_ms; }

// Nine digits, as a person copies them.
std::int64_t random_number(Random& random) {
  std::int64_t number = 0;
  for (const auto byte : random.array<7>()) number = number * 256 + byte;
  return 100'000'000 + number % 900'000'000;
}

// As its row says, by the wall clock.
struct Times {
  std::int64_t made_ms = 0;
  std::int64_t used_ms = 0;
  std::int64_t expires_ms = 0;

  [[nodiscard]] std::int64_t ends_ms() const { return std::min(expires_ms, made_ms + limits::session_ms); }
  // Made or used after now: the clock was turned back, and how long the session lasts cannot be known.
  [[nodiscard]] bool is_alive(std::int64_t now_ms) const {
    return std::max(made_ms, used_ms) <= now_ms + clock_step_ms && now_ms < ends_ms() &&
           now_ms < used_ms + limits::session_idle_ms;
  }
};

Result<void> end_earlier(db::Database& database, const seal::Hash& token, std::int64_t now_ms,
                         const std::string& address) {
  const auto row = TRY(database.query_one(
      "SELECT account, made_at_ms, used_at_ms, expires_at_ms FROM sessions WHERE token_hash = $1", {token}));
  if (!row) return {};
  TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1", {token}));
  const Times times{.made_ms = row->integer(1), .used_ms = row->integer(2), .expires_ms = row->integer(3)};
  if (!times.is_alive(now_ms)) return {};
  return add_audit(
      database,
      {.at_ms = now_ms, .action = Action::signed_out, .by = {.account = row->integer(0), .address = address}});
}

Result<void> insert(db::Database& database, const seal::Hash& token, const Session& session, std::string_view address,
                    std::int64_t now_ms, bool pending) {
  TRY(
      database.execute("INSERT INTO sessions (token_hash, account, made_at_ms, used_at_ms, expires_at_ms, number, "
                       "address, confirmed_at_ms, pending, sso) VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9)",
                       {token, session.account, now_ms, now_ms + lasts_ms(pending), session.number, address,
                        session.confirmed_ms, pending ? 1 : 0, session.by_sso ? 1 : 0}));
  return {};
}

// A program of an earlier version that still ran while the schema changed leaves rows without a number.
constexpr std::string_view found_session =
    "SELECT a.id, a.name, s.made_at_ms, s.used_at_ms, s.expires_at_ms, s.number, s.confirmed_at_ms, EXISTS (SELECT 1 "
    "FROM "
    "second_factors f WHERE f.account = a.id AND f.salt IS NOT NULL), s.sso FROM sessions s JOIN accounts a ON a.id = "
    "s.account "
    "WHERE s.token_hash = $1 AND s.pending = 0 AND s.number IS NOT NULL AND a.disabled_at_ms IS NULL AND "
    "a.removed_at_ms IS NULL";

Session session_of(const db::Row& row, std::string_view token) {
  return {.account = row.integer(0),
          .name = row.text(1),
          .token = std::string(token),
          .grants = {},
          .number = row.integer(5),
          .confirmed_ms = row.integer(6),
          .has_second_factor = row.integer(7) != 0,
          .by_sso = row.integer(8) != 0};
}

Result<std::optional<db::Row>> find_pending_row(db::Database& database, const seal::Hash& token) {
  return database.query_one(
      "SELECT a.id, a.name, s.made_at_ms, s.used_at_ms, s.expires_at_ms FROM sessions s JOIN accounts a ON a.id = "
      "s.account WHERE s.token_hash = $1 AND s.pending = 1 AND a.disabled_at_ms IS NULL AND a.removed_at_ms IS NULL",
      {token});
}

Times times_of(const db::Row& row) {
  return {.made_ms = row.integer(2), .used_ms = row.integer(3), .expires_ms = row.integer(4)};
}

// Until there is a second factor, roles that need one open nothing, whatever page asks. A single sign-on has
// asked for one, or it was set up not to.
void leave_out_personal_data(Session& session) {
  if (session.has_second_factor || session.by_sso) return;
  const auto left_out =
      std::erase_if(session.grants, [](const Grant& grant) { return needs_second_factor(grant.what.role); });
  session.needs_second_factor = left_out > 0;
}

// Beside a long write (a rebuild), or on a full disk, a later page notes it; nobody is sent away for it.
Result<void> unless_busy(const Result<std::int64_t>& written) {
  const bool waits = !written && (written.error().code == Errc::busy || written.error().code == Errc::full);
  if (!written && !waits) return tl::unexpected(written.error());
  return {};
}

}  // namespace

seal::Hash hash_of_session(std::string_view token) {
  return seal::hash_of(bytes_of(fmt::format("minbar-session-v1|{}", token)));
}

bool Sessions::Seen::is_over(std::int64_t now_ms) const {
  return now_ms >= ends_ms || now_ms >= used_ms + limits::session_idle_ms;
}

Result<Session> Sessions::start(Start from) {
  Session session{.account = from.account,
                  .name = std::move(from.name),
                  .token = seal::random_token(random_),
                  .grants = {},
                  .number = random_number(random_),
                  .by_sso = from.by_sso};
  const auto now = clock_.wall_ms();
  session.confirmed_ms = from.pending ? 0 : now;
  const std::string address(from.address);
  const auto token = hash_of_session(session.token), earlier = hash_of_session(from.earlier_token);
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    const auto may =
        TRY(database.query_one("SELECT 1 FROM accounts WHERE id = $1 AND (password_hash = $2 OR $3 <> 0) AND "
                               "disabled_at_ms IS NULL AND removed_at_ms IS NULL",
                               {session.account, from.password_hash, session.by_sso ? 1 : 0}));
    if (!may) return fail(Errc::denied, "the account has changed since the password was judged");
    TRY(end_earlier(database, earlier, now, address));
    TRY(database.execute("DELETE FROM sessions WHERE expires_at_ms <= $1 OR made_at_ms > $2",
                         {now, now + clock_step_ms}));
    TRY(insert(database, token, session, address, now, from.pending));
    return add_audit(database, {.at_ms = now,
                                .action = from.pending ? Action::code_asked : Action::signed_in,
                                .by = {.account = session.account, .address = address},
                                .detail = session.by_sso ? sso_detail : ""});
  }));
  forget(earlier);
  if (!from.pending) (void)see(token, session, now, lasts_ms(false));
  return session;
}

Result<std::optional<Session>> Sessions::find(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const auto now = clock_.wall_ms();
  const auto hash = hash_of_session(token);
  std::vector<Grant> grants;
  const auto row = TRY(storage_.read([&](db::Database& database) -> Result<std::optional<db::Row>> {
    auto found = TRY(database.query_one(found_session, {hash}));
    if (found) grants = TRY(grants_of(database, found->integer(0), now));
    return found;
  }));
  if (!row) {
    forget(hash);
    return std::nullopt;
  }
  auto session = session_of(*row, token);
  const auto times = times_of(*row);
  const auto seen = times.is_alive(now) ? see(hash, session, now, times.ends_ms() - now) : std::nullopt;
  if (!seen) {
    TRY(remove(hash));
    return std::nullopt;
  }
  if (now - times.used_ms >= used_grain_ms) {
    const auto touched = storage_.write([&](db::Database& database) {
      return database.execute("UPDATE sessions SET used_at_ms = max(used_at_ms, $2) WHERE token_hash = $1",
                              {hash, now});
    });
    TRY(unless_busy(touched));
  }
  session.is_confirmed = *seen == Confirmation::holds && session.confirmed_ms <= now + clock_step_ms &&
                         now < session.confirmed_ms + limits::confirmed_ms;
  std::erase_if(grants, [&](const Grant& grant) { return !grant.holds_at(now); });
  session.grants = std::move(grants);
  if (require_second_factor_) leave_out_personal_data(session);
  return session;
}

// What has ended stays ended, whatever the clock says next.
Result<void> Sessions::remove(const seal::Hash& token) {
  const auto removed = storage_.write(
      [&](db::Database& database) { return database.execute("DELETE FROM sessions WHERE token_hash = $1", {token}); });
  if (removed) forget(token);
  return unless_busy(removed);
}

Result<void> Sessions::end(const Session& session, const Actor& by) {
  const auto token = hash_of_session(session.token);
  const auto ended = storage_.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1", {token}));
    return add_audit(database, {.at_ms = clock_.wall_ms(), .action = Action::signed_out, .by = by});
  });
  if (ended)
    forget(token);
  else
    end_here(token);
  return ended;
}

Result<std::optional<PendingSession>> Sessions::find_pending(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const auto hash = hash_of_session(token);
  const auto row = TRY(storage_.read([&](db::Database& database) { return find_pending_row(database, hash); }));
  if (!row) return std::nullopt;
  if (!times_of(*row).is_alive(clock_.wall_ms())) {
    TRY(remove(hash));
    return std::nullopt;
  }
  return PendingSession{.account = row->integer(0), .name = row->text(1), .token = std::string(token)};
}

Result<Completed> Sessions::complete(const PendingSession& pending, std::string_view address,
                                     const JudgeCode& is_right) {
  const auto now = clock_.wall_ms();
  const auto earlier = hash_of_session(pending.token);
  Session session{.account = pending.account,
                  .name = pending.name,
                  .token = seal::random_token(random_),
                  .grants = {},
                  .number = random_number(random_),
                  .confirmed_ms = now,
                  .is_confirmed = true,
                  .has_second_factor = true};
  const auto token = hash_of_session(session.token);
  const Actor by{.account = pending.account, .address = std::string(address)};
  const auto outcome = TRY(storage_.write([&](db::Database& database) -> Result<CodeOutcome> {
    const auto row = TRY(find_pending_row(database, earlier));
    if (!row || !times_of(*row).is_alive(now)) return CodeOutcome::gone;
    if (!TRY(is_right(database))) {
      TRY(database.execute("UPDATE sessions SET wrong_codes = wrong_codes + 1 WHERE token_hash = $1", {earlier}));
      TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1 AND wrong_codes >= $2",
                           {earlier, limits::wrong_codes}));
      TRY(add_audit(database, {.at_ms = now, .action = Action::code_failed, .by = by, .outcome = Outcome::refused}));
      return CodeOutcome::wrong;
    }
    TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1", {earlier}));
    TRY(insert(database, token, session, address, now, false));
    TRY(add_audit(database, {.at_ms = now, .action = Action::signed_in, .by = by}));
    return CodeOutcome::right;
  }));
  if (outcome != CodeOutcome::right) return Completed{.outcome = outcome};
  (void)see(token, session, now, lasts_ms(false));
  return Completed{.outcome = outcome, .session = std::move(session)};
}

Result<CodeOutcome> Sessions::confirm(const Session& session, const Actor& by, const JudgeCode& is_right) {
  const auto now = clock_.wall_ms();
  return storage_.write([&](db::Database& database) -> Result<CodeOutcome> {
    const auto token = hash_of_session(session.token);
    const auto row = TRY(database.query_one(found_session, {token}));
    if (!row || !times_of(*row).is_alive(now)) return CodeOutcome::gone;
    const bool right = TRY(is_right(database));
    if (right) TRY(database.execute("UPDATE sessions SET confirmed_at_ms = $2 WHERE token_hash = $1", {token, now}));
    TRY(add_audit(database, {.at_ms = now,
                             .action = right ? Action::confirmed : Action::code_failed,
                             .by = by,
                             .outcome = right ? Outcome::done : Outcome::refused}));
    return right ? CodeOutcome::right : CodeOutcome::wrong;
  });
}

Result<std::vector<SessionLine>> Sessions::list(std::int64_t account) {
  const auto now = clock_.wall_ms();
  return storage_.read([&](db::Database& database) -> Result<std::vector<SessionLine>> {
    std::vector<SessionLine> lines;
    for (const auto& row : TRY(database.query(
             "SELECT account, '', made_at_ms, used_at_ms, expires_at_ms, number, address, pending FROM sessions "
             "WHERE account = $1 AND number IS NOT NULL ORDER BY used_at_ms DESC, number",
             {account})))
      if (times_of(row).is_alive(now))
        lines.push_back({.number = row.integer(5),
                         .made_ms = row.integer(2),
                         .used_ms = row.integer(3),
                         .address = row.maybe_text(6).value_or(""),
                         .pending = row.integer(7) != 0});
    return lines;
  });
}

Result<void> Sessions::end_one(std::int64_t account, std::int64_t number, const Actor& by) {
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    const auto ended =
        TRY(database.execute("DELETE FROM sessions WHERE account = $1 AND number = $2", {account, number}));
    if (ended == 0) return fail(Errc::not_found, "the account has no session with this number, or it has ended");
    return add_audit(database,
                     {.at_ms = clock_.wall_ms(), .action = Action::session_ended, .by = by, .subject = account});
  }));
  const std::lock_guard lock(mutex_);
  std::erase_if(seen_,
                [&](const auto& entry) { return entry.second.account == account && entry.second.number == number; });
  return {};
}

Result<std::int64_t> Sessions::end_all(std::int64_t account, std::optional<std::int64_t> but_number, const Actor& by) {
  const auto count = TRY(storage_.write([&](db::Database& database) -> Result<std::int64_t> {
    const auto ended = TRY(end_all_in(database, account, but_number));
    TRY(add_audit(
        database,
        {.at_ms = clock_.wall_ms(), .action = Action::sessions_ended, .by = by, .records = ended, .subject = account}));
    return ended;
  }));
  forget_account(account, but_number);
  return count;
}

Result<std::int64_t> Sessions::end_all_in(db::Database& database, std::int64_t account,
                                          std::optional<std::int64_t> but_number) {
  return database.execute("DELETE FROM sessions WHERE account = $1 AND ($2 IS NULL OR number IS NULL OR number <> $2)",
                          {account, but_number});
}

void Sessions::forget_account(std::int64_t account, std::optional<std::int64_t> but_number) {
  const std::lock_guard lock(mutex_);
  std::erase_if(
      seen_, [&](const auto& entry) { return entry.second.account == account && entry.second.number != but_number; });
}

std::optional<std::int64_t> Sessions::account_seen(std::string_view token) const {
  if (token.empty()) return std::nullopt;
  const auto hash = hash_of_session(token);
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(hash);
  if (found == seen_.end() || found->second.is_over(clock_.monotonic_ms())) return std::nullopt;
  return found->second.account;
}

// Nothing when it is over by the clock that nobody turns.
std::optional<Sessions::Confirmation> Sessions::see(const seal::Hash& token, const Session& session,
                                                    std::int64_t wall_ms, std::int64_t left_ms) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  if (const auto found = seen_.find(token); found != seen_.end()) {
    auto& seen = found->second;
    if (seen.is_over(now)) return std::nullopt;
    seen.used_ms = now;
    if (seen.confirmed_ms != session.confirmed_ms) {  // again since, here or by another process
      seen.confirmed_ms = session.confirmed_ms;
      seen.confirmation_ends_ms = now + limits::confirmed_ms;
    }
    return now < seen.confirmation_ends_ms ? Confirmation::holds : Confirmation::over;
  }
  const auto left = session.confirmed_ms + limits::confirmed_ms - wall_ms;
  const auto confirmed_until = now + std::clamp(left, std::int64_t{0}, limits::confirmed_ms);
  if (seen_.size() >= most_seen) std::erase_if(seen_, [&](const auto& entry) { return entry.second.is_over(now); });
  if (seen_.size() < most_seen)
    seen_.emplace(token, Seen{.account = session.account,
                              .number = session.number,
                              .ends_ms = now + left_ms,
                              .used_ms = now,
                              .confirmed_ms = session.confirmed_ms,
                              .confirmation_ends_ms = confirmed_until});
  return now < confirmed_until ? Confirmation::holds : Confirmation::over;
}

// Nothing could be written: this process takes it for over all the same.
void Sessions::end_here(const seal::Hash& token) {
  const std::lock_guard lock(mutex_);
  seen_[token].ends_ms = clock_.monotonic_ms();
}

void Sessions::forget(const seal::Hash& token) {
  const std::lock_guard lock(mutex_);
  seen_.erase(token);
}

}  // namespace minbar::collector
