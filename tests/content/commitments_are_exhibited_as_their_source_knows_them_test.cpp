#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "kiosk/pack/content_loader.h"
#include "tests/content/pack.h"
#include "tests/support/temporary_folder.h"

namespace minbar {

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

constexpr std::string_view one_commitment = R"({
"commitments": [{
"id": "A", "member": {"code": "09.001.01.01", "name_ar": "أكادير"}, "themes": ["youth"],
"title": {"ar": {"text": "نص", "provenance": "source"}}, "summary": {"fr": "Texte"},
"start": "2025-07", "end": null, "completion": "limited", "potential": "unclear",
"milestones": [{"title": "Étape", "due": "2026-03-01", "state": "under_way"}],
"indicators": [{"name": "نسبة", "unit": "percent", "baseline": {"value": 3}, "target": null}],
"lead": "جمعية", "partners": [],
"source": {"url": "https://www.opengovpartnership.org/a?b=c", "language": "en"}
}]})";

Result<Commitments> parsed(std::string text) {
  static const auto content = test::real_content();
  return parse_commitments({"commitments.json", std::move(text)}, content.places, content.themes);
}

std::string with(std::string_view from, std::string_view to) {
  std::string text(one_commitment);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

void refused(std::string_view from, std::string_view to, const std::string& reason) {
  const auto text = std::string(one_commitment);
  const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(from)), '\n') + 1;
  const auto read = parsed(with(from, to));
  INFO(from << " -> " << to);
  REQUIRE_FALSE(read);
  CHECK_THAT(read.error().context, StartsWith("commitments.json:" + std::to_string(line) + ": "));
  CHECK_THAT(read.error().context, Contains(reason));
}

}  // namespace

TEST_CASE("the real pack exhibits what is published and leaves unknown what is not") {
  const auto content = test::real_content();
  CHECK(content.commitments.all.size() == 36);
  CHECK(content.outcomes.empty());
  for (const auto& commitment : content.commitments.all) {
    INFO(commitment.id.value);
    CHECK_FALSE(commitment.sample);
    CHECK_FALSE(host_of(commitment.source_url).empty());
    CHECK_FALSE(commitment.completion);
    CHECK_FALSE(commitment.potential);
    CHECK_FALSE(commitment.milestones);
    CHECK_FALSE(commitment.indicators);
    for (const auto language : {Language::ar, Language::fr, Language::en}) {
      CHECK(commitment.title.in(language).language == language);
      CHECK(commitment.summary.in(language).language == language);
      CHECK(commitment.summary.is_ours_in(language));
    }
  }
  const auto& agadir = *content.commitments.find({"MAAGD0001"});
  CHECK(agadir.is_from_ogp());
  CHECK(agadir.title.is_ours_in(Language::ar));
  CHECK_FALSE(agadir.title.is_ours_in(Language::en));
  CHECK(agadir.start == PartialDate{.year = 2025, .month = 7});
  CHECK(agadir.lead->in(Language::ar).language == Language::en);
  CHECK_FALSE(agadir.partners);
}

TEST_CASE("commitments are found by member and theme and progress") {
  const auto content = test::real_content();
  const auto& commitments = content.commitments;
  CHECK(commitments.matching(PlaceCode{"09.001.01.01"}).size() == 2);
  for (const auto* one : commitments.matching(ThemeId{"youth"})) CHECK(one->is_about({"youth"}));
  CHECK(commitments.matching(std::optional<Completion>{}).size() == 36);
  CHECK(commitments.matching(std::optional(Completion::complete)).empty());
  // promised together with another: both have it
  const auto shared = std::find_if(commitments.all.begin(), commitments.all.end(),
                                   [](const Commitment& one) { return !one.co_members.empty(); });
  REQUIRE(shared != commitments.all.end());
  const auto of_other = commitments.matching(shared->co_members.front());
  CHECK(std::find(of_other.begin(), of_other.end(), &*shared) != of_other.end());
}

TEST_CASE("the sample pack shows every part and every item of it says that it is invented") {
  const auto content = test::read(test::sample_files());
  if (!content) FAIL(content.error().context);
  std::set<std::optional<Completion>> completions;
  std::set<std::optional<Potential>> potentials;
  std::set<std::optional<MilestoneState>> states;
  bool without_latest = false, two_units = false;
  for (const auto& commitment : content->commitments.all) {
    CHECK(commitment.sample);
    CHECK(commitment.source_url.empty());
    completions.insert(commitment.completion);
    potentials.insert(commitment.potential);
    for (const auto& milestone : commitment.milestones.value_or(std::vector<Milestone>{}))
      states.insert(milestone.state);
    for (const auto& indicator : commitment.indicators.value_or(std::vector<Indicator>{})) {
      without_latest = without_latest || !indicator.latest;
      two_units = two_units || indicator.unit.has_value();
    }
  }
  CHECK(completions.size() == all_completions.size() + 1);
  CHECK(potentials.size() == all_potentials.size() + 1);
  CHECK(states.size() == 4);
  CHECK(without_latest);
  CHECK(two_units);
  REQUIRE(content->outcomes.size() == 2);
  for (const auto& outcome : content->outcomes) CHECK(outcome.sample);
}

TEST_CASE("a commitment is read with what is known of it") {
  const auto read = parsed(std::string(one_commitment));
  if (!read) FAIL(read.error().context);
  const auto& one = read->all.front();
  CHECK(one.title.in(Language::fr) == Wording{"نص", Language::ar, Confidence::certain});
  CHECK_FALSE(one.title.is_ours_in(Language::fr));
  CHECK(one.summary.in(Language::ar) == Wording{"Texte", Language::fr, Confidence::certain});
  CHECK(one.summary.is_ours_in(Language::ar));
  CHECK_FALSE(one.end);
  CHECK(one.completion == Completion::limited);
  CHECK(one.potential == Potential::unclear);
  REQUIRE(one.milestones);
  CHECK(one.milestones->front().due == PartialDate{.year = 2026, .month = 3, .day = 1});
  CHECK(one.milestones->front().state == MilestoneState::under_way);
  REQUIRE(one.indicators);
  CHECK(one.indicators->front().baseline == Measured{.value = 3, .date = {}});
  CHECK_FALSE(one.indicators->front().target);
  CHECK_FALSE(one.indicators->front().latest);
  CHECK(one.lead->in(Language::fr).language == Language::ar);
  REQUIRE(one.partners);
  CHECK(one.partners->empty());
  CHECK(one.is_from_ogp());
}

TEST_CASE("a commitment that says what cannot be is refused at its line") {
  refused(R"("limited")", R"("half")", "null or one of no_evidence, not_started, limited, substantial, complete");
  refused(R"("unclear")", R"("high")", "unclear, modest, substantial");
  refused(R"("under_way")", R"("late")", "not_started, under_way, done");
  refused(R"("2026-03-01")", R"("2026-02-30")", "due is a date");
  refused(R"("2025-07")", R"("07/2025")", "start is a date");
  refused(R"({"value": 3})", R"({"value": 3.5})", "whole number");
  refused(R"({"value": 3})", R"({"value": -3})", "whole number");
  refused(R"(["youth"])", R"([])", "at least one theme");
  refused(R"("end": null)", R"("ends": null)", "ends");
  refused(R"("fr": "Texte")", R"("fr": "Texte {x}")", "braces");
  refused(R"("provenance": "source")", R"("provenance": "guess")", "source or summary");
  refused("https://www", "javascript://www", "a web address");
  refused("?b=c", "?b=\\u0000", "a web address");
  CHECK_THAT(parsed(with(R"("source": {)", R"("sample": false, "notes": {)")).error().context,
             Contains("names its source"));
  CHECK_THAT(parsed(with(R"("source": {)", R"("sample": "no", "source": {)")).error().context,
             Contains("true or false"));
  std::string many;
  for (int i = 0; i < 21; ++i) many += R"({"title": "Étape"}, )";
  refused(R"("milestones": [)", R"("milestones": [)" + many, "at most 20");
}

TEST_CASE("an outcome without a date or a source is refused") {
  const auto content = test::real_content();
  const auto read = [&](std::string_view item) {
    return parse_outcomes({"outcomes.json", "{\"outcomes\": [" + std::string(item) + "]}"}, content.places,
                          content.themes);
  };
  const std::string both = R"("said": {"ar": "نص"}, "did": {"ar": "نص"}, "theme": "youth", "id": "A")";
  CHECK(read("{" + both + R"(, "date": "2026", "sample": true})"));
  CHECK_THAT(read("{" + both + R"(, "sample": true})").error().context, Contains("when was it done"));
  CHECK_THAT(read("{" + both + R"(, "date": "2026"})").error().context, Contains("names its source"));
  CHECK_THAT(read("{" + both + R"(, "date": "2026", "place": "99", "sample": true})").error().context,
             Contains("no place 99"));
}

TEST_CASE("an overlay that is not there is no overlay") {
  auto files = test::real_files();
  const test::TemporaryFolder folder;
  const auto laid = kiosk::lay_over(folder.path() / "nowhere", files);
  REQUIRE_FALSE(laid);
  CHECK(laid.error().code == Errc::not_found);
  REQUIRE(kiosk::lay_over(folder.path(), files));
  CHECK(test::read(files)->commitments.all.size() == 36);
}

}  // namespace minbar
