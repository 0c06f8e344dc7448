#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/sync/petition_forms.h"

using namespace minbar;

namespace {
Submission with(Body body) {
  return {.id = {},
          .place = {"09.001.01.01"},
          .language = Language::ar,
          .content_version = 2,
          .made_at_s = 1'790'000'040,
          .body = std::move(body)};
}
PetitionSignature whole_signature() { return std::get<PetitionSignature>(test::petition_forms().front().body); }
}  // namespace

TEST_CASE("every form of the shared vectors lacks what they say in their order") {
  const auto forms = test::petition_forms();
  REQUIRE(forms.size() > 20);
  for (const auto& form : forms) {
    INFO(form.name);
    CHECK(test::gaps_in(form) == form.gaps);
  }
}

TEST_CASE("what lacks something cannot be made into a record and what lacks nothing can") {
  for (const auto& form : test::petition_forms()) {
    if (form.list != ElectoralList::not_asked) continue;  // a setting of the kiosk's pack, not of the record
    INFO(form.name);
    CHECK(validate(with(form.body)).has_value() == form.gaps.empty());
  }
}

TEST_CASE("a refused form names the field and repeats nothing of it") {
  auto signature = whole_signature();
  signature.national_id = "1234567890";
  const auto refused = validate(with(signature));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().context.find("national_id") != std::string::npos);
  CHECK(refused.error().context.find("12345") == std::string::npos);
}

TEST_CASE("ink has bounds in strokes and points and field") {
  auto signature = whole_signature();
  const InkStroke line{{100, 100}, {600, 100}};
  signature.ink.assign(limits::signature_strokes, line);
  CHECK(validate(with(signature)));
  signature.ink.push_back(line);
  CHECK_FALSE(validate(with(signature)));
  signature.ink = {InkStroke(limits::signature_points, InkPoint{5, 5})};
  signature.ink.front().back() = {900, 5};
  CHECK(validate(with(signature)));
  signature.ink.front().push_back({1, 1});
  CHECK_FALSE(validate(with(signature)));
  signature.ink = {line, {}};
  CHECK_FALSE(validate(with(signature)));
  signature.ink = {{{100, 100}, {limits::signature_units + 1, 100}}};
  CHECK_FALSE(validate(with(signature)));
}
