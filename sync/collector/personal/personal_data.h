// The door to what citizens said of themselves: names and contacts, recordings, and who signed a petition. It is opened
// for one record or one list, by somebody of the right role, with a reason, and stays open for that session only. What
// is behind it takes an Opened, which nothing but this door makes, and only after the audit has who opened it and why.
// So a page cannot show such a thing by mistake: it has neither the key nor the function without one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

// Proof that this was opened, by whoever holds it now. `Subject`: RecordId of a proposal or of a petition's start, for
// its author and recording; PetitionId for a list of support. Must not outlive its door.
template <class Subject>
class Opened {
 public:
  [[nodiscard]] const Subject& subject() const { return subject_; }
  [[nodiscard]] const seal::OpeningKeys& key() const { return *key_; }

 private:
  friend class PersonalData;
  Opened(Subject subject, const seal::OpeningKeys& key) : subject_(std::move(subject)), key_(&key) {}
  Subject subject_;
  const seal::OpeningKeys* key_;
};

struct OpeningAsked {
  std::string_view session;  // the token of who asks
  Actor by;
  std::string_view reason;  // not empty
};

class PersonalData {
 public:
  // References must outlive this and every Opened.
  PersonalData(Storage& storage, const seal::OpeningKeys& key, const Clock& clock)
      : storage_(storage), key_(key), clock_(clock) {}

  // Whether the subject exists and is in somebody's scope is the caller's to check. Again by the same session: nothing
  // is noted twice. Errors: bad_input (no reason, or the session has ended), and the database's.
  [[nodiscard]] Result<Opened<RecordId>> open(const RecordId& record, const OpeningAsked& asked);
  [[nodiscard]] Result<Opened<PetitionId>> open(const PetitionId& petition, const OpeningAsked& asked);
  // What this session has opened before.
  [[nodiscard]] Result<std::optional<Opened<RecordId>>> find(const RecordId& record, std::string_view session);
  [[nodiscard]] Result<std::optional<Opened<PetitionId>>> find(const PetitionId& petition, std::string_view session);

 private:
  Result<void> note(const std::string& subject, std::string_view session, const AuditEntry& entry);
  Result<bool> is_open(const std::string& subject, std::string_view session);

  Storage& storage_;
  const seal::OpeningKeys& key_;
  const Clock& clock_;
};

}  // namespace minbar::collector
