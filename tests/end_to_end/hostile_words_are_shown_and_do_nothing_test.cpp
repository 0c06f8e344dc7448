#include <catch2/catch.hpp>
#include <fstream>

#include "sync/base/hex.h"
#include "sync/base/utf8.h"
#include "sync/domain/words/says_something.h"
#include "tests/end_to_end/run_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

constexpr const char* password = "a long enough password";

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// Whatever ran would set window.ran, open a dialog, or ask another address for something.
std::vector<std::string> hostile_texts() {
  return {
      "<script>window.ran = 1; alert('x')</script>",
      "<img src=x onerror=\"window.ran=1\"><svg/onload=window.ran=1><iframe srcdoc='<script>parent.ran=1</script>'>",
      "\"></p><script src=\"https://evil.example/x.js\"></script><link rel=stylesheet href=//evil.example/x.css>",
      "' onmouseover='window.ran=1' autofocus onfocus='window.ran=1' x='",
      "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;b&#62; &amp;amp; &nbsp; &quot",
      "<b><i><table><td>unclosed </p></article></main></body><!-- <style>*{display:none}</style> <textarea><title>",
      "javascript:window.ran=1 data:text/html,<script>parent.ran=1</script> https://evil.example/?a=b&c=d",
      "{{{token}}} {{#rows}}x{{/rows}} {{> head}} {{&token}} {{t:app.name}} ${7*7} <%= 7*7 %>",
      "\u202E\u202D\u2067\u2066\u2068 never closed: abc 123 (اتجاه) \u202B\u202A",
      "اتجاه\u202E\u2066 abc\u2069\u2069\u2069\u202C\u202C closed too often \u200F\u200E\u061C",
      "control \x01\x02\x08\x0B\x0C\x0E\x1B[31m\x7F \u0085\u009F\u2028\u2029\uFEFF\uFFFE" + std::string(1, '\0') + ".",
      "\r\n\r\n  lines\n\n\n\twith\ttabs   and  spaces \u00A0\u3000 \r\r\n",
      repeated("x", 4000),
      repeated("ش", 4000),
      "\u0627" + repeated("\u0651\u064E\u0301\u0489", 990),
      repeated("a\u0363\u0364\u0365", 900),
      "Rue 12, شارع 14:30 (A/B) – ١٢٣ + 45%؟ ! ... , C++ שלום",
      "\U0001F469\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 \U0001F1F2\U0001F1E6 \U0001F3FD\uFE0F " +
          repeated("\U0001F600", 300),
      repeated("\u0640", 4000),
      repeated("\uFDFD", 60) + repeated("\u200B", 500) + ".",
  };
}

std::string first_letters(const std::string& text, std::size_t most) {
  auto letters = to_utf32(text);
  letters.resize(std::min(letters.size(), most));
  return to_utf8(letters);
}

// One line for the script: what it is, then its parts in hexadecimal.
std::string line_of(std::string_view kind, const std::vector<std::string>& parts) {
  std::string line(kind);
  for (const auto& part : parts) line += " " + (part.empty() ? "-" : to_hex(bytes_of(part)));
  return line + "\n";
}

}  // namespace

TEST_CASE("hostile words are shown letter for letter and do nothing in a browser") {
  TestCollector collector(false, MINBAR_FONTS_FOLDER);
  REQUIRE(collector->accounts().create("Amina", password).has_value());
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector, "Town hall");
  TestKiosk hostile_kiosk(collector.random);
  hostile_kiosk.enrol(*collector, "</h2><script>window.ran=1</script>\u202E\u2067 label");
  std::string lines;
  const auto deliver = [&](TestKiosk& from, const Submission& said) {
    const auto reply = from.send(*collector, {seal::bytes_of_envelope(from.seal_submission(said))});
    REQUIRE(reply.results[0].status == wire::RecordStatus::stored);
  };
  // It is held; where the kiosk stood under that name it is shown on the other pages.
  const auto claim = [&](const std::string& place) {
    auto said = hostile_kiosk.proposal("from there");
    said.place = {place};
    deliver(hostile_kiosk, said);
    hostile_kiosk.tour(*collector, place);
  };
  const auto propose = [&](const char* kind, TestKiosk& from, const std::string& text, const std::string& name) {
    auto said = from.proposal(text);
    auto& proposal = std::get<Proposal>(said.body);
    proposal.author = Author{.name = name, .contact = name};
    if (&from == &hostile_kiosk) {
      claim(first_letters(text, 60));
      said.place = {first_letters(text, 60)};
      proposal.theme = {first_letters(text, 60)};
    }
    deliver(from, said);
    lines += line_of(kind, {"/proposals/" + to_hex(said.id.view()), text, name});
  };
  propose("harmless", kiosk, "A harmless sentence.", "Fatima");
  for (const auto& text : hostile_texts()) {
    propose("hostile", kiosk, text, "Fatima");
    if (says_something(first_letters(text, 60))) propose("strange", hostile_kiosk, text, first_letters(text, 120));
    for (const bool strange : {false, true}) {
      auto said = kiosk.rating("roads", Satisfaction::dissatisfied);
      auto& rating = std::get<Rating>(said.body);
      rating.comment = first_letters(text, 400);
      const auto id = first_letters(text, 15);
      if (strange) {
        said.place = {id};
        kiosk.tour(*collector, id);
        rating.subject = ServiceId{id};
        rating.reasons = {{id}};
      }
      for (int times = 0; times < 5; ++times) {
        said.id = {.bytes = collector.random.array<16>()};
        deliver(kiosk, said);
      }
      if (!strange) lines += line_of("comment", {rating.comment});
    }
  }
  const test::TemporaryFolder folder;
  std::ofstream(folder.path() / "expected") << lines;
  const auto address = "http://127.0.0.1:" + std::to_string(collector.serve());
  CHECK(test::run_browser("hostile.mjs", {address, "Amina", password, folder.path() / "expected",
                                          std::string(MINBAR_PICTURES_FOLDER) + "/hostile"}) == 0);
}
