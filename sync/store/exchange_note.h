// How the last exchange with the collector went: written by the agent, for `minbar-sync status`, the attendant and the
// time that is shown beside an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/store/folder.h"
#include "sync/wire/messages.h"

namespace minbar::store {

struct ExchangeNote {
  std::string outcome = "never";  // an enumerator's name
  std::int64_t failures = 0;      // in a row
  std::optional<std::int64_t> tried_ms{};
  std::optional<std::int64_t> succeeded_ms{};  // none: the time before stays
  std::optional<std::int64_t> next_ms{};
  std::optional<std::int64_t> clock_ahead_ms{};  // of the collector's, as it last signed; none: the one before stays
  bool operator==(const ExchangeNote&) const = default;
};

[[nodiscard]] Result<void> write_note(Folder& folder, const ExchangeNote& note);
[[nodiscard]] Result<ExchangeNote> last_note_of(Folder& folder);

// What the collector said at its last answer that it can take in beyond version 1. Nothing new is sent to one that does
// not name it. `word`: a kind of body, or a feature.
[[nodiscard]] Result<void> note_understood(db::Database& database, const std::optional<wire::Understands>& said);
[[nodiscard]] Result<bool> is_understood(Folder& folder, std::string_view word);

}  // namespace minbar::store
