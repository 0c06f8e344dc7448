// Answers to proposals: a coordinator's word is sealed under the reply key of the record, numbered and kept with who
// gave it, in one transaction. Used by the proposal's page, which shows the history, and by the public page. How kiosks
// get them: deliver.h. Knows no HTTP.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/answer.h"

namespace minbar::collector {

struct NewAnswer {
  RecordId record;
  Answer answer;
  Actor by;
  std::int64_t seen = 0;  // sequence of the newest answer that its writer had before them; 0: there was none
};
// The new sequence. Errors: those of validate, not_found (no such proposal, or none that the account may answer now),
// denied (it came without receipt keys: nobody could open an answer), conflict (another answer was given meanwhile;
// nothing is kept).
[[nodiscard]] Result<std::int64_t> give_answer(Storage& storage, const ContentNames& names, const NewAnswer& given,
                                               Random& random);

struct GivenAnswer {
  std::int64_t sequence = 0;
  Answer answer;
  std::string by;  // the account's name: for the desk, never for the public
};
// The newest limits::answers_shown of a record, newest first.
[[nodiscard]] Result<std::vector<GivenAnswer>> answers_to(db::Database& database, const RecordId& record);

}  // namespace minbar::collector
