// Which keys of the collector each kiosk follows, as its agent says with every request: so that it is answered with the
// key that it believes, is told what succeeded that, and that an operator knows whom a former key still serves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/wire/succession.h"

namespace minbar::collector {

// The key by which a kiosk that follows so knows an answer. Null: it is not here, so nothing can be answered.
[[nodiscard]] const seal::SigningKey* key_for(const CollectorKeys& keys, const std::optional<wire::Follows>& follows);
// What it is to be told; empty: it follows the newest, or has not this collector's root key.
[[nodiscard]] Bytes statement_for(const CollectorKeys& keys, const std::optional<wire::Follows>& follows);
// Of the keys of now.
[[nodiscard]] wire::Follows newest_of(const CollectorKeys& keys);

// Each inside the caller's transaction or snapshot. With an enrolment: what its answer names. The next request says
// whether the kiosk took the root key.
[[nodiscard]] Result<void> note_enrolled(db::Database& database, const DeviceId& device, const wire::Follows& with);
// Writes where it is news.
[[nodiscard]] Result<void> note_followed(db::Database& database, const DeviceId& device,
                                         const std::optional<wire::Follows>& follows);
// What an agent of version 1 was enrolled with, which does not say so itself. Nothing: the first keys.
[[nodiscard]] Result<std::optional<wire::Follows>> enrolled_with(db::Database& database, const DeviceId& device);

// Of kiosks that are enrolled and were not withdrawn, one each. What an agent says is proved by nobody.
struct Followed {
  std::string kiosk;  // its label
  wire::Follows follows;
};
[[nodiscard]] Result<std::vector<Followed>> all_followed(db::Database& database);
// Whether it names a key that is not here.
[[nodiscard]] bool is_ahead(const CollectorKeys& keys, const wire::Follows& follows);
// Labels of those that are ahead, a few of them, for a sentence.
[[nodiscard]] std::string strangers_to(const CollectorKeys& keys, const std::vector<Followed>& kiosks);

}  // namespace minbar::collector
