#include <catch2/catch.hpp>

#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;
using test::TestKiosk;

namespace {

std::string look_up(Browser& browser, const std::string& code) {
  const auto answer = browser.submit("/follow", "/follow", {{"code", code}});
  CHECK(answer.status == 200);
  return answer.body;
}

}  // namespace

TEST_CASE("a receipt code says when the proposal was received") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto code = mint_receipt_code(collector.random);
  const auto keys = seal::derive_receipt_keys(code, collector->id()).value();
  kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(kiosk.proposal("the street light"), keys))});
  Browser browser(collector.serve());
  auto typed = format_receipt_code(code);
  for (char& c : typed) c = c == '-' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto page = look_up(browser, typed);
  CHECK(test::has(page, "توصلت الجماعة الترابية بما قدمتموه"));
  CHECK(test::has(page, "شتنبر 2026"));
  CHECK_FALSE(test::has(page, "the street light"));
}

TEST_CASE("every well formed unknown code gets the same words") {
  TestCollector collector;
  Browser browser(collector.serve());
  const auto code = format_receipt_code(mint_receipt_code(collector.random));
  const auto page = look_up(browser, code);
  CHECK(test::has(page, "غير معروف هنا بعد"));
}

TEST_CASE("a code with a wrong check character is mistyped") {
  TestCollector collector;
  Browser browser(collector.serve());
  auto code = format_receipt_code(mint_receipt_code(collector.random));
  code.front() = code.front() == '7' ? '8' : '7';
  CHECK(test::has(look_up(browser, code), "الرمز غير صحيح"));
  CHECK(test::has(look_up(browser, "short"), "الرمز غير صحيح"));
  CHECK(test::has(look_up(browser, "<script>"), "&lt;script&gt;"));
}

TEST_CASE("guessing receipt codes is slowed down") {
  TestCollector collector;
  Browser browser(collector.serve());
  int status = 200;
  for (int i = 0; i < 30 && status == 200; ++i)
    status = browser.submit("/follow", "/follow", {{"code", "short"}}).status;
  CHECK(status == 429);
}
