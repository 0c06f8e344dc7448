#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {

struct CommittedTown : test::SignedInTown {
  CommittedTown() : SignedInTown("fr") {}
  void rate(const std::string& commitment, int answer, int times, const std::string& comment = "") {
    std::vector<Bytes> envelopes;
    for (int i = 0; i < times; ++i) {
      auto said = kiosk.rating("roads", static_cast<Satisfaction>(answer));
      said.id = {.bytes = collector.random.array<16>()};
      std::get<Rating>(said.body).subject = CommitmentId{commitment};
      std::get<Rating>(said.body).comment = comment;
      envelopes.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said)));
    }
    for (const auto& result : kiosk.send(*collector, envelopes).results)
      REQUIRE(result.status == wire::RecordStatus::stored);
  }
  std::string page(const std::string& path) {
    const auto answer = browser.get(path);
    REQUIRE(answer.status == 200);
    return answer.body;
  }
};

}  // namespace

TEST_CASE("ratings of commitments have a page of their own and services keep theirs") {
  CommittedTown town;
  town.rate("MAAGD0001", 4, 7, "une bonne chose");
  const auto page = town.page("/commitments");
  CHECK(test::has(page, "id=\"count\">7<"));
  CHECK(test::has(page, "Avis sur les engagements"));
  CHECK(test::has(page, "Continuer à améliorer l’efficacité"));
  CHECK(test::has(page, "une bonne chose"));
  CHECK(test::has(page, "<option value=\"MAAGD0001\""));
  CHECK_FALSE(test::has(page, "Ce qui a été cité"));
  CHECK(test::has(town.page("/commitments?commitment=MAAGD0001"), "id=\"count\">7<"));
  CHECK(test::has(town.page("/commitments?commitment=MAAGD0003"), "Aucun avis pour cette période"));
  CHECK(test::has(town.page("/satisfaction"), "Aucun avis pour cette période"));
  CHECK(test::has(town.page("/satisfaction?service=MAAGD0001"), "Aucun avis pour cette période"));
}

TEST_CASE("fewer than five ratings of a commitment show nothing but their number") {
  CommittedTown town;
  town.rate("MAAGD0001", 1, 4, "who said this");
  const auto page = town.page("/commitments");
  CHECK(test::has(page, "id=\"count\">4<"));
  CHECK(test::has(page, "Moins de 5 avis"));
  CHECK_FALSE(test::has(page, "who said this"));
  CHECK_FALSE(test::has(page, "<table"));
}

TEST_CASE("a commitment with few ratings is hidden and so is what would give it away") {
  CommittedTown town;
  town.rate("MAAGD0001", 5, 20);
  town.rate("MAAGD0003", 1, 3);
  town.rate("MATTH0004", 4, 9);
  const auto hidden = [&](const std::string& id) {
    return !test::has(town.page("/commitments?commitment=" + id), "id=\"mean\"");
  };
  CHECK(hidden("MAAGD0003"));
  CHECK(hidden("MATTH0004"));  // else the sum less the shown ones would tell
  CHECK_FALSE(hidden("MAAGD0001"));
}

TEST_CASE("commitments that no pack knows are one line and their ids are not shown") {
  CommittedTown town;
  town.rate("SAMPLE-<b>", 5, 6);
  town.rate("another", 4, 3);
  const auto page = town.page("/commitments");
  CHECK(test::has(page, "Autres, inconnus du contenu publié"));
  CHECK(test::has(page, "id=\"count\">9<"));
  CHECK_FALSE(test::has(page, "SAMPLE"));
  CHECK(test::has(town.page("/commitments?commitment=%3F"), "id=\"count\">9<"));
}

TEST_CASE("a proposal made on a commitment says so in the inbox and on its page") {
  CommittedTown town;
  auto said = town.kiosk.proposal("un guichet de plus");
  std::get<Proposal>(said.body).commitment = CommitmentId{"MAAGD0001"};
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said))});
  const std::string title = "Continuer à améliorer l’efficacité";
  CHECK(test::has(town.page("/inbox"), title));
  const auto page = town.page("/proposals/" + to_hex(said.id.view()));
  CHECK(test::has(page, "Engagement concerné"));
  CHECK(test::has(page, title));
  auto plain = town.kiosk.proposal("un banc");
  plain.id = {.bytes = town.collector.random.array<16>()};
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(plain))});
  CHECK_FALSE(test::has(town.page("/proposals/" + to_hex(plain.id.view())), "Engagement concerné"));
}
