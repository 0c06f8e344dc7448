// A signed-in town whose kiosk has long stood there and was at two places: where the stories of figures begin.
#pragma once

#include <string>
#include <vector>

#include "tests/sync/collector/signed_in_town.h"

namespace minbar::test {

struct RatedTown : SignedInTown {
  RatedTown() : SignedInTown("fr") {
    kiosk.tour(*collector, "09.001.01.02");
    kiosk.grow_old(*collector);
  }
  void rate(const Submission& said, int times = 1) {
    std::vector<Bytes> envelopes;
    for (int i = 0; i < times; ++i) {
      auto one = said;
      one.id = {.bytes = collector.random.array<16>()};
      envelopes.push_back(seal::bytes_of_envelope(kiosk.seal_submission(one)));
    }
    for (const auto& result : kiosk.send(*collector, envelopes).results)
      REQUIRE(result.status == wire::RecordStatus::stored);
  }
  void rate(const std::string& service, int answer, int times) {
    rate(kiosk.rating(service, static_cast<Satisfaction>(answer)), times);
  }
  std::string page(const std::string& query = "") {
    const auto answer = browser.get("/satisfaction" + query);
    REQUIRE(answer.status == 200);
    return answer.body;
  }
};

inline std::string text_of_id(const std::string& page, const std::string& id) {
  const auto at = page.find("id=\"" + id + "\">");
  REQUIRE(at != std::string::npos);
  const auto from = at + id.size() + 6;
  return page.substr(from, page.find('<', from) - from);
}

}  // namespace minbar::test
