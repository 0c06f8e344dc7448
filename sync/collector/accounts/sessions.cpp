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

// Beside a long write (a rebuild) the next page notes it; nobody is sent away for it.
Result<void> unless_busy(const Result<std::int64_t>& written) {
  if (!written && written.error().code != Errc::busy) return tl::unexpected(written.error());
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
  Session session{
      .account = from.account, .name = std::move(from.name), .token = seal::random_token(random_), .grants = {}};
  const auto now = clock_.wall_ms();
  const std::string address(from.address);
  const auto token = hash_of_session(session.token), earlier = hash_of_session(from.earlier_token);
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    TRY(end_earlier(database, earlier, now, address));
    TRY(database.execute("DELETE FROM sessions WHERE expires_at_ms <= $1 OR made_at_ms > $2",
                         {now, now + clock_step_ms}));
    TRY(
        database.execute("INSERT INTO sessions (token_hash, account, made_at_ms, used_at_ms, expires_at_ms) "
                         "VALUES ($1, $2, $3, $3, $4)",
                         {token, session.account, now, now + limits::session_ms}));
    return add_audit(
        database, {.at_ms = now, .action = Action::signed_in, .by = {.account = session.account, .address = address}});
  }));
  forget(earlier);
  (void)see(token, session.account, limits::session_ms);
  return session;
}

Result<std::optional<Session>> Sessions::find(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const auto now = clock_.wall_ms();
  const auto hash = hash_of_session(token);
  std::vector<Grant> grants;
  const auto row = TRY(storage_.read([&](db::Database& database) -> Result<std::optional<db::Row>> {
    auto found = TRY(database.query_one(
        "SELECT accounts.id, accounts.name, sessions.made_at_ms, sessions.used_at_ms, sessions.expires_at_ms "
        "FROM sessions JOIN accounts ON accounts.id = sessions.account WHERE token_hash = $1",
        {hash}));
    if (found) grants = TRY(grants_of(database, found->integer(0), now));
    return found;
  }));
  if (!row) {
    forget(hash);
    return std::nullopt;
  }
  const Times times{.made_ms = row->integer(2), .used_ms = row->integer(3), .expires_ms = row->integer(4)};
  if (!times.is_alive(now) || !see(hash, row->integer(0), times.ends_ms() - now)) {
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
  std::erase_if(grants, [&](const Grant& grant) { return !grant.holds_at(now); });
  return Session{
      .account = row->integer(0), .name = row->text(1), .token = std::string(token), .grants = std::move(grants)};
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
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1", {token}));
    return add_audit(database, {.at_ms = clock_.wall_ms(), .action = Action::signed_out, .by = by});
  }));
  forget(token);
  return {};
}

std::optional<std::int64_t> Sessions::account_seen(std::string_view token) const {
  if (token.empty()) return std::nullopt;
  const auto hash = hash_of_session(token);
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(hash);
  if (found == seen_.end() || found->second.is_over(clock_.monotonic_ms())) return std::nullopt;
  return found->second.account;
}

// False when it is over by the clock that nobody turns.
bool Sessions::see(const seal::Hash& token, std::int64_t account, std::int64_t left_ms) {
  const auto now = clock_.monotonic_ms();
  const std::lock_guard lock(mutex_);
  if (const auto found = seen_.find(token); found != seen_.end()) {
    if (found->second.is_over(now)) return false;
    found->second.used_ms = now;
    return true;
  }
  if (seen_.size() >= most_seen) std::erase_if(seen_, [&](const auto& entry) { return entry.second.is_over(now); });
  if (seen_.size() < most_seen)
    seen_.emplace(token, Seen{.account = account, .ends_ms = now + left_ms, .used_ms = now});
  return true;
}

void Sessions::forget(const seal::Hash& token) {
  const std::lock_guard lock(mutex_);
  seen_.erase(token);
}

}  // namespace minbar::collector
