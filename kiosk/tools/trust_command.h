// `minbar-kiosk trust`: says which collector this kiosk trusts and which one the folder shared with the agent names, by
// their fingerprints; with one of them typed, trusts the collector that the folder names when the fingerprint is its
// own. Run by staff as the kiosk's user: nothing else changes whom a kiosk trusts once it trusts somebody.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "sync/base/result.h"

namespace minbar::kiosk {

struct TrustCommandOptions {
  std::filesystem::path data = {};
  std::filesystem::path keys = {};
  std::string accept = {};  // a fingerprint; empty: only look
};

// The exit status: 0 when the folder names the trusted collector, 1 when it names another or none. Errors say what to
// do.
[[nodiscard]] Result<int> run_trust_command(const TrustCommandOptions& options, std::ostream& out);

}  // namespace minbar::kiosk
