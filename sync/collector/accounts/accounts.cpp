#include "sync/collector/accounts/accounts.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/passwords/password_policy.h"
#include "sync/domain/words/says_something.h"

namespace minbar::collector {

namespace {

constexpr std::size_t name_code_points = 60;  // fits one line of the page's head

// Account names are compared without case by the database; limits and cookies must agree with it.
std::string folded(std::string_view name) {
  std::string out(name.substr(0, 4 * name_code_points));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace

bool is_one_line(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const auto c = next_code_point(name, at);
    const bool turns =
        c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || turns) return false;
  }
  return true;
}

namespace {

struct Account {
  std::int64_t id = 0;
  std::string name;
  std::string password_hash;  // empty: none was chosen yet
  bool has_notice = false;
  bool is_open = false;  // neither disabled nor removed
  bool has_second_factor = false;
};

// By name, or by number.
Result<std::optional<Account>> find_account(Storage& storage, std::string_view column, db::Param value) {
  return storage.read([&](db::Database& database) -> Result<std::optional<Account>> {
    const auto row = TRY(database.query_one(
        fmt::format(
            "SELECT id, name, password_hash, notice IS NOT NULL, disabled_at_ms IS NULL AND removed_at_ms IS NULL, "
            "EXISTS (SELECT 1 FROM second_factors WHERE account = accounts.id AND salt IS NOT NULL) FROM accounts "
            "WHERE {} = $1",
            column),
        {value}));
    if (!row) return std::nullopt;
    return Account{.id = row->integer(0),
                   .name = row->text(1),
                   .password_hash = row->text(2),
                   .has_notice = row->integer(3) != 0,
                   .is_open = row->integer(4) != 0,
                   .has_second_factor = row->integer(5) != 0};
  });
}
Result<std::optional<Account>> find_account(Storage& storage, std::string_view name) {
  return find_account(storage, "name", name);
}

SignInTry try_of(const std::string& name, std::string_view peer, const std::optional<KnownBrowser>& known) {
  SignInTry attempt{.name = name, .peer = peer};
  if (known) attempt.browser = known->id;
  return attempt;
}

bool password_is_right(const std::string& hash, std::string_view password) {
  return password.size() <= limits::password_bytes && seal::verify_password(hash, password);
}

// Why the name cannot be had.
Result<std::string> name_is_taken(db::Database& database, std::string_view name) {
  const auto row = TRY(database.query_one("SELECT removed_at_ms IS NOT NULL FROM accounts WHERE name = $1", {name}));
  return row && row->integer(0) != 0
             ? "an account with this name was removed; its name stays in the audit and is not used again"
             : "an account with this name is there already";
}

tl::unexpected<SignInRefusal> refused(SignInFailure why, Wait wait = {}) {
  return tl::unexpected(SignInRefusal{.why = why, .wait = wait});
}

}  // namespace

Result<std::int64_t> add_account(db::Database& database, const NewAccount& account) {
  const auto name = account.name;
  if (!is_valid_utf8(name) || !says_something(name) || count_code_points(name) > name_code_points || !is_one_line(name))
    return fail(Errc::bad_input, fmt::format("the account's name must have 1 to {} letters, on one line and without "
                                             "marks of direction",
                                             name_code_points));
  const auto made = database.insert("INSERT INTO accounts (name, password_hash, made_at_ms) VALUES ($1, $2, $3)",
                                    {name, account.password_hash, account.at_ms});
  if (!made && made.error().code == Errc::conflict) {
    auto why = TRY(name_is_taken(database, name));
    return fail(Errc::conflict, std::move(why));
  }
  if (!made) return tl::unexpected(made.error());
  const auto id = **made;
  TRY(add_audit(database, {.at_ms = account.at_ms,
                           .action = account.password_hash.empty() ? Action::account_invited : Action::account_created,
                           .by = account.by,
                           .subject = id}));
  for (const auto& role : account.roles)
    TRY(make_grant(
        database,
        {.account = id, .what = role, .until_ms = account.until_ms, .by = account.by, .at_ms = account.at_ms}));
  return id;
}

Result<std::unique_ptr<Accounts>> Accounts::open(Storage& storage, const Clock& clock, Random& random,
                                                 Options options) {
  auto nobodys = TRY(seal::hash_password(seal::random_token(random), options.cost));
  return std::unique_ptr<Accounts>(new Accounts(storage, clock, random, std::move(options), std::move(nobodys)));
}

Accounts::Accounts(Storage& storage, const Clock& clock, Random& random, Options options, std::string nobodys_hash)
    : storage_(storage),
      clock_(clock),
      random_(random),
      cost_(options.cost),
      nobodys_hash_(std::move(nobodys_hash)),
      cookies_(std::move(options.browser_key), clock),
      limits_(clock, random),
      sessions_(storage, clock, random, options.require_second_factor) {}

Result<void> Accounts::create(std::string_view name, std::string_view password, const std::vector<RoleAt>& roles) {
  if (const auto fault = password_fault(password, name)) return fail(Errc::bad_input, std::string(sentence_of(*fault)));
  const auto hash = TRY(seal::hash_password(password, cost_));
  TRY(storage_.write([&](db::Database& database) {
    return add_account(database, {.name = name, .password_hash = hash, .roles = roles, .at_ms = clock_.wall_ms()});
  }));
  return {};
}

Result<std::int64_t> Accounts::find(std::string_view name) {
  const auto found = TRY(find_account(storage_, name));
  if (!found) return fail(Errc::not_found, "there is no account with this name");
  return found->id;
}

tl::expected<Passage, Wait> Accounts::admit(const Credentials& credentials) {
  const auto name = folded(credentials.name);
  auto passage = limits_.take(try_of(name, credentials.peer, cookies_.find(credentials.browser, name)));
  if (!passage) log(LogEvent::sign_in_limited);
  return passage;
}

tl::expected<SignedIn, SignInRefusal> Accounts::sign_in(const Credentials& credentials) {
  const auto name = folded(credentials.name);
  const auto known = cookies_.find(credentials.browser, name);
  const auto attempt = try_of(name, credentials.peer, known);
  auto account = find_account(storage_, credentials.name);
  if (!account) return refused(SignInFailure::try_later);
  // who has no password yet is judged as nobody is, in the same time
  const auto& hash = *account && !(*account)->password_hash.empty() ? (*account)->password_hash : nobodys_hash_;
  if (known && known->password != mark_of(hash)) {  // of an earlier password: no better than none
    if (const auto taken = limits_.take_as_stranger(attempt); !taken) {
      log(LogEvent::sign_in_limited);
      return refused(SignInFailure::too_many_tries, taken.error());
    }
  }
  const bool right = password_is_right(hash, credentials.password);
  if (!right || !*account || (*account)->password_hash.empty() || !(*account)->is_open) {
    log(LogEvent::sign_in_failed, {{"known_account", *account ? 1 : 0}});
    const auto whose = *account ? std::optional((*account)->id) : std::nullopt;
    const auto noted = note_failure(Action::sign_in_failed, whose, credentials.address);
    return refused(noted ? SignInFailure::wrong : SignInFailure::try_later);
  }
  const bool awaits_code = (*account)->has_second_factor;
  auto session = sessions_.start({.account = (*account)->id,
                                  .name = (*account)->name,
                                  .earlier_token = credentials.session,
                                  .address = credentials.address,
                                  .password_hash = hash,
                                  .pending = awaits_code});
  if (!session) return refused(SignInFailure::try_later);
  limits_.forgive(attempt);
  SignedIn signed_in{
      .session = std::move(*session), .awaits_code = awaits_code, .has_notice = (*account)->has_notice, .browser = {}};
  if (!awaits_code) signed_in.browser = cookie_of(credentials.browser, (*account)->name, hash);
  return signed_in;
}

tl::expected<void, SignInRefusal> Accounts::judge(const Session& session, const Proof& proof, Action failed) {
  const auto name = folded(session.name);
  const auto account = find_account(storage_, "id", session.account);
  if (!account) return refused(SignInFailure::try_later);
  if (!*account) return refused(SignInFailure::wrong);
  const auto& hash = (*account)->password_hash;
  auto known = cookies_.find(proof.browser, name);
  if (known && known->password != mark_of(hash)) known.reset();
  const auto attempt = try_of(name, proof.peer, known);
  if (const auto taken = limits_.take(attempt); !taken) {
    log(LogEvent::sign_in_limited);
    return refused(SignInFailure::too_many_tries, taken.error());
  }
  if (!password_is_right(hash, proof.password)) {
    log(LogEvent::sign_in_failed, {{"known_account", 1}});
    const auto noted = note_failure(failed, session.account, proof.address);
    return refused(noted ? SignInFailure::wrong : SignInFailure::try_later);
  }
  limits_.forgive(attempt);
  return {};
}

Result<std::string> Accounts::cookie_for(std::int64_t account, std::string_view browser) {
  const auto found = TRY(find_account(storage_, "id", account));
  if (!found) return fail(Errc::not_found, "there is no such account");
  return cookie_of(browser, found->name, found->password_hash);
}

Result<std::optional<BrowserId>> Accounts::browser_of(std::int64_t account, std::string_view browser) {
  const auto found = TRY(find_account(storage_, "id", account));
  if (!found) return std::nullopt;
  const auto known = cookies_.find(browser, folded(found->name));
  if (!known || known->password != mark_of(found->password_hash)) return std::nullopt;
  return known->id;
}

std::string Accounts::cookie_of(std::string_view browser, std::string_view name, std::string_view password_hash) {
  const KnownBrowser known{.id = {.bytes = random_.array<16>()}, .password = mark_of(password_hash)};
  return cookies_.with(browser, folded(name), known);
}

Result<void> Accounts::note_failure(Action action, std::optional<std::int64_t> account, std::string_view address) {
  return storage_.write([&](db::Database& database) {
    return add_audit(database, {.at_ms = clock_.wall_ms(),
                                .action = action,
                                .by = {.account = account, .address = std::string(address)},
                                .outcome = Outcome::refused});
  });
}

}  // namespace minbar::collector
