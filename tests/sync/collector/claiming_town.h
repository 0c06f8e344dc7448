// A town whose kiosk claims what was never its own, and a coordinator who decides about it: where the stories of held
// records begin.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/town_with_petitions.h"

namespace minbar::test {

// The kiosk stands at the first; the others are another region's, its own region's, and nobody's.
inline constexpr auto own_place = "09.001.01.01", casablanca = "06.141.01.0", taroudant = "09.541.01.13",
                      nowhere = "99.999";

struct ClaimingTown : TownWithPetitions {
  wire::RecordResult say(Submission said, const std::string& place = casablanca) {
    said.place = {place};
    return kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))}).results.at(0);
  }
  void say_one_of_each(const std::string& place, const std::string& petition) {
    for (const auto& said : {kiosk.proposal("a bench there"), kiosk.rating("roads", Satisfaction::satisfied),
                             kiosk.signature(petition, "J1"), start()})
      CHECK(say(said, place).status == wire::RecordStatus::stored);
  }
  Submission start() {
    auto said = kiosk.proposal("");
    said.body = PetitionStart{.addressee = {"09"},
                              .object = "a bus line",
                              .reasons = "none runs",
                              .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                              .association = {},
                              .authorisation = "D-GC-1/2026"};
    return said;
  }
  std::int64_t derived() {
    return collector.count(
        "SELECT (SELECT count(*) FROM proposals) + (SELECT count(*) FROM petition_starts) + (SELECT "
        "coalesce(sum(count), 0) FROM ratings) + (SELECT count(*) "
        "FROM petition_signatures) + (SELECT count(*) FROM petition_tallies)");
  }
  std::vector<collector::HeldClaim> claims() {
    return collector::held_claims(collector->storage(), collector::Scope::everywhere()).value();
  }
  collector::Decided decide_at(std::int64_t up_to, collector::HeldDecision decision) {
    return collector::decide({.storage = collector->storage(),
                              .opening = opening(),
                              .derivers = collector::all_derivers(opening()),
                              .names = *names},
                             {.up_to = up_to,
                              .decision = decision,
                              .by = {.account = 1},
                              .at_ms = 5,
                              .scope = collector::Scope::everywhere()})
        .value();
  }
  std::int64_t decide(collector::HeldDecision decision) { return decide_at(claims().at(0).up_to, decision).records; }
  seal::OpeningKeys opening() {
    return std::move(collector::load_keys(collector.options().data, collector.random).value().opening);
  }
  std::vector<std::string> rows(const std::string& sql) {
    const auto found = collector->storage().read([&](db::Database& database) { return database.query(sql); }).value();
    std::vector<std::string> out;
    for (const auto& row : found) out.push_back(row.text(0));
    return out;
  }
  // Every derived row that tells a place, as text.
  std::vector<std::string> everything() {
    auto out = rows("SELECT hex(record) || place || body || arrival FROM proposals ORDER BY arrival");
    for (const auto* sql :
         {"SELECT hex(record) || place || object || arrival FROM petition_starts ORDER BY arrival",
          "SELECT hex(record) || place || hex(signer) || counts FROM petition_signatures ORDER BY arrival",
          "SELECT place || subject || count FROM ratings ORDER BY 1",
          "SELECT petition || signers FROM petition_tallies ORDER BY 1"})
      for (auto& row : rows(sql)) out.push_back(std::move(row));
    return out;
  }
  const std::unique_ptr<collector::ContentNames> names = collector::ContentNames::open(path()).value();
  void rebuild() {
    REQUIRE(collector::rebuild(collector->storage(), opening(), collector::all_derivers(opening())).has_value());
  }
};

}  // namespace minbar::test
