#include <catch2/catch.hpp>

#include "sync/base/whole_numbers.h"

using namespace minbar;

TEST_CASE("dates codes signs and telephone numbers in Arabic are isolated for a browser and nothing else is changed") {
  CHECK(with_whole_numbers("قبل 2026-12-15، هنا") == "قبل \u20662026-12-15\u2069، هنا");
  CHECK(with_whole_numbers("القانون رقم 09-08 والرمز 7K2M-93QX") ==
        "القانون رقم \u206609-08\u2069 والرمز \u20667K2M-93QX\u2069");
  CHECK(with_whole_numbers("الهاتف: 06 12 34 56 78 أو +212 528 84 00 11.") ==
        "الهاتف: \u206606 12 34 56 78\u2069 أو \u2066+212 528 84 00 11\u2069.");
  CHECK(with_whole_numbers("حرارة -5 و12 500 درهم") == "حرارة \u2066-5\u2069 و\u206612 500\u2069 درهم");
}

TEST_CASE("a range and a plain number in Arabic and any text without Arabic stay as they were written") {
  for (const auto* text : {"برنامج 2021-2027", "14 عمودا (LED)", "avant le 2026-12-15", "", "نعم"}) {
    INFO(text);
    CHECK(with_whole_numbers(text) == text);
  }
}
