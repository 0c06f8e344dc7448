// The audit as it is read: newest first, narrowed by who, what, how it ended and when. Used by its page and its export.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct AuditRow {
  std::int64_t id = 0;
  std::int64_t at_ms = 0;
  std::string account;  // name of who did it, or under whose name a sign-in failed; empty: the command line
  std::string address;  // shortened; empty: not known
  std::string action;
  std::string outcome;
  std::string reason;
  std::string subject;  // name of the account that something was done to
  std::string decision;
  std::optional<PlaceCode> place;
  std::string kiosk;  // its label
  std::optional<RecordId> record;
  bool record_is_shown = false;  // it is a proposal or a petition's start, which has a page
  std::string petition;
  std::optional<std::int64_t> records;
  std::string detail;
};

struct AuditQuery {
  std::optional<std::int64_t> account = {};  // who did it, or whom it was done to
  std::string action = {};                   // empty: any
  std::string outcome = {};                  // empty: any
  std::optional<std::int64_t> from_ms = {};
  std::optional<std::int64_t> until_ms = {};  // not counted in
  std::int64_t before = INT64_MAX;            // rows below this
  std::int64_t limit = 1;
};
[[nodiscard]] Result<std::vector<AuditRow>> list_audit(Storage& storage, const AuditQuery& query);

// Number and name of every account that there is or was, by name.
[[nodiscard]] Result<std::vector<std::pair<std::int64_t, std::string>>> names_of_accounts(Storage& storage);

}  // namespace minbar::collector
