#include "sync/collector/accounts/accounts.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/audit.h"
#include "sync/domain/validate.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

constexpr std::size_t name_code_points = 60;    // fits one line of the page's head
constexpr std::int64_t used_grain_ms = 60'000;  // a session's last use is written once a minute at most
constexpr RateLimit::Rule name_and_peer_rule{.burst = 5, .refill_ms = 3 * 60'000};
constexpr RateLimit::Rule peer_rule{.burst = 30, .refill_ms = 30'000};
constexpr RateLimit::Rule name_rule{.burst = 60, .refill_ms = 60'000};  // many addresses against one account

seal::Hash hash_of_token(std::string_view token) {
  return seal::hash_of(bytes_of(fmt::format("minbar-session-v1|{}", token)));
}

// Account names are compared without case by the database; the limit must agree with it.
std::string folded(std::string_view name) {
  std::string out(name.substr(0, 4 * name_code_points));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

struct Account {
  std::int64_t id = 0;
  std::string name;
  std::string password_hash;
};

Result<std::optional<Account>> find_account(Storage& storage, std::string_view name) {
  return storage.read([&](db::Database& database) -> Result<std::optional<Account>> {
    const auto row = TRY(database.query_one("SELECT id, name, password_hash FROM accounts WHERE name = $1", {name}));
    if (!row) return std::nullopt;
    return Account{.id = row->integer(0), .name = row->text(1), .password_hash = row->text(2)};
  });
}

}  // namespace

Result<std::unique_ptr<Accounts>> Accounts::open(Storage& storage, const Clock& clock, Random& random,
                                                 seal::PasswordCost cost) {
  auto nobodys = TRY(seal::hash_password(seal::random_token(random), cost));
  return std::unique_ptr<Accounts>(new Accounts(storage, clock, random, cost, std::move(nobodys)));
}

Accounts::Accounts(Storage& storage, const Clock& clock, Random& random, seal::PasswordCost cost,
                   std::string nobodys_hash)
    : storage_(storage),
      clock_(clock),
      random_(random),
      cost_(cost),
      nobodys_hash_(std::move(nobodys_hash)),
      by_name_and_peer_(name_and_peer_rule, clock),
      by_peer_(peer_rule, clock),
      by_name_(name_rule, clock) {}

Result<void> Accounts::create(std::string_view name, std::string_view password) {
  if (!is_valid_utf8(name) || !says_something(name) || count_code_points(name) > name_code_points)
    return fail(Errc::bad_input, fmt::format("the account's name must have 1 to {} letters", name_code_points));
  if (count_code_points(password) < limits::password_code_points || password.size() > limits::password_bytes)
    return fail(Errc::bad_input,
                fmt::format("the password must have at least {} characters", limits::password_code_points));
  const auto hash = TRY(seal::hash_password(password, cost_));
  return storage_.write([&](db::Database& database) -> Result<void> {
    const auto row =
        database.query_one("INSERT INTO accounts (name, password_hash, made_at_ms) VALUES ($1, $2, $3) RETURNING id",
                           {name, hash, clock_.wall_ms()});
    if (!row && row.error().code == Errc::conflict)
      return fail(Errc::conflict, "an account with this name is there already");
    if (!row) return tl::unexpected(row.error());
    return add_audit(
        database,
        {.at_ms = clock_.wall_ms(), .action = Action::account_created, .account = (*row)->integer(0), .device = {}});
  });
}

tl::expected<Session, SignInFailure> Accounts::sign_in(const Credentials& credentials) {
  const auto name = folded(credentials.name);
  const auto name_and_peer = fmt::format("{}|{}", credentials.peer, name);
  if (!by_peer_.take(std::string(credentials.peer)) || !by_name_.take(name) || !by_name_and_peer_.take(name_and_peer)) {
    log(Event::sign_in_limited);
    return tl::unexpected(SignInFailure::too_many_tries);
  }
  auto account = find_account(storage_, credentials.name);
  if (!account) return tl::unexpected(SignInFailure::try_later);
  const bool right = credentials.password.size() <= limits::password_bytes &&
                     seal::verify_password(*account ? (*account)->password_hash : nobodys_hash_, credentials.password);
  if (!right || !*account) {
    log(Event::sign_in_failed, {{"known_account", *account ? 1 : 0}});
    const auto noted = storage_.write([&](db::Database& database) {
      return add_audit(database, {.at_ms = clock_.wall_ms(),
                                  .action = Action::sign_in_failed,
                                  .account = *account ? std::optional((*account)->id) : std::nullopt,
                                  .device = {}});
    });
    return tl::unexpected(noted ? SignInFailure::wrong : SignInFailure::try_later);
  }
  by_name_and_peer_.forgive(name_and_peer);
  auto session = start_session((*account)->id, std::move((*account)->name));
  if (!session) return tl::unexpected(SignInFailure::try_later);
  return std::move(*session);
}

Result<Session> Accounts::start_session(std::int64_t account, std::string name) {
  Session session{.account = account, .name = std::move(name), .token = seal::random_token(random_)};
  const auto now = clock_.wall_ms();
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("DELETE FROM sessions WHERE expires_at_ms <= $1", {now}));
    TRY(
        database.execute("INSERT INTO sessions (token_hash, account, made_at_ms, used_at_ms, expires_at_ms) "
                         "VALUES ($1, $2, $3, $3, $4)",
                         {hash_of_token(session.token), account, now, now + limits::session_ms}));
    return add_audit(database, {.at_ms = now, .action = Action::signed_in, .account = account, .device = {}});
  }));
  return session;
}

Result<std::optional<Session>> Accounts::session(std::string_view token) {
  if (token.empty()) return std::nullopt;
  const auto now = clock_.wall_ms();
  const auto hash = hash_of_token(token);
  const auto row = TRY(storage_.read([&](db::Database& database) {
    return database.query_one(
        "SELECT accounts.id, accounts.name, sessions.used_at_ms FROM sessions "
        "JOIN accounts ON accounts.id = sessions.account "
        "WHERE token_hash = $1 AND expires_at_ms > $2 AND used_at_ms > $3",
        {hash, now, now - limits::session_idle_ms});
  }));
  if (!row) return std::nullopt;
  if (now - row->integer(2) >= used_grain_ms) {
    const auto touched = storage_.write([&](db::Database& database) {
      return database.execute("UPDATE sessions SET used_at_ms = $2 WHERE token_hash = $1", {hash, now});
    });
    // Beside a long write (a rebuild) the next page notes it; nobody is sent away for it.
    if (!touched && touched.error().code != Errc::busy) return tl::unexpected(touched.error());
  }
  return Session{.account = row->integer(0), .name = row->text(1), .token = std::string(token)};
}

Result<void> Accounts::sign_out(const Session& session) {
  return storage_.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("DELETE FROM sessions WHERE token_hash = $1", {hash_of_token(session.token)}));
    return add_audit(
        database, {.at_ms = clock_.wall_ms(), .action = Action::signed_out, .account = session.account, .device = {}});
  });
}

}  // namespace minbar::collector
