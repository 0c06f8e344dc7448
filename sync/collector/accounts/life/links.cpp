#include "sync/collector/accounts/life/links.h"

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/db/database.h"
#include "sync/seal/hash.h"
#include "sync/seal/password.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t clock_step_ms = 5 * 60'000;  // a time server's correction is less

seal::Hash hash_of_link(std::string_view token) {
  return seal::hash_of(bytes_of(fmt::format("minbar-account-link-v1|{}", token)));
}

std::string_view name_of(LinkKind kind) { return kind == LinkKind::invitation ? "invitation" : "reset"; }

// One of an account: the earlier one ends.
Result<MadeLink> add_link(db::Database& database, const MadeLink& link, const Actor& by, std::int64_t now_ms) {
  TRY(database.execute("DELETE FROM links WHERE account = $1", {link.account}));
  TRY(database.execute(
      "INSERT INTO links (token_hash, account, kind, made_by, made_at_ms, expires_at_ms) VALUES "
      "($1, $2, $3, $4, $5, $6)",
      {hash_of_link(link.token), link.account, name_of(link.kind), by.account, now_ms, link.expires_at_ms}));
  return link;
}

struct Found {
  OpenLink link;
  std::int64_t account = 0;
  std::int64_t made_at_ms = 0;
  // Made after now: the clock was turned back, and how long the link lasts cannot be known.
  [[nodiscard]] bool is_alive(std::int64_t now_ms) const {
    return made_at_ms <= now_ms + clock_step_ms && now_ms < link.expires_at_ms;
  }
};

Result<std::optional<Found>> find_link(db::Database& database, std::string_view token) {
  const auto row = TRY(database.query_one(
      "SELECT l.account, a.name, l.kind, l.made_at_ms, l.expires_at_ms FROM links l JOIN accounts a ON a.id = "
      "l.account "
      "WHERE l.token_hash = $1 AND l.used_at_ms IS NULL AND a.disabled_at_ms IS NULL AND a.removed_at_ms IS NULL",
      {hash_of_link(token)}));
  if (!row) return std::nullopt;
  return Found{.link = {.kind = row->text(2) == "invitation" ? LinkKind::invitation : LinkKind::reset,
                        .name = row->text(1),
                        .expires_at_ms = row->integer(4)},
               .account = row->integer(0),
               .made_at_ms = row->integer(3)};
}

// Everything that a chosen password brings, where the link is still good in this write: of two that use it at once, one
// finds it used.
Result<Found> use_in(db::Database& database, const ChosenPassword& chosen, std::string_view hash, std::int64_t now_ms) {
  const auto still = TRY(find_link(database, chosen.token));
  if (!still || !still->is_alive(now_ms)) return fail(Errc::not_found, "the link was used or has ended");
  const auto& found = *still;
  TRY(database.execute("UPDATE links SET used_at_ms = $2 WHERE token_hash = $1", {hash_of_link(chosen.token), now_ms}));
  TRY(database.execute("UPDATE accounts SET password_hash = $2 WHERE id = $1", {found.account, hash}));
  TRY(Sessions::end_all_in(database, found.account));
  const bool first = found.link.kind == LinkKind::invitation;
  TRY(add_audit(database, {.at_ms = now_ms,
                           .action = first ? Action::invitation_used : Action::password_reset,
                           .by = {.account = found.account, .address = std::string(chosen.address)},
                           .subject = found.account}));
  return found;
}

}  // namespace

std::string path_of(const MadeLink& link) { return fmt::format("/{}/{}", name_of(link.kind), link.token); }

Result<MadeLink> Links::invite(const Invitation& invitation) {
  const auto now = clock_.wall_ms();
  MadeLink link{.token = seal::random_token(random_),
                .kind = LinkKind::invitation,
                .account = 0,
                .expires_at_ms = now + limits::account_link_ms};
  return storage_.write([&](db::Database& database) -> Result<MadeLink> {
    link.account = TRY(add_account(database, {.name = invitation.name,
                                              .password_hash = "",
                                              .roles = invitation.roles,
                                              .until_ms = invitation.until_ms,
                                              .by = invitation.by,
                                              .at_ms = now}));
    return add_link(database, link, invitation.by, now);
  });
}

Result<MadeLink> Links::renew(std::int64_t account, const Actor& by) {
  const auto now = clock_.wall_ms();
  MadeLink link{.token = seal::random_token(random_),
                .kind = LinkKind::reset,
                .account = account,
                .expires_at_ms = now + limits::account_link_ms};
  return storage_.write([&](db::Database& database) -> Result<MadeLink> {
    const auto row = TRY(database.query_one(
        "SELECT password_hash, disabled_at_ms IS NOT NULL, removed_at_ms IS NOT NULL FROM accounts WHERE id = $1",
        {account}));
    if (!row) return fail(Errc::not_found, "there is no such account");
    if (row->integer(2) != 0) return fail(Errc::conflict, "the account was removed");
    if (row->integer(1) != 0) return fail(Errc::conflict, "the account is disabled: enable it first");
    if (row->text(0).empty()) link.kind = LinkKind::invitation;
    TRY(add_audit(
        database,
        {.at_ms = now, .action = Action::link_made, .by = by, .decision = name_of(link.kind), .subject = account}));
    return add_link(database, link, by, now);
  });
}

// What has ended stays ended, whatever a clock says next.
Result<std::optional<OpenLink>> Links::look(std::string_view token) {
  const auto found = TRY(storage_.read([&](db::Database& database) { return find_link(database, token); }));
  if (!found) return std::nullopt;
  if (found->is_alive(clock_.wall_ms())) return found->link;
  const auto removed = storage_.write([&](db::Database& database) {
    return database.execute("DELETE FROM links WHERE token_hash = $1", {hash_of_link(token)});
  });
  if (!removed && removed.error().code != Errc::busy) return tl::unexpected(removed.error());
  return std::nullopt;
}

tl::expected<std::string, LinkRefusal> Links::use(const ChosenPassword& chosen) {
  const auto refused = [](LinkFailure why) { return tl::unexpected(LinkRefusal{.why = why}); };
  const auto link = look(chosen.token);
  if (!link) return refused(LinkFailure::try_later);
  if (!*link) return refused(LinkFailure::gone);
  if (const auto fault = password_fault(chosen.password, (*link)->name))
    return tl::unexpected(LinkRefusal{.why = LinkFailure::bad_password, .fault = fault});
  const auto hash = seal::hash_password(chosen.password, accounts_.cost());
  if (!hash) return refused(LinkFailure::try_later);
  const auto used =
      storage_.write([&](db::Database& database) { return use_in(database, chosen, *hash, clock_.wall_ms()); });
  if (!used) return refused(used.error().code == Errc::not_found ? LinkFailure::gone : LinkFailure::try_later);
  accounts_.sessions().forget_account(used->account);
  return used->link.name;
}

}  // namespace minbar::collector
