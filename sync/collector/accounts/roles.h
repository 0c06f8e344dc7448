// What people may do at the desk, and where. A role allows some things; it is granted for a place of the tree of
// collectivities, which covers all that lies in it, from a beginning to an end. Somebody may hold several. Which role
// allows what is said in roles.cpp and nowhere else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/http/router.h"
#include "sync/collector/storage/storage.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

enum class Role : std::uint8_t {
  network,      // runs the network: kiosks, what is held; opens nothing of a person
  coordinator,  // reads and answers what citizens say
  bureau,       // verifies petitions
  advisory,     // an advisory body: figures, and nobody's words
  staff,        // sets up and withdraws kiosks
  reader,       // reads, and changes nothing
};
inline constexpr std::array all_roles{Role::network,  Role::coordinator, Role::bureau,
                                      Role::advisory, Role::staff,       Role::reader};
[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view name);
[[nodiscard]] bool allows(Role role, Permission permission);
// Whether --require-second-factor asks for one: of roles that open what citizens said of themselves, and of the one
// that gives roles.
[[nodiscard]] bool needs_second_factor(Role role);

struct RoleAt {
  Role role = Role::reader;
  PlaceCode place = {};  // empty: the whole country
  bool operator==(const RoleAt&) const = default;
};
// Whether it is about no place: a role that is granted for a part of the country does not allow it.
[[nodiscard]] bool is_of_the_whole(Permission permission);
[[nodiscard]] bool allows(const RoleAt& role, Permission permission);

// Every permission that a role may allow, with the name that templates know it by: "may_" and this.
struct NamedPermission {
  Permission permission;
  std::string_view name;
};
[[nodiscard]] std::span<const NamedPermission> role_permissions();

// Of the first account, and of those from before there were roles: everything, everywhere.
[[nodiscard]] std::vector<RoleAt> administrator();

struct Grant {
  std::int64_t id = 0;
  RoleAt what;
  std::int64_t from_ms = 0;
  std::optional<std::int64_t> until_ms;  // not counted in; none: until it is ended
  [[nodiscard]] bool holds_at(std::int64_t now_ms) const {
    return from_ms <= now_ms && (!until_ms || now_ms < *until_ms);
  }
};
// All of an account that have not ended, those that have not begun too; the oldest first. One that was taken has ended
// whatever a clock says later.
[[nodiscard]] Result<std::vector<Grant>> grants_of(db::Database& database, std::int64_t account, std::int64_t now_ms);

// Whether an account may do this at one of these places, as the database has it now: for what is written after it has
// waited. `places`: a place with those it lies in.
[[nodiscard]] Result<bool> may_at(db::Database& database, std::int64_t account, Permission permission,
                                  std::span<const PlaceCode> places, std::int64_t now_ms);

struct NewGrant {
  std::int64_t account = 0;
  RoleAt what;
  std::int64_t from_ms = 0;  // 0: at once
  std::optional<std::int64_t> until_ms = {};
  Actor by = {};
  std::int64_t at_ms = 0;
};
// In a write, with its line in the audit. Returns the grant's number. Errors: bad_input (it ends before it begins),
// conflict (the account has this role there already: ended once it would still hold).
[[nodiscard]] Result<std::int64_t> make_grant(db::Database& database, const NewGrant& grant);

// What an account made for others and nobody has used yet: links by which a password is chosen, codes of kiosks. In a
// write; when what let it make them ends.
[[nodiscard]] Result<void> end_what_waits(db::Database& database, std::int64_t account);

struct EndedGrant {
  std::int64_t grant = 0;
  Actor by = {};
  std::int64_t at_ms = 0;
};
// In a write. Errors: not_found (no such grant, or it has ended), conflict (nobody else who can sign in would have the
// role network for the whole country).
[[nodiscard]] Result<void> end_grant(db::Database& database, const EndedGrant& ended);

// Error conflict: the account is the last that can sign in and has the role network for the whole country.
[[nodiscard]] Result<void> keep_an_administrator(db::Database& database, std::int64_t account, std::int64_t now_ms);

}  // namespace minbar::collector
