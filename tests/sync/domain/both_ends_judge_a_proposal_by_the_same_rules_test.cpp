#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"

using namespace minbar;

namespace {
Submission saying(std::string text) {
  return {
      .id = {}, .place = {"09.001.01.01"}, .language = Language::ar, .body = Proposal{{"roads"}, std::move(text), {}}};
}
Submission by(Author author) {
  auto said = saying("نقترح");
  std::get<Proposal>(said.body).author = std::move(author);
  return said;
}
std::string repeated(std::string_view letter, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += letter;
  return out;
}
}  // namespace

TEST_CASE("a proposal may have as many letters as the limit says in any script") {
  CHECK(validate(saying(repeated("ⴰ", limits::proposal_code_points))));
  const auto over = validate(saying(repeated("ⴰ", limits::proposal_code_points + 1)));
  REQUIRE_FALSE(over);
  CHECK(over.error().code == Errc::too_large);
}

TEST_CASE("a text of spaces and invisible characters says nothing") {
  for (const char* text : {"", "  \n\t", "\u200F\u00A0\u202B", "\u2028"}) CHECK_FALSE(validate(saying(text)));
  CHECK(validate(saying(" ؟ ")));
}

TEST_CASE("text that is not UTF-8 is refused and not repeated in the error") {
  const auto refused = validate(saying("secret\xFF"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  CHECK(refused.error().context.find("secret") == std::string::npos);
}

TEST_CASE("an author has a name or a contact or is left out") {
  CHECK(validate(by({.name = "فاطمة", .contact = ""})));
  CHECK(validate(by({.name = "", .contact = "0600000000"})));
  CHECK_FALSE(validate(by({.name = " ", .contact = ""})));
  CHECK_FALSE(validate(by({.name = repeated("a", limits::name_code_points + 1), .contact = ""})));
}

TEST_CASE("what is said about the author says something or is left out") {
  auto said = saying("a");
  auto& about = std::get<Proposal>(said.body).about.emplace();
  CHECK_FALSE(validate(said));
  about.age_band = AgeBand::from_65;
  CHECK(validate(said));
  about = {.gender = Gender::man, .age_band = std::nullopt};
  CHECK(validate(said));
}

TEST_CASE("every answer has a word of its own that leads back to it") {
  for (const auto gender : all_genders) CHECK(gender_from(tag_of(gender)) == gender);
  for (const auto band : all_age_bands) CHECK(age_band_from(tag_of(band)) == band);
  CHECK_FALSE(gender_from("").has_value());
  CHECK_FALSE(age_band_from("18").has_value());
}

TEST_CASE("a proposal may be spoken instead of written and a recording has bounds") {
  auto said = saying("");
  auto& voice = std::get<Proposal>(said.body).voice;
  CHECK_FALSE(validate(said));
  voice = Voice{.blob = {}, .sealed_bytes = limits::blob_bytes, .duration_ms = limits::voice_ms};
  CHECK(validate(said));
  voice->duration_ms = limits::voice_ms + 1;
  CHECK_FALSE(validate(said));
  voice->duration_ms = 0;
  CHECK_FALSE(validate(said));
  voice = Voice{.blob = {}, .sealed_bytes = limits::blob_bytes + 1, .duration_ms = 1};
  CHECK_FALSE(validate(said));
}
