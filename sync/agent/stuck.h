// What was said at this kiosk and cannot leave, or not yet, for a reason other than the line: what minbar-sync must not
// be silent about when everything else was delivered. Known from files beside the shared database too, so that it can
// be said while that is damaged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sync/store/damage/set_aside.h"
#include "sync/wire/json.h"

namespace minbar::agent {

struct Stuck {
  std::int64_t drafts = 0;                   // in the kiosk's private folder, until its database takes them
  std::vector<store::SetAside> set_aside{};  // damaged databases
  std::vector<std::string> may_go{};         // of these, what nobody can need
  std::filesystem::path folder{};            // where these are
  bool moving = false;                       // one of them is being salvaged
  std::vector<std::string> in_the_way{};     // what a person has to put in order before the kiosk can mend its database
  [[nodiscard]] std::int64_t missing() const;
  [[nodiscard]] bool any() const { return drafts > 0 || missing() > 0; }
};

[[nodiscard]] Stuck read_stuck(const std::filesystem::path& folder);
// Lines for people; empty when there is nothing to say.
[[nodiscard]] std::string stuck_text(const Stuck& stuck);
// "drafts", "missing", "set_aside_files" (when there are any), "being_salvaged" (while one is), "in_the_way"
// (when there is something).
void put_stuck(wire::JsonWriter& json, const Stuck& stuck);

}  // namespace minbar::agent
