#include "sync/collector/accounts/accounts.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/audit.h"
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

// No controls, no line or paragraph ends, no marks that turn what stands beside: a list of accounts must not lie.
bool is_one_line(std::string_view name) {
  for (std::size_t at = 0; at < name.size();) {
    const auto c = next_code_point(name, at);
    const bool turns =
        c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || turns) return false;
  }
  return true;
}

struct Account {
  std::int64_t id = 0;
  std::string name;
  std::string password_hash;
  bool has_notice = false;
};

Result<std::optional<Account>> find_account(Storage& storage, std::string_view name) {
  return storage.read([&](db::Database& database) -> Result<std::optional<Account>> {
    const auto row = TRY(
        database.query_one("SELECT id, name, password_hash, notice IS NOT NULL FROM accounts WHERE name = $1", {name}));
    if (!row) return std::nullopt;
    return Account{
        .id = row->integer(0), .name = row->text(1), .password_hash = row->text(2), .has_notice = row->integer(3) != 0};
  });
}

SignInTry try_of(const std::string& name, const Credentials& credentials, const std::optional<KnownBrowser>& known) {
  SignInTry attempt{.name = name, .peer = credentials.peer};
  if (known) attempt.browser = known->id;
  return attempt;
}

tl::unexpected<SignInRefusal> refused(SignInFailure why, Wait wait = {}) {
  return tl::unexpected(SignInRefusal{.why = why, .wait = wait});
}

}  // namespace

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
      sessions_(storage, clock, random) {}

Result<void> Accounts::create(std::string_view name, std::string_view password, const std::vector<RoleAt>& roles) {
  if (!is_valid_utf8(name) || !says_something(name) || count_code_points(name) > name_code_points || !is_one_line(name))
    return fail(Errc::bad_input, fmt::format("the account's name must have 1 to {} letters, on one line and without "
                                             "marks of direction",
                                             name_code_points));
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
    const auto account = (*row)->integer(0), now = clock_.wall_ms();
    TRY(add_audit(database, {.at_ms = now, .action = Action::account_created, .subject = account}));
    for (const auto& role : roles) TRY(make_grant(database, {.account = account, .what = role, .at_ms = now}));
    return {};
  });
}

Result<std::int64_t> Accounts::find(std::string_view name) {
  const auto found = TRY(find_account(storage_, name));
  if (!found) return fail(Errc::not_found, "there is no account with this name");
  return found->id;
}

tl::expected<Passage, Wait> Accounts::admit(const Credentials& credentials) {
  const auto name = folded(credentials.name);
  auto passage = limits_.take(try_of(name, credentials, cookies_.find(credentials.browser, name)));
  if (!passage) log(LogEvent::sign_in_limited);
  return passage;
}

tl::expected<SignedIn, SignInRefusal> Accounts::sign_in(const Credentials& credentials) {
  const auto name = folded(credentials.name);
  const auto known = cookies_.find(credentials.browser, name);
  const auto attempt = try_of(name, credentials, known);
  auto account = find_account(storage_, credentials.name);
  if (!account) return refused(SignInFailure::try_later);
  const auto mark = mark_of(*account ? (*account)->password_hash : nobodys_hash_);
  if (known && known->password != mark) {  // of an earlier password: no better than none
    if (const auto taken = limits_.take_as_stranger(attempt); !taken) {
      log(LogEvent::sign_in_limited);
      return refused(SignInFailure::too_many_tries, taken.error());
    }
  }
  const bool right = credentials.password.size() <= limits::password_bytes &&
                     seal::verify_password(*account ? (*account)->password_hash : nobodys_hash_, credentials.password);
  if (!right || !*account) {
    log(LogEvent::sign_in_failed, {{"known_account", *account ? 1 : 0}});
    const auto noted = storage_.write([&](db::Database& database) {
      return add_audit(database, {.at_ms = clock_.wall_ms(),
                                  .action = Action::sign_in_failed,
                                  .by = {.account = *account ? std::optional((*account)->id) : std::nullopt,
                                         .address = std::string(credentials.address)},
                                  .outcome = Outcome::refused});
    });
    return refused(noted ? SignInFailure::wrong : SignInFailure::try_later);
  }
  auto session = sessions_.start({.account = (*account)->id,
                                  .name = std::move((*account)->name),
                                  .earlier_token = credentials.session,
                                  .address = credentials.address});
  if (!session) return refused(SignInFailure::try_later);
  limits_.forgive(attempt);
  const KnownBrowser browser{.id = {.bytes = random_.array<16>()}, .password = mark};
  return SignedIn{.session = std::move(*session),
                  .has_notice = (*account)->has_notice,
                  .browser = cookies_.with(credentials.browser, name, browser)};
}

}  // namespace minbar::collector
