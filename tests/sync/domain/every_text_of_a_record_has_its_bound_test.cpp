// What a kiosk, or somebody with its key, may write into the fields of a record.
#include <catch2/catch.hpp>

#include <functional>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/sync/petition_forms.h"

using namespace minbar;

namespace {

template <class Kind>
Kind whole_form() {
  for (const auto& form : test::petition_forms())
    if (std::holds_alternative<Kind>(form.body) && form.gaps.empty()) return std::get<Kind>(form.body);
  FAIL("the shared vectors have a whole form of each kind");
  return {};
}

Submission made_of(Body body) {
  return {.id = {},
          .place = {"09.001.01.01"},
          .language = Language::ar,
          .content_version = 2,
          .made_at_s = 1'790'000'100,  // a whole quarter of an hour
          .body = std::move(body)};
}

// A text of a record, how many letters it may have, and where it stands.
template <class Kind>
struct Text {
  const char* name;
  std::size_t most;
  std::function<std::string&(Kind&)> of;
};

template <class Kind>
void each_has_its_bound(const Kind& whole, const std::vector<Text<Kind>>& texts) {
  REQUIRE(validate(made_of(whole)));
  for (const auto& text : texts) {
    INFO(text.name);
    auto changed = whole;
    text.of(changed) = std::string(text.most, 'a');
    CHECK(validate(made_of(changed)));
    text.of(changed) += 'a';
    CHECK_FALSE(validate(made_of(changed)));
    text.of(changed) = "half a letter: \xD8";
    const auto refused = validate(made_of(changed));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().context.find("UTF-8") != std::string::npos);
  }
}

}  // namespace

TEST_CASE("every text of a proposal has its bound and is whole letters") {
  const Proposal whole{.theme = {"roads"},
                       .text = "نقترح",
                       .author = Author{.name = "فاطمة", .contact = "0600000000"},
                       .commitment = CommitmentId{"MAAGD0001"}};
  each_has_its_bound<Proposal>(
      whole,
      {{"theme", limits::pack_id_bytes, [](Proposal& said) -> std::string& { return said.theme.value; }},
       {"text", limits::proposal_code_points, [](Proposal& said) -> std::string& { return said.text; }},
       {"commitment", limits::pack_id_bytes, [](Proposal& said) -> std::string& { return said.commitment->value; }},
       {"name", limits::name_code_points, [](Proposal& said) -> std::string& { return said.author->name; }},
       {"contact", limits::contact_code_points, [](Proposal& said) -> std::string& { return said.author->contact; }}});
}

TEST_CASE("every text of a rating has its bound and is whole letters") {
  const Rating whole{
      .subject = ServiceId{"roads"}, .satisfaction = Satisfaction::neutral, .reasons = {{"delay"}}, .comment = "نعم"};
  each_has_its_bound<Rating>(
      whole,
      {{"service", limits::pack_id_bytes,
        [](Rating& said) -> std::string& { return std::get<ServiceId>(said.subject).value; }},
       {"reason", limits::pack_id_bytes, [](Rating& said) -> std::string& { return said.reasons.front().value; }},
       {"comment", limits::comment_code_points, [](Rating& said) -> std::string& { return said.comment; }}});
}

TEST_CASE("every text of a signature has its bound and is whole letters") {
  using Signature = PetitionSignature;
  each_has_its_bound<Signature>(
      whole_form<Signature>(),
      {{"petition", limits::pack_id_bytes, [](Signature& said) -> std::string& { return said.petition.value; }},
       {"given name", limits::name_code_points, [](Signature& said) -> std::string& { return said.given_name; }},
       {"family name", limits::name_code_points, [](Signature& said) -> std::string& { return said.family_name; }},
       {"residence", limits::pack_id_bytes, [](Signature& said) -> std::string& { return said.residence.value; }},
       {"authorisation", limits::authorisation_bytes,
        [](Signature& said) -> std::string& { return said.authorisation; }}});
}

TEST_CASE("every text of a petition that is started has its bound and is whole letters") {
  using Start = PetitionStart;
  auto whole = whole_form<Start>();
  whole.association = PetitioningAssociation{.name = "جمعية",
                                             .older_than_three_years = true,
                                             .in_good_standing = true,
                                             .seated_in_territory = true,
                                             .activity_related = true};
  each_has_its_bound<Start>(
      whole,
      {{"addressee", limits::pack_id_bytes, [](Start& said) -> std::string& { return said.addressee.value; }},
       {"object", limits::petition_object_code_points, [](Start& said) -> std::string& { return said.object; }},
       {"reasons", limits::proposal_code_points, [](Start& said) -> std::string& { return said.reasons; }},
       {"name", limits::name_code_points, [](Start& said) -> std::string& { return said.representative.name; }},
       {"contact", limits::contact_code_points,
        [](Start& said) -> std::string& { return said.representative.contact; }},
       {"association", limits::name_code_points, [](Start& said) -> std::string& { return said.association->name; }},
       {"authorisation", limits::authorisation_bytes, [](Start& said) -> std::string& { return said.authorisation; }}});
}

TEST_CASE("a national id that is no text at all is refused as such and nothing of it is repeated") {
  auto signature = whole_form<PetitionSignature>();
  auto start = whole_form<PetitionStart>();
  for (auto* id : {&signature.national_id, &start.representative.national_id}) {
    for (const auto& [text, why] : {std::pair{std::string("JB123456\xD8"), Errc::bad_input},
                                    std::pair{std::string(limits::name_code_points + 1, '7'), Errc::too_large}}) {
      *id = text;
      const auto refused = id == &signature.national_id ? validate(made_of(signature)) : validate(made_of(start));
      REQUIRE_FALSE(refused);
      CHECK(refused.error().code == why);
      CHECK(refused.error().context.find("777") == std::string::npos);
      CHECK(refused.error().context.find("JB1") == std::string::npos);
    }
  }
}

TEST_CASE("the place of a record has its bound and is whole letters") {
  auto said = made_of(Proposal{.theme = {"roads"}, .text = "نقترح"});
  said.place.value = std::string(64, '0');
  CHECK(validate(said));
  for (const auto& wrong : {std::string(), std::string(65, '0'), std::string("09\xD8")}) {
    said.place.value = wrong;
    CHECK_FALSE(validate(said));
  }
}

TEST_CASE("ink that is wide and flat or tall and thin is a signature and a point of it is none") {
  auto signature = whole_form<PetitionSignature>();
  constexpr std::uint16_t least = limits::signature_units / 10, at = 300;
  const auto drawn = [&](std::uint16_t right, std::uint16_t down) {
    signature.ink = {{{at, at}, {static_cast<std::uint16_t>(at + right), static_cast<std::uint16_t>(at + down)}}};
    return validate(made_of(signature)).has_value();
  };
  CHECK(drawn(least, 0));
  CHECK(drawn(0, least));
  CHECK_FALSE(drawn(least - 1, 0));
  CHECK_FALSE(drawn(0, least - 1));
  CHECK_FALSE(drawn(least - 1, least - 1));
}
