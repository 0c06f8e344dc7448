// The signed-in town whose pack has petitions that citizens sign at its kiosk: where the stories of watching and
// verifying petitions begin.
#pragma once

#include <string>
#include <string_view>

#include "tests/sync/collector/content_with_petitions.h"
#include "tests/sync/collector/signed_in_town.h"

namespace minbar::test {

struct TownWithPetitions : ContentWithPetitions, SignedInTown {
  explicit TownWithPetitions(std::string_view language = "fr") : SignedInTown(language, path()) {}

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
  // A page of a list of support, opened with a reason.
  Answer list_of_support(const std::string& petition, const std::string& query = "") {
    const auto list = "/petitions/" + petition + "/support";
    CHECK(browser.submit(list, list, {{"reason", "verify"}}).status == 303);
    return browser.get(list + query);
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
