#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/seal/envelope.h"
#include "sync/wire/body_codec.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {
SealedBody some_body() {
  test::SeededRandom random(51);
  return {
      .submission = {.id = {random.array<16>()},
                     .place = {"09.001.01.01"},
                     .language = Language::zgh,
                     .content_version = 3,
                     .made_at_s = 1'790'000'040,
                     .body =
                         Proposal{{"roads"}, "ⴰⵣⵓⵍ \"نقترح\"\n\\ 😀 \u200F", Author{.name = "فاطمة", .contact = ""}}},
      .receipt = seal::ReceiptKeys{.lookup = {random.array<16>()}, .reply_key = {random.array<32>()}}};
}
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}
}  // namespace

TEST_CASE("a body comes back letter for letter with and without author and receipt") {
  auto body = some_body();
  CHECK(decode_body(encode_body(body).value()) == body);
  body.receipt.reset();
  std::get<Proposal>(body.submission.body).author.reset();
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a body comes back with the badge of whoever helped") {
  auto body = some_body();
  body.submission.assisted_by = BadgeId{"agadir-7"};
  CHECK(decode_body(encode_body(body).value()) == body);
  const std::string text(text_of(encode_body(body).value()));
  CHECK_FALSE(decode_body(bytes_of(replaced(text, "\"agadir-7\"", "7"))));
}

TEST_CASE("what was said about the author comes back and an unknown answer is refused") {
  auto body = some_body();
  auto& about = std::get<Proposal>(body.submission.body).about;
  for (const auto gender : all_genders)
    for (const auto band : all_age_bands) {
      about = About{.gender = gender, .age_band = band};
      CHECK(decode_body(encode_body(body).value()) == body);
    }
  const std::string text(text_of(encode_body(body).value()));
  CHECK(decode_body(bytes_of(replaced(text, "65_or_more", "99"))).error().code == Errc::bad_input);
  CHECK(decode_body(bytes_of(replaced(text, "\"man\"", "7"))).error().code == Errc::bad_input);
  about = About{.gender = std::nullopt, .age_band = AgeBand::under_18};
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a spoken proposal comes back and a codec of later days is kept for later") {
  test::SeededRandom random(54);
  auto body = some_body();
  auto& proposal = std::get<Proposal>(body.submission.body);
  proposal.voice = Voice{.blob = {random.array<32>()}, .sealed_bytes = 90'160, .duration_ms = 30'000};
  CHECK(decode_body(encode_body(body).value()) == body);
  proposal.text.clear();
  CHECK(decode_body(encode_body(body).value()) == body);
  const std::string text(text_of(encode_body(body).value()));
  CHECK(decode_body(bytes_of(replaced(text, "ogg-opus", "ogg-next"))).error().code == Errc::unsupported_version);
  CHECK(decode_body(bytes_of(replaced(text, "\"size\":90160", "\"size\":\"x\""))).error().code == Errc::bad_input);
}

TEST_CASE("a rating comes back as it was given with and without what is optional") {
  auto body = some_body();
  body.receipt.reset();
  body.submission.body = Rating{.subject = ServiceId{"roads"},
                                .satisfaction = Satisfaction::very_dissatisfied,
                                .reasons = {{"delay"}, {"quality"}},
                                .comment = "حفر «كبيرة»",
                                .soon_after_another = true};
  CHECK(decode_body(encode_body(body).value()) == body);
  body.submission.body = Rating{.subject = ServiceId{"roads"},
                                .satisfaction = Satisfaction::very_satisfied,
                                .reasons = {},
                                .comment = {},
                                .soon_after_another = false};
  const auto plain = encode_body(body).value();
  CHECK(decode_body(plain) == body);
  CHECK(text_of(plain).find("comment") == std::string_view::npos);
  const std::string text(text_of(plain));
  CHECK(decode_body(bytes_of(replaced(text, "\"satisfaction\":5", "\"satisfaction\":6"))).error().code ==
        Errc::bad_input);
}

TEST_CASE("a rating names a service or a commitment and never both") {
  auto body = some_body();
  body.receipt.reset();
  body.submission.body = Rating{.subject = CommitmentId{"MAAGD0001"}, .reasons = {}, .comment = "نعم"};
  const std::string text(text_of(encode_body(body).value()));
  CHECK(decode_body(bytes_of(text)) == body);
  CHECK(text.find("service") == std::string::npos);
  CHECK(text.find("reasons") == std::string::npos);
  const auto refused = [&](std::string_view to) {
    return decode_body(bytes_of(replaced(text, "\"commitment\":\"MAAGD0001\"", to))).error().code;
  };
  CHECK(refused(R"("commitment":"MAAGD0001","service":"roads")") == Errc::bad_input);
  CHECK(refused(R"("commitments":"MAAGD0001")") == Errc::bad_input);
  CHECK(refused(R"("commitment":7)") == Errc::bad_input);
  // reasons of a commitment are read and then refused by the rules of both ends, which say why
  const auto with_reasons =
      decode_body(bytes_of(replaced(text, "\"comment\"", R"("reasons":["delay"],"comment")"))).value();
  CHECK(std::get<Rating>(with_reasons.submission.body).reasons.size() == 1);
}

TEST_CASE("a proposal comes back with the commitment it was made on") {
  auto body = some_body();
  std::get<Proposal>(body.submission.body).commitment = CommitmentId{"MATTH0004"};
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a signature comes back with every point of its ink") {
  auto body = some_body();
  body.receipt.reset();
  body.submission.body = PetitionSignature{.petition = {"bus"},
                                           .given_name = "فاطمة",
                                           .family_name = "أيت علي",
                                           .national_id = "JB123456",
                                           .link = TerritoryLink::activity,
                                           .on_electoral_list = false,
                                           .residence = {"09.001.01.01"},
                                           .ink = {{{0, 1000}, {1000, 0}, {7, 256}}, {{255, 1}}},
                                           .authorisation = "D-GC-1/2026"};
  CHECK(decode_body(encode_body(body).value()) == body);
  auto& signature = std::get<PetitionSignature>(body.submission.body);
  signature.on_electoral_list.reset();
  signature.ink.clear();
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("ink that ends within a stroke is refused") {
  auto body = some_body();
  body.receipt.reset();
  PetitionSignature signature;
  signature.ink = {{{1, 2}, {3, 4}}};
  body.submission.body = signature;
  const std::string text(text_of(encode_body(body).value()));
  CHECK(decode_body(bytes_of(replaced(text, "AAIAAQACAAMABA==", "AAMAAQACAAMABA=="))).error().code == Errc::bad_input);
  CHECK(decode_body(bytes_of(replaced(text, "AAIAAQACAAMABA==", "AAAAAQACAAMABA=="))).error().code == Errc::bad_input);
  CHECK(decode_body(bytes_of(replaced(text, "AAIAAQACAAMABA==", "AAIAAQACAAMABAA="))).error().code == Errc::bad_input);
}

TEST_CASE("a petition to start comes back with and without an association") {
  auto body = some_body();
  PetitionStart start{.addressee = {"09"},
                      .object = "خط حافلة",
                      .reasons = "لا حافلة\nبعد السابعة",
                      .representative = {.name = "حسن", .national_id = "J9", .contact = "0600000000"},
                      .association = {},
                      .authorisation = "D-GC-1/2026"};
  body.submission.body = start;
  CHECK(decode_body(encode_body(body).value()) == body);
  start.association = PetitioningAssociation{.name = "جمعية",
                                             .older_than_three_years = true,
                                             .in_good_standing = false,
                                             .seated_in_territory = true,
                                             .activity_related = false};
  body.submission.body = start;
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a rating with a receipt is refused because it would lead back to someone") {
  auto body = some_body();
  body.submission.body = Rating{.subject = ServiceId{"roads"}, .reasons = {}, .comment = {}};
  const auto refused = decode_body(encode_body(body).value());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  body.receipt.reset();
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a signature with a receipt is refused because it is answered on its petition") {
  auto body = some_body();
  PetitionSignature signature;
  signature.petition = {"bus"};
  body.submission.body = signature;
  const auto refused = decode_body(encode_body(body).value());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_input);
  body.receipt.reset();
  CHECK(decode_body(encode_body(body).value()) == body);
}

TEST_CASE("a newer schema and an unknown kind are told apart from what is broken") {
  const std::string text(text_of(encode_body(some_body()).value()));
  CHECK(decode_body(bytes_of(replaced(text, "\"schema\":1", "\"schema\":2"))).error().code ==
        Errc::unsupported_version);
  CHECK(decode_body(bytes_of(replaced(text, "\"kind\":\"proposal\"", "\"kind\":\"dance\""))).error().code ==
        Errc::unsupported_version);
  CHECK(decode_body(bytes_of(replaced(text, "\"language\":\"zgh\"", "\"language\":\"xx\""))).error().code ==
        Errc::bad_input);
  CHECK(decode_body(bytes_of("{}")).error().code == Errc::bad_input);
  CHECK(decode_body({}).error().code == Errc::bad_input);
}

TEST_CASE("text that is not UTF-8 is refused instead of changed") {
  auto body = some_body();
  std::get<Proposal>(body.submission.body).text = "a\xFF";
  CHECK(encode_body(body).error().code == Errc::bad_input);
}

TEST_CASE("the longest proposal in the widest script fits into an envelope") {
  test::SeededRandom random(52);
  auto body = some_body();
  std::string longest;
  for (std::size_t i = 0; i < limits::proposal_code_points; ++i) longest += "\U00010000";
  std::get<Proposal>(body.submission.body).text = longest;
  const auto plain = encode_body(body).value();
  CHECK(seal::seal_envelope({.body = plain}, seal::RecordKey::make(random),
                            seal::OpeningKey::make(random).sealing_key()));
}

TEST_CASE("a proposal of control characters still fits into an envelope") {
  test::SeededRandom random(53);
  auto body = some_body();
  std::get<Proposal>(body.submission.body).text =
      "x" + std::string(limits::proposal_code_points - 1, '\x01');  // six bytes each in JSON
  const auto plain = encode_body(body).value();
  CHECK(seal::seal_envelope({.body = plain}, seal::RecordKey::make(random),
                            seal::OpeningKey::make(random).sealing_key()));
}
