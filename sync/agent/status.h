// What `minbar-sync status` says: a few lines that a person understands, or one JSON object for programs. Never
// anything a citizen said.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/agent/stuck.h"
#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/store/exchange_note.h"
#include "sync/store/folder.h"
#include "sync/store/packs.h"
#include "sync/store/standing.h"
#include "sync/wire/refusal.h"

namespace minbar::agent {

struct Status {
  std::optional<store::Enrolment> enrolment{};
  bool has_record_key = false;
  bool has_new_record_key = false;  // another than the collector knows
  store::Counts counts{};
  store::Safety safety{};
  store::Room room{};
  store::Backlog backlog{};
  std::int64_t waiting_for_others = 0;  // of counts.waiting: sealed for another collector
  store::ExchangeNote note{};
  std::optional<wire::Refusal> refusal{};  // while the collector takes nothing of this kiosk
  store::PackState packs{};
  Stuck stuck{};
  std::int64_t now_ms = 0;
};

[[nodiscard]] Result<Status> read_status(store::Folder& folder, const Clock& clock);
[[nodiscard]] std::string status_text(const Status& status);
// The one thing to do now, or that there is nothing.
[[nodiscard]] std::string advice(const Status& status);
// Of something else than records.
[[nodiscard]] bool is_disk_full(const Status& status);
inline constexpr std::string_view full_advice =
    "The disk is full. Remove what fills it; nothing is lost, and all goes on by itself once blocks are free.";
// Something that was said here cannot leave, whatever the line does: then nobody is told that all was delivered.
[[nodiscard]] bool is_stuck(const Status& status);
inline constexpr std::string_view stuck_advice =
    "Not everything that was said here can be delivered: minbar-sync status says what stays, and why.";
// {"enrolled", "device", "place", "collector", "has_record_key", "waiting", "waiting_for_others", "delivered",
// "set_aside", "damaged", "recordings_waiting", "recordings_kept_back", "safe", "not_yet_safe",
// "recordings_not_yet_safe", "safe_heard", "oldest_s", "content", "content_stored", "content_arriving",
// "content_arrived_bytes", "content_bytes", "content_outcome", "content_unusable", "outcome", "refused" (why),
// "clock_ahead_s" (of the collector's), "failures", "succeeded_s" (ago), "next_s" (from now), "room_bytes" (for what
// citizens say), "full" (the kiosk takes nothing), "disk_full" (of other things), and "drafts", "missing" and
// "set_aside_files" (stuck.h)}; fields that are not known are left out.
[[nodiscard]] Result<std::string> status_json(const Status& status);

}  // namespace minbar::agent
