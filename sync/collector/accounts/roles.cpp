#include "sync/collector/accounts/roles.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

using enum Permission::Who;

constexpr std::array named_permissions{
    NamedPermission{see_proposals, "see_proposals"}, NamedPermission{answer_proposals, "answer_proposals"},
    NamedPermission{open_authors, "open_authors"},   NamedPermission{see_figures, "see_figures"},
    NamedPermission{see_petitions, "see_petitions"}, NamedPermission{open_supporters, "open_supporters"},
    NamedPermission{see_kiosks, "see_kiosks"},       NamedPermission{run_kiosks, "run_kiosks"},
    NamedPermission{decide_held, "decide_held"},     NamedPermission{run_accounts, "run_accounts"},
    NamedPermission{see_audit, "see_audit"},
};

// What each role allows. Running kiosks is no reason to read who said what.
std::span<const Permission> allowed_to(Role role) {
  static constexpr std::array<Permission, 8> network{see_proposals, see_figures, see_petitions, see_kiosks,
                                                     run_kiosks,    decide_held, run_accounts,  see_audit};
  static constexpr std::array<Permission, 7> coordinator{see_proposals, answer_proposals, open_authors, see_figures,
                                                         see_petitions, see_kiosks,       decide_held};
  static constexpr std::array<Permission, 3> bureau{see_figures, see_petitions, open_supporters};
  static constexpr std::array<Permission, 1> advisory{see_figures};
  static constexpr std::array<Permission, 2> staff{see_kiosks, run_kiosks};
  static constexpr std::array<Permission, 3> reader{see_proposals, see_figures, see_petitions};
  switch (role) {
    case Role::network:
      return network;
    case Role::coordinator:
      return coordinator;
    case Role::bureau:
      return bureau;
    case Role::advisory:
      return advisory;
    case Role::staff:
      return staff;
    case Role::reader:
      return reader;
  }
  return {};
}

AuditEntry entry_of(Action action, std::int64_t at_ms, const Actor& by, std::int64_t subject, std::string_view role,
                    const PlaceCode& place) {
  return {.at_ms = at_ms, .action = action, .by = by, .decision = role, .place = place, .subject = subject};
}

}  // namespace

std::string_view name_of(Role role) {
  switch (role) {
    case Role::network:
      return "network";
    case Role::coordinator:
      return "coordinator";
    case Role::bureau:
      return "bureau";
    case Role::advisory:
      return "advisory";
    case Role::staff:
      return "staff";
    case Role::reader:
      return "reader";
  }
  return "reader";
}

std::optional<Role> role_from(std::string_view name) {
  for (const auto role : all_roles)
    if (name_of(role) == name) return role;
  return std::nullopt;
}

bool allows(Role role, Permission permission) {
  const auto allowed = allowed_to(role);
  return std::find(allowed.begin(), allowed.end(), permission) != allowed.end();
}

bool needs_second_factor(Role role) {
  return allows(role, open_authors) || allows(role, open_supporters) || allows(role, run_accounts);
}

bool is_of_the_whole(Permission permission) { return permission == Permission::see_audit; }

bool allows(const RoleAt& role, Permission permission) {
  return allows(role.role, permission) && (role.place.value.empty() || !is_of_the_whole(permission));
}

std::span<const NamedPermission> role_permissions() { return named_permissions; }

std::vector<RoleAt> administrator() {
  return {{.role = Role::network}, {.role = Role::coordinator}, {.role = Role::bureau}};
}

Result<std::vector<Grant>> grants_of(db::Database& database, std::int64_t account, std::int64_t now_ms) {
  std::vector<Grant> grants;
  for (const auto& row : TRY(database.query("SELECT id, role, place, from_ms, until_ms FROM grants WHERE account = $1 "
                                            "AND ended_at_ms IS NULL AND (until_ms IS NULL OR until_ms > $2) "
                                            "ORDER BY id",
                                            {account, now_ms})))
    if (const auto role = role_from(row.text(1)))  // one that a later version made gives nothing here
      grants.push_back({.id = row.integer(0),
                        .what = {.role = *role, .place = {row.text(2)}},
                        .from_ms = row.integer(3),
                        .until_ms = row.maybe_integer(4)});
  return grants;
}

Result<bool> may_at(db::Database& database, std::int64_t account, Permission permission,
                    std::span<const PlaceCode> places, std::int64_t now_ms) {
  for (const auto& grant : TRY(grants_of(database, account, now_ms))) {
    if (!grant.holds_at(now_ms) || !allows(grant.what, permission)) continue;
    if (grant.what.place.value.empty()) return true;
    if (std::find(places.begin(), places.end(), grant.what.place) != places.end()) return true;
  }
  return false;
}

Result<std::int64_t> make_grant(db::Database& database, const NewGrant& grant) {
  if (grant.until_ms && *grant.until_ms <= std::max(grant.from_ms, grant.at_ms))
    return fail(Errc::bad_input, "a role must end after it begins, and later than now");
  for (const auto& held : TRY(grants_of(database, grant.account, grant.at_ms)))
    if (held.what == grant.what)
      return fail(Errc::conflict, fmt::format("the account has this role there already, with the number {}", held.id));
  const auto made = TRY(database.insert(
      "INSERT INTO grants (account, role, place, from_ms, until_ms, made_by, made_at_ms) VALUES ($1, $2, $3, $4, $5, "
      "$6, $7)",
      {grant.account, name_of(grant.what.role), grant.what.place.value, grant.from_ms, grant.until_ms, grant.by.account,
       grant.at_ms}));
  // A link that somebody else made for less must not open more.
  TRY(database.execute("DELETE FROM links WHERE account = $1 AND made_by IS NOT NULL AND made_by <> $2",
                       {grant.account, grant.by.account.value_or(0)}));
  TRY(add_audit(database, entry_of(Action::role_granted, grant.at_ms, grant.by, grant.account, name_of(grant.what.role),
                                   grant.what.place)));
  return *made;
}

Result<void> end_what_waits(db::Database& database, std::int64_t account) {
  TRY(database.execute("DELETE FROM links WHERE made_by = $1 AND used_at_ms IS NULL", {account}));
  TRY(database.execute("UPDATE enrol_codes SET mac_key = NULL WHERE made_by = $1 AND used_at_ms IS NULL", {account}));
  return {};
}

Result<void> end_grant(db::Database& database, const EndedGrant& ended) {
  const auto row = TRY(database.query_one(
      "SELECT account, role, place FROM grants WHERE id = $1 AND ended_at_ms IS NULL AND (until_ms IS NULL OR "
      "until_ms > $2)",
      {ended.grant, ended.at_ms}));
  if (!row) return fail(Errc::not_found, "there is no such role to end, or it has ended");
  const auto role = row->text(1);
  const PlaceCode place{row->text(2)};
  if (role == name_of(Role::network) && place.value.empty())
    TRY(keep_an_administrator(database, row->integer(0), ended.at_ms));
  TRY(database.execute("UPDATE grants SET ended_at_ms = $2 WHERE id = $1", {ended.grant, ended.at_ms}));
  const auto ended_role = role_from(role);
  if (ended_role && (allows(*ended_role, run_accounts) || allows(*ended_role, run_kiosks)))
    TRY(end_what_waits(database, row->integer(0)));
  return add_audit(database, entry_of(Action::role_ended, ended.at_ms, ended.by, row->integer(0), role, place));
}

Result<void> keep_an_administrator(db::Database& database, std::int64_t account, std::int64_t now_ms) {
  // until_ms: a role that ends by itself is none to rely on
  const auto row = TRY(database.query_one(
      "SELECT count(*) FILTER (WHERE accounts.id = $1), count(*) FILTER (WHERE accounts.id <> $1 AND until_ms IS NULL) "
      "FROM accounts JOIN grants ON grants.account = accounts.id WHERE role = 'network' AND place = '' AND "
      "from_ms <= $2 AND (until_ms IS NULL OR until_ms > $2) AND ended_at_ms IS NULL AND disabled_at_ms IS NULL AND "
      "removed_at_ms IS NULL AND password_hash <> ''",
      {account, now_ms}));
  if (row->integer(0) > 0 && row->integer(1) == 0)
    return fail(Errc::conflict,
                "nobody else who can sign in has the role network for the whole country: give it to somebody first");
  return {};
}

}  // namespace minbar::collector
