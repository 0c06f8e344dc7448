// What a browser keeps so that others' wrong tries never stop a person who signed in from it before: a cookie with one
// part for each account, made under a key of this collector. A part says nothing but a random id, when it was made and
// a mark of the password; the account's name is only in its MAC, so that it is found by who knows the name, and whether
// there is such an account shows nowhere. It replaces no password.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/clock.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

using BrowserId = Id<struct BrowserTag, 16>;
using PasswordMark = Id<struct PasswordMarkTag, 16>;  // another one for another password

// Of a stored password hash, which has a salt of its own.
[[nodiscard]] PasswordMark mark_of(std::string_view password_hash);

struct KnownBrowser {
  BrowserId id;  // of one sign-in
  PasswordMark password;
  bool operator==(const KnownBrowser&) const = default;
};

class BrowserCookies {
 public:
  // `clock` must outlive this.
  BrowserCookies(seal::Locked<seal::MacKey> key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}

  // The part that was made for this name, when it is whole and not too old. Waits for nothing. The caller compares the
  // password's mark.
  [[nodiscard]] std::optional<KnownBrowser> find(std::string_view cookie, std::string_view name) const;
  // The cookie with `browser` for this name in front; the others' parts stay, the last ones go past the bound.
  [[nodiscard]] std::string with(std::string_view cookie, std::string_view name, const KnownBrowser& browser) const;

 private:
  [[nodiscard]] std::optional<KnownBrowser> open(std::string_view part, std::string_view name) const;

  const seal::Locked<seal::MacKey> key_;
  const Clock& clock_;
};

// For so long a browser is known after the last sign-in from it.
inline constexpr std::int64_t browser_known_s = std::int64_t{180} * 24 * 60 * 60;

}  // namespace minbar::collector
