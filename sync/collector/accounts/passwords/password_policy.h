// Which passwords people may choose: long ones that nobody tries first. No rule asks for kinds of characters, and none
// makes a password old. Used wherever one is chosen; a password that is only judged at sign-in is never held against
// this.
#pragma once

#include <optional>
#include <string_view>

namespace minbar::collector {

enum class PasswordFault {
  same,          // as the one until now
  too_short,     // fewer than limits::password_code_points
  too_long,      // more than limits::password_bytes
  common,        // on the list of common passwords, or one of them with digits and signs around it or repeated
  like_name,     // the account's name, with or without digits and signs around it
  like_service,  // "minbar" and what else stands on every page, in the same way
};
// "too_short" and so on: what pages know their sentence by.
[[nodiscard]] std::string_view name_of(PasswordFault fault);
// An English sentence that says what to do, for the command line.
[[nodiscard]] std::string_view sentence_of(PasswordFault fault);

// What speaks against this password for the account of this name, or nothing. Takes about a millisecond.
[[nodiscard]] std::optional<PasswordFault> password_fault(std::string_view password, std::string_view account_name);

}  // namespace minbar::collector
