#include "sync/collector/accounts/life/second_factors.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/accounts/second_factor/recovery_codes.h"
#include "sync/collector/accounts/second_factor/totp.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/db/database.h"

namespace minbar::collector {

namespace {

// Ten tries of an account, then one in twenty minutes: whoever has the password finds a code once in a dozen years.
constexpr RateLimit::Rule code_rule{.burst = 10, .refill_ms = 20 * 60'000};
constexpr std::string_view issuer = "Minbar";

tl::unexpected<CodeRefusal> refused(CodeFailure why, Wait wait = {}) {
  return tl::unexpected(CodeRefusal{.why = why, .wait = wait});
}

Result<FactorSetup> setup_of(const seal::MacKey& key, const Session& session, const TotpSalt& salt) {
  const auto secret = totp_secret_of(key, session.account, salt);
  FactorSetup setup{.secret = totp_text(secret), .uri = totp_uri(secret, issuer, session.name), .picture = {}};
  auto picture = qr_picture(setup.uri);
  if (!picture) return fail(Errc::too_large, "the account's name is too long for a QR code");
  setup.picture = std::move(*picture);
  return setup;
}

// Of the one that this session is setting up: nobody takes what somebody else began.
Result<std::optional<TotpSalt>> pending_salt(db::Database& database, const Session& session, std::int64_t now_ms) {
  const auto row =
      TRY(database.query_one("SELECT pending_salt FROM second_factors WHERE account = $1 AND pending_session = $4 AND "
                             "pending_at_ms BETWEEN $2 "
                             "AND $3",
                             {session.account, now_ms - limits::second_factor_setup_ms,
                              now_ms + limits::second_factor_setup_ms, hash_of_session(session.token)}));
  if (!row) return std::nullopt;
  return row->id<TotpSalt>(0);
}

// Instead of all there were.
Result<void> put_recovery_codes(db::Database& database, const seal::MacKey& key, std::int64_t account,
                                const std::vector<std::string>& codes, std::int64_t now_ms) {
  TRY(database.execute("DELETE FROM recovery_codes WHERE account = $1", {account}));
  for (const auto& code : codes) {
    const auto mac = recovery_mac(key, account, code);
    ENSURE(mac.has_value(), "a code that was minted can be read");
    TRY(database.execute("INSERT INTO recovery_codes (account, mac, made_at_ms) VALUES ($1, $2, $3)",
                         {account, *mac, now_ms}));
  }
  return {};
}

CodeRefusal code_refusal_of(const SignInRefusal& refusal) {
  switch (refusal.why) {
    case SignInFailure::wrong:
      return {.why = CodeFailure::wrong};
    case SignInFailure::too_many_tries:
      return {.why = CodeFailure::too_many_tries, .wait = refusal.wait};
    case SignInFailure::try_later:
      break;
  }
  return {.why = CodeFailure::try_later};
}

// A request may have waited while its session was ended, or its account disabled.
Result<void> check_lives(db::Database& database, const Session& session) {
  if (TRY(database.query_one("SELECT 1 FROM sessions WHERE token_hash = $1", {hash_of_session(session.token)})))
    return {};
  return fail(Errc::not_found, "the session has ended");
}

}  // namespace

SecondFactors::SecondFactors(Storage& storage, const Clock& clock, Random& random, Accounts& accounts,
                             seal::Locked<seal::MacKey> key)
    : storage_(storage),
      clock_(clock),
      random_(random),
      accounts_(accounts),
      key_(std::move(key)),
      tries_(code_rule, clock, random) {}

Result<FactorState> SecondFactors::state(std::int64_t account) {
  return storage_.read([&](db::Database& database) -> Result<FactorState> {
    const auto row = TRY(database.query_one(
        "SELECT set_at_ms, (SELECT count(*) FROM recovery_codes r WHERE r.account = f.account AND used_at_ms IS NULL) "
        "FROM second_factors f WHERE account = $1 AND salt IS NOT NULL",
        {account}));
    if (!row) return FactorState{};
    return FactorState{.set_at_ms = row->maybe_integer(0), .recovery_codes_left = row->integer(1)};
  });
}

Result<FactorSetup> SecondFactors::begin(const Session& session) {
  const TotpSalt salt{random_.array<16>()};
  auto setup = TRY(setup_of(*key_, session, salt));
  TRY(storage_.write([&](db::Database& database) -> Result<std::int64_t> {
    TRY(check_lives(database, session));
    return database.execute(
        "INSERT INTO second_factors (account, pending_salt, pending_at_ms, pending_session) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (account) DO UPDATE SET pending_salt = excluded.pending_salt, pending_at_ms = "
        "excluded.pending_at_ms, pending_session = excluded.pending_session",
        {session.account, salt, clock_.wall_ms(), hash_of_session(session.token)});
  }));
  return setup;
}

Result<std::optional<FactorSetup>> SecondFactors::begun(const Session& session) {
  const auto salt =
      TRY(storage_.read([&](db::Database& database) { return pending_salt(database, session, clock_.wall_ms()); }));
  if (!salt) return std::nullopt;
  return TRY(setup_of(*key_, session, *salt));
}

tl::expected<std::vector<std::string>, CodeRefusal> SecondFactors::finish(const Session& session, std::string_view code,
                                                                          const Actor& by) {
  const auto account = session.account;
  if (const auto taken = take_try(account, ""); !taken) return tl::unexpected(taken.error());
  const auto now = clock_.wall_ms();
  auto codes = mint_recovery_codes(random_);
  const auto outcome = storage_.write([&](db::Database& database) -> Result<CodeOutcome> {
    if (!check_lives(database, session)) return CodeOutcome::gone;
    const auto salt = TRY(pending_salt(database, session, now));
    if (!salt) return CodeOutcome::gone;
    const auto step = totp_step(totp_secret_of(*key_, account, *salt), code, now / 1000, 0);
    if (!step) {
      TRY(add_audit(database, {.at_ms = now, .action = Action::code_failed, .by = by, .outcome = Outcome::refused}));
      return CodeOutcome::wrong;
    }
    TRY(database.execute(
        "UPDATE second_factors SET salt = pending_salt, set_at_ms = $2, last_step = $3, pending_salt = "
        "NULL, pending_at_ms = NULL, pending_session = NULL WHERE account = $1",
        {account, now, *step}));
    TRY(put_recovery_codes(database, *key_, account, codes, now));
    TRY(Sessions::end_all_in(database, account, session.number));
    TRY(add_audit(database, {.at_ms = now, .action = Action::second_factor_set, .by = by, .subject = account}));
    return CodeOutcome::right;
  });
  if (!outcome) return refused(CodeFailure::try_later);
  if (*outcome == CodeOutcome::gone) return refused(CodeFailure::gone);
  if (*outcome == CodeOutcome::wrong) return refused(CodeFailure::wrong);
  accounts_.sessions().forget_account(account, session.number);
  forgive(account, "");
  return codes;
}

Result<std::vector<std::string>> SecondFactors::make_recovery_codes(const Session& session, const Actor& by) {
  const auto account = session.account, now = clock_.wall_ms();
  auto codes = mint_recovery_codes(random_);
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    TRY(check_lives(database, session));
    const auto row =
        TRY(database.query_one("SELECT 1 FROM second_factors WHERE account = $1 AND salt IS NOT NULL", {account}));
    if (!row) return fail(Errc::not_found, "the account has no second factor");
    TRY(put_recovery_codes(database, *key_, account, codes, now));
    return add_audit(database, {.at_ms = now, .action = Action::recovery_codes_made, .by = by, .subject = account});
  }));
  return codes;
}

Result<void> SecondFactors::remove(std::int64_t account, const Actor& by) {
  const bool is_own = by.account == account;
  TRY(storage_.write([&](db::Database& database) -> Result<void> {
    const auto row =
        TRY(database.query_one("SELECT 1 FROM second_factors WHERE account = $1 AND salt IS NOT NULL", {account}));
    if (!row) return fail(Errc::not_found, "the account has no second factor");
    TRY(database.execute("DELETE FROM recovery_codes WHERE account = $1", {account}));
    TRY(database.execute("DELETE FROM second_factors WHERE account = $1", {account}));
    if (!is_own) TRY(Sessions::end_all_in(database, account));  // whoever has the telephone may be signed in with it
    return add_audit(
        database, {.at_ms = clock_.wall_ms(), .action = Action::second_factor_removed, .by = by, .subject = account});
  }));
  if (!is_own) accounts_.sessions().forget_account(account);
  return {};
}

tl::expected<SignedIn, CodeRefusal> SecondFactors::complete(const AwaitedCode& awaited) {
  auto& sessions = accounts_.sessions();
  const auto pending = sessions.find_pending(awaited.token);
  if (!pending) return refused(CodeFailure::try_later);
  if (!*pending) return refused(CodeFailure::gone);
  const auto account = (*pending)->account;
  if (const auto taken = take_try(account, awaited.browser); !taken) return tl::unexpected(taken.error());
  const Actor by{.account = account, .address = std::string(awaited.address)};
  auto completed = sessions.complete(**pending, awaited.address, [&](db::Database& database) {
    return take_code(database, account, awaited.code, by);
  });
  if (!completed) return refused(CodeFailure::try_later);
  if (completed->outcome == CodeOutcome::gone) return refused(CodeFailure::gone);
  if (completed->outcome == CodeOutcome::wrong) {
    log(LogEvent::second_factor_failed);
    return refused(CodeFailure::wrong);
  }
  forgive(account, awaited.browser);
  const auto notice = storage_.read([&](db::Database& database) {
    return database.query_one("SELECT 1 FROM accounts WHERE id = $1 AND notice IS NOT NULL", {account});
  });
  const auto cookie = accounts_.cookie_for(account, awaited.browser);
  return SignedIn{.session = std::move(*completed->session),
                  .has_notice = notice && notice->has_value(),
                  .browser = cookie ? *cookie : std::string()};
}

tl::expected<void, CodeRefusal> SecondFactors::confirm(const Session& session, const Proof& proof,
                                                       std::string_view code) {
  if (const auto judged = accounts_.judge(session, proof, Action::confirm_failed); !judged)
    return tl::unexpected(code_refusal_of(judged.error()));
  const auto account = session.account;
  if (session.has_second_factor)
    if (const auto taken = take_try(account, proof.browser); !taken) return tl::unexpected(taken.error());
  const Actor by{.account = account, .address = std::string(proof.address)};
  const auto outcome = accounts_.sessions().confirm(session, by, [&](db::Database& database) -> Result<bool> {
    const auto row =
        TRY(database.query_one("SELECT 1 FROM second_factors WHERE account = $1 AND salt IS NOT NULL", {account}));
    if (!row) return true;
    return take_code(database, account, code, by);
  });
  if (!outcome) return refused(CodeFailure::try_later);
  if (*outcome == CodeOutcome::gone) return refused(CodeFailure::gone);
  if (*outcome == CodeOutcome::wrong) return refused(CodeFailure::wrong);
  forgive(account, proof.browser);
  return {};
}

// In a write. A step that was taken is raised past, a recovery code is used up.
Result<bool> SecondFactors::take_code(db::Database& database, std::int64_t account, std::string_view code,
                                      const Actor& by) {
  const auto now = clock_.wall_ms();
  const auto row = TRY(database.query_one(
      "SELECT salt, last_step FROM second_factors WHERE account = $1 AND salt IS NOT NULL", {account}));
  if (!row) return false;
  const auto secret = totp_secret_of(*key_, account, row->id<TotpSalt>(0));
  if (const auto step = totp_step(secret, code, now / 1000, row->integer(1))) {
    TRY(database.execute("UPDATE second_factors SET last_step = $2 WHERE account = $1", {account, *step}));
    return true;
  }
  const auto mac = recovery_mac(*key_, account, code);
  if (!mac) return false;
  const auto used = TRY(database.execute(
      "UPDATE recovery_codes SET used_at_ms = $3 WHERE account = $1 AND mac = $2 AND used_at_ms IS NULL",
      {account, *mac, now}));
  if (used == 0) return false;
  TRY(add_audit(database, {.at_ms = now, .action = Action::recovery_code_used, .by = by, .subject = account}));
  return true;
}

// A browser that its owner signed in from before has tries of its own: whoever knows the password alone spends others.
Result<std::string> SecondFactors::key_of(std::int64_t account, std::string_view browser) {
  const auto known = TRY(accounts_.browser_of(account, browser));
  if (!known) return fmt::format("{}", account);
  return fmt::format("{} {}", account, to_hex(known->view()));
}

tl::expected<void, CodeRefusal> SecondFactors::take_try(std::int64_t account, std::string_view browser) {
  const auto key = key_of(account, browser);
  if (!key) return refused(CodeFailure::try_later);
  if (const auto taken = tries_.take(*key); !taken) {
    log(LogEvent::second_factor_limited);
    return refused(CodeFailure::too_many_tries, taken.error());
  }
  return {};
}

void SecondFactors::forgive(std::int64_t account, std::string_view browser) {
  if (const auto key = key_of(account, browser)) tries_.forgive(*key);
}

}  // namespace minbar::collector
