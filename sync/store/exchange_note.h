// How the last exchange with the collector went: written by the agent, for `minbar-sync status`, the attendant and the
// time that is shown beside an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/base/result.h"
#include "sync/store/folder.h"

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

}  // namespace minbar::store
