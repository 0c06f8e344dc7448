// What citizens were told in the course of one row, held against what is at the centre in the end.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/torture/rows.h"
#include "tests/torture/world.h"

namespace minbar::torture {

// A kiosk that has said nothing by then does not start.
inline constexpr int first_word_ms = 60'000;

class History {
 public:
  // Ids that came out before the fault: kept, as the kiosk said.
  void acknowledge(const std::vector<std::string>& ids) { acknowledged_.insert(ids.begin(), ids.end()); }
  // Ids that came out when the power was gone already: they may be there or not.
  void forgive(const std::vector<std::string>& ids) { forgiven_.insert(ids.begin(), ids.end()); }
  // Adds what is wrong to the row. In each round one record may have become durable without its word getting out.
  void compare(const AtCentre& centre, Row& row) const;

 private:
  std::set<std::string> acknowledged_, forgiven_;
};

// An empty folder under `work`, with a home for a kiosk and a place for logs; the collector's is made by itself.
[[nodiscard]] Places places_under(const Torture& torture, const std::string& name);
// All is delivered to a collector that runs, and compared.
void settle(World& world, const History& history, Row& row);
void pause_ms(std::uint64_t ms);

}  // namespace minbar::torture
