#include <catch2/catch.hpp>
#include <functional>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"

using namespace minbar;

namespace {
Submission rated(const std::function<void(Submission&, Rating&)>& change) {
  Submission said{.id = {},
                  .place = {"09.001.01.01"},
                  .language = Language::ar,
                  .content_version = 1,
                  .made_at_s = 4 * limits::rating_time_s,
                  .body = Rating{.subject = ServiceId{"roads"},
                                 .satisfaction = Satisfaction::satisfied,
                                 .reasons = {{"delay"}, {"quality"}},
                                 .comment = "شكرا",
                                 .soon_after_another = false}};
  change(said, std::get<Rating>(said.body));
  return said;
}
Errc refused(const std::function<void(Submission&, Rating&)>& change) {
  const auto judged = validate(rated(change));
  REQUIRE_FALSE(judged);
  return judged.error().code;
}
}  // namespace

TEST_CASE("a rating needs a service and one of five answers and may have nothing else") {
  CHECK(validate(rated([](auto&, auto&) {})));
  CHECK(validate(rated([](auto&, auto& rating) {
    rating.reasons.clear();
    rating.comment.clear();
  })));
  CHECK(refused([](auto&, auto& rating) { rating.subject = ServiceId{}; }) == Errc::bad_input);
  CHECK(refused([](auto&, auto& rating) { rating.satisfaction = static_cast<Satisfaction>(0); }) == Errc::bad_input);
  CHECK(refused([](auto&, auto& rating) { rating.satisfaction = static_cast<Satisfaction>(6); }) == Errc::bad_input);
}

TEST_CASE("a commitment is rated like a service but without reasons") {
  const auto of = [](std::string id) { return [id](auto&, auto& rating) { rating.subject = CommitmentId{id}; }; };
  CHECK(refused(of("MAAGD0001")) == Errc::bad_input);
  CHECK(validate(rated([](auto&, auto& rating) {
    rating.subject = CommitmentId{"MAAGD0001"};
    rating.reasons.clear();
  })));
  CHECK(refused([](auto&, auto& rating) {
          rating.subject = CommitmentId{};
          rating.reasons.clear();
        }) == Errc::bad_input);
  CHECK(refused([](auto&, auto& rating) {
          rating.subject = CommitmentId{std::string(limits::pack_id_bytes + 1, 'x')};
          rating.reasons.clear();
        }) == Errc::too_large);
}

TEST_CASE("a rating whose time tells the minute is refused") {
  CHECK(refused([](auto& said, auto&) { said.made_at_s += 60; }) == Errc::bad_input);
}

TEST_CASE("reasons say nothing of the order in which they were touched") {
  CHECK(refused([](auto&, auto& rating) { rating.reasons = {{"quality"}, {"delay"}}; }) == Errc::bad_input);
  CHECK(refused([](auto&, auto& rating) { rating.reasons = {{"delay"}, {"delay"}}; }) == Errc::bad_input);
  CHECK(refused([](auto&, auto& rating) {
          for (char c = 'a'; rating.reasons.size() <= limits::rating_reasons; ++c)
            rating.reasons.push_back({std::string("z") + c});
        }) == Errc::too_large);
}

TEST_CASE("a sentence beside a rating is short and is not blank") {
  CHECK(validate(rated([](auto&, auto& rating) { rating.comment = std::string(limits::comment_code_points, 'x'); })));
  CHECK(refused([](auto&, auto& rating) { rating.comment = std::string(limits::comment_code_points + 1, 'x'); }) ==
        Errc::too_large);
  CHECK(refused([](auto&, auto& rating) { rating.comment = " \n"; }) == Errc::bad_input);
}
