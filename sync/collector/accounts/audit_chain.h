// The chain that the rows of the audit form: each has the hash of itself and of the one before. Its end is a row of the
// table audit_chain. Of a reason only a salted hash is in it, so that its words can be erased. Used by audit.h, which
// adds rows, and audit_check.h, which judges them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

// A row of the audit and its hash: whoever keeps it elsewhere can show later that all rows up to it are unchanged.
struct AuditMark {
  std::int64_t row = 0;
  seal::Hash hash;
  bool operator==(const AuditMark&) const = default;
};
// "1204:9f86d081…", as people keep it; and back.
[[nodiscard]] std::string audit_mark_text(const AuditMark& mark);
[[nodiscard]] std::optional<AuditMark> audit_mark_from(std::string_view text);

// What the chain has of a reason. With a salt, since reasons that are chosen are few and could be guessed from a hash.
using ReasonSalt = Id<struct ReasonSaltTag, 16>;
[[nodiscard]] seal::Hash hash_of_reason(const ReasonSalt& salt, std::string_view reason);

// The newest row's; nothing while rows of an earlier version have not been linked.
[[nodiscard]] Result<std::optional<AuditMark>> find_audit_head(db::Database& database);
// The same. Links rows from before there was a chain, once: then there is a row in audit_chain. In a write.
[[nodiscard]] Result<AuditMark> take_audit_head(db::Database& database);
// Makes a row that was just added the newest. In a write.
[[nodiscard]] Result<void> link_audit_row(db::Database& database, const AuditMark& head, std::int64_t row);

// Up to `most` rows with an id above `after` and up to `last`, in their order, as follows() reads them.
[[nodiscard]] Result<db::Rows> audit_rows_after(db::Database& database, std::int64_t after, std::int64_t last,
                                                std::int64_t most);
// The mark of a row that is the one which was added after `before`; nothing when it was changed, or one between is
// gone.
[[nodiscard]] std::optional<AuditMark> follows(const AuditMark& before, const db::Row& row);

}  // namespace minbar::collector
