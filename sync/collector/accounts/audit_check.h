// Whether the audit is whole, and what of it is forgotten: its rows go from the beginning, as the setting says, and
// what is left stays linked to them. Used by verify-audit and by the care of a running collector.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/db/database.h"

namespace minbar::collector {

// What became of a mark that was kept elsewhere. forgotten: its row was older than what is kept.
enum class MarkState { there, missing, forgotten };

struct AuditCheck {
  std::int64_t rows = 0;                       // that are there and fit
  AuditMark newest = {};                       // row 0: there is none
  std::optional<std::int64_t> wrong_row = {};  // the first that was changed or added, or before which one is gone
  bool begins_late = false;                    // rows at the beginning are gone that nobody forgot by the setting
  bool end_differs = false;                    // rows at the end are gone
  std::optional<MarkState> expected = {};      // nothing: no mark was given
  [[nodiscard]] bool good() const {
    return !wrong_row && !begins_late && !end_differs && expected != MarkState::missing;
  }
};
// Reads all rows. Error conflict: rows of an earlier version have not been linked.
[[nodiscard]] Result<AuditCheck> check_audit(db::Database& database, const std::optional<AuditMark>& expected = {});
// Removes the oldest rows, up to the first that is from `before_ms` or later; what is left stays linked to them. Notes
// how many. In a write. Returns their number. Errors: conflict (no row is so recent: a wrong clock would empty it),
// corrupt (one of them was changed).
[[nodiscard]] Result<std::int64_t> forget_audit(db::Database& database, std::int64_t before_ms, std::int64_t now_ms);

}  // namespace minbar::collector
