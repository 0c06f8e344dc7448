#include "sync/collector/accounts/single_sign_on.h"

#include <optional>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/accounts.h"

namespace minbar::collector {

namespace {

// Whoever has no account asks twice or thrice, and then somebody who can help.
constexpr RateLimit::Rule unknown_rule{.burst = 30, .refill_ms = 2 * 60'000};

bool is_usable(std::string_view name) {
  return !name.empty() && name.size() <= limits::sso_name_bytes && is_valid_utf8(name) && is_one_line(name);
}

Result<std::optional<VouchedAccount>> account_of(Storage& storage, std::string_view name) {
  return storage.read([&](db::Database& database) -> Result<std::optional<VouchedAccount>> {
    const auto row = TRY(database.query_one(
        "SELECT a.id, a.name, a.notice IS NOT NULL FROM sso_names s JOIN accounts a ON "
        "a.id = s.account WHERE s.name = $1 AND a.disabled_at_ms IS NULL AND a.removed_at_ms IS NULL",
        {name}));
    if (!row) return std::nullopt;
    return VouchedAccount{.account = row->integer(0), .name = row->text(1), .has_notice = row->integer(2) != 0};
  });
}

Result<std::optional<std::string>> sso_name_of(db::Database& database, std::int64_t account) {
  const auto row = TRY(database.query_one("SELECT name FROM sso_names WHERE account = $1", {account}));
  if (!row) return std::nullopt;
  return row->text(0);
}

}  // namespace

SingleSignOn::SingleSignOn(Storage& storage, const Clock& clock, Random& random)
    : storage_(storage), clock_(clock), limit_(unknown_rule, clock, random) {}

tl::expected<VouchedAccount, SsoRefusal> SingleSignOn::find(std::span<const std::string> vouched, const Actor& by) {
  if (vouched.empty()) {
    log(LogEvent::sso_absent);
    return tl::unexpected(SsoRefusal::absent);
  }
  if (vouched.size() > 1 || !is_usable(vouched.front())) {
    log(LogEvent::sso_unusable, {{"times", static_cast<std::int64_t>(vouched.size())}});
    return tl::unexpected(SsoRefusal::unusable);
  }
  auto found = account_of(storage_, vouched.front());
  if (!found) return tl::unexpected(SsoRefusal::try_later);
  if (*found) return std::move(**found);
  note_unknown(vouched.front(), by);
  return tl::unexpected(SsoRefusal::unknown);
}

void SingleSignOn::note_unknown(const std::string& name, const Actor& by) {
  log(LogEvent::sso_unknown);
  if (!limit_.take(name)) return;
  // Who is refused stays refused, whether or not it could be written.
  (void)storage_.write([&](db::Database& database) {
    return add_audit(database, {.at_ms = clock_.wall_ms(),
                                .action = Action::sign_in_failed,
                                .by = by,
                                .outcome = Outcome::refused,
                                .detail = sso_detail});
  });
}

Result<void> set_sso_name(db::Database& database, const SsoName& given) {
  const bool takes_away = given.name.empty();
  if (!takes_away && !is_usable(given.name))
    return fail(Errc::bad_input,
                fmt::format("a name of the single sign-on has at most {} bytes, on one line", limits::sso_name_bytes));
  if (!TRY(database.query_one("SELECT 1 FROM accounts WHERE id = $1 AND removed_at_ms IS NULL", {given.account})))
    return fail(Errc::not_found, "there is no such account, or it was removed");
  const auto earlier = TRY(sso_name_of(database, given.account));
  if (takes_away && !earlier) return fail(Errc::not_found, "the account has no name of the single sign-on");
  if (earlier == given.name) return {};
  TRY(database.execute("DELETE FROM sso_names WHERE account = $1", {given.account}));
  TRY(database.execute("DELETE FROM sessions WHERE account = $1 AND sso = 1", {given.account}));
  if (!takes_away) {
    const auto kept = database.execute("INSERT INTO sso_names (account, name, given_at_ms) VALUES ($1, $2, $3)",
                                       {given.account, given.name, given.at_ms});
    if (!kept && kept.error().code == Errc::conflict)
      return fail(Errc::conflict, "another account has this name of the single sign-on");
    TRY(kept);
  }
  return add_audit(database, {.at_ms = given.at_ms,
                              .action = takes_away ? Action::sso_ended : Action::sso_given,
                              .by = given.by,
                              .subject = given.account,
                              .detail = takes_away ? std::string_view(*earlier) : given.name});
}

}  // namespace minbar::collector
