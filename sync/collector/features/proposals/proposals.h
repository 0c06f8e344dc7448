// Proposals, and petitions that somebody wants to start, as the derived tables have them: what the inbox lists and its
// pages show alike. Pages are by key, so that the millionth
// costs what the first does. Reads and marks, nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/personal/personal_data.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/answer.h"
#include "sync/domain/records/submission.h"

namespace minbar::collector {

struct ProposalRow {
  std::int64_t arrival = 0;
  RecordId record;
  std::string theme;       // of a proposal
  std::string addressee;   // of a petition that somebody wants to start: a place's code; empty: it is a proposal
  std::string commitment;  // what it was made on; empty: none
  std::string place;
  std::string kiosk;
  std::string language;
  std::string text;       // letter for letter
  bool has_name = false;  // of who made it, as has_contact; author_of says which
  bool has_contact = false;
  std::optional<Gender> gender;
  std::optional<AgeBand> age_band;
  DeviceId device;
  std::optional<Voice> voice;
  std::int64_t made_at_s = 0;  // an estimate (clocks/made_at.h)
  bool time_uncertain = false;
  std::int64_t received_at_ms = 0;
  std::string assisted_by;  // whose badge its citizen was helped with; empty: nobody helped
  bool unread = false;      // by the account asked for
  std::string state;        // of its newest answer; empty: none was given
  bool answerable = true;   // it came with a receipt, under whose key an answer is sealed
};

// Which of them the inbox shows.
inline constexpr std::string_view all_proposals = "all", unanswered = "unanswered";  // else the name of an AnswerState

struct InboxQuery {
  std::int64_t account = 0;
  std::int64_t before = INT64_MAX;  // arrivals below this
  std::int64_t limit = 1;
  std::string_view show = all_proposals;
  const Scope& scope;  // where they were said; of a petition's start also whom it addresses
};
// Newest first.
[[nodiscard]] Result<std::vector<ProposalRow>> list_proposals(Storage& storage, const InboxQuery& query);
// Nothing too where it is outside of the scope.
[[nodiscard]] Result<std::optional<ProposalRow>> find_proposal(Storage& storage, const RecordId& record,
                                                               std::int64_t account, const Scope& scope);
struct CitizenAuthor {
  std::string name;     // empty: none was given
  std::string contact;  // empty: none was given
};
// Of a proposal or a petition's start that was opened. Error: not_found.
[[nodiscard]] Result<CitizenAuthor> author_of(Storage& storage, const Opened<RecordId>& opened);
[[nodiscard]] bool lies_in(const ProposalRow& row, const Scope& scope);
[[nodiscard]] Result<void> mark_as_read(Storage& storage, const RecordId& record, std::int64_t account,
                                        std::int64_t now_ms);
// At most 280 letters from the beginning, cut between words where there are any.
[[nodiscard]] std::string excerpt_of(std::string_view text);

}  // namespace minbar::collector
