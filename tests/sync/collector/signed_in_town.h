// A collector that answers HTTP, one kiosk enrolled at it, and a coordinator's browser that is signed in: where the
// stories of the pages begin.
#pragma once

#include <string>
#include <string_view>

#include "sync/base/ensure.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

namespace minbar::test {

struct SignedInTown {
  TestCollector collector;
  TestKiosk kiosk{collector.random};
  std::uint16_t port = 0;  // of its pages
  Browser browser{0};

  // `languages`: what the browser asks for; nothing: it does not say. `content`: the folder of the pack.
  explicit SignedInTown(std::string_view languages = "", std::filesystem::path content = MINBAR_CONTENT_FOLDER)
      : collector(false, {}, std::move(content)) {
    ENSURE(collector->accounts().create("Amina", good_password).has_value(), "the first account can be made");
    kiosk.enrol(*collector, "Town hall");
    port = collector.serve();
    browser = Browser(port);
    if (!languages.empty()) browser.headers = {"Accept-Language: " + std::string(languages)};
    browser.sign_in("Amina", good_password);
  }
  // Opens who made a proposal, with a reason, in Amina's session. `page` is the proposal's.
  Answer open_author(const std::string& page) {
    return browser.submit(page, page + "/author", {{"reason", "understand"}});
  }
  // The proposal's page when it was opened.
  std::string opened(const std::string& page) {
    REQUIRE(open_author(page).status == 303);
    return browser.get(page).body;
  }
};

}  // namespace minbar::test
