// A collector whose pack has petitions, one kiosk that citizens sign at, and a coordinator who is signed in: where the
// stories of watching and verifying petitions begin.
#pragma once

#include <string>

#include "tests/sync/collector/content_with_petitions.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

namespace minbar::test {

struct TownWithPetitions {
  ContentWithPetitions content;
  TestCollector collector{false, {}, content.path()};
  TestKiosk kiosk{collector.random};
  std::uint16_t port = 0;  // of its pages
  Browser browser{0};

  explicit TownWithPetitions(const std::string& language = "fr") {
    REQUIRE(collector->accounts().create("Amina", "a long enough password").has_value());
    kiosk.enrol(*collector, "Town hall");
    port = collector.serve();
    browser = Browser(port);
    browser.headers = {"Accept-Language: " + language};
    browser.sign_in("Amina", "a long enough password");
  }
  void send(const Submission& said) {
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))},
                                  kiosk.heartbeat(collector.clock.wall_ms()));
    REQUIRE(reply.results.at(0).status == wire::RecordStatus::stored);
  }
  void sign(const std::string& petition, const std::string& person, bool listed = true) {
    auto said = kiosk.signature(petition, person);
    std::get<PetitionSignature>(said.body).on_electoral_list = listed;
    send(said);
  }
  // What stands of one petition.
  std::string card(const std::string& petition) {
    const auto page = browser.get("/petitions");
    REQUIRE(page.status == 200);
    const auto at = page.body.find("id=\"petition-" + petition + "\"");
    REQUIRE(at != std::string::npos);
    return page.body.substr(at, page.body.find("</section>", at) - at);
  }
};

}  // namespace minbar::test
