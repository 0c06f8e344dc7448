// A town with one thing of each kind that a role may reach, and people with roles who ask for them: where the stories
// of who may see what begin.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/base/hex.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/features/fleet/held.h"
#include "sync/seal/blob.h"
#include "tests/sync/collector/claiming_town.h"

namespace minbar::test {

// One thing of each kind, all of one town.
struct TownOfRoles : TownWithPetitions {
  Submission proposal = kiosk.proposal("a bench in Agadir");
  std::int64_t claim = 0;
  std::int64_t somebody = 0;  // the account of Said El Idrissi, who reads at the place of the records

  TownOfRoles() {
    Bytes sound(1000);
    std::copy_n("OggS", 4, sound.begin());
    const auto sealed = seal::seal_blob(sound, kiosk.pinned().sealing_key).value();
    const auto blob = seal::blob_id_of(sealed);
    auto& said = std::get<Proposal>(proposal.body);
    said.author = Author{.name = "Fatima Ait Ali", .contact = "0600000000"};
    said.voice = Voice{.blob = blob, .sealed_bytes = static_cast<std::int64_t>(sealed.size()), .duration_ms = 1000};
    auto asked = kiosk.request({seal::bytes_of_envelope(kiosk.seal_submission(proposal))});
    asked.pieces = {{.blob = blob, .offset = 0, .bytes = sealed}};
    REQUIRE(collector->exchange(kiosk.frame(asked)).has_value());
    for (int i = 0; i < 6; ++i) {
      auto rated = kiosk.rating("civil_status", Satisfaction::satisfied);
      std::get<Rating>(rated.body).comment = "a short wait in Agadir";
      send(rated);
      auto judged = kiosk.rating("", Satisfaction::satisfied);
      std::get<Rating>(judged.body).subject = CommitmentId{"MAAGD0001"};
      send(judged);
    }
    sign("sample_bus_line", "J1");
    auto claimed = kiosk.proposal("said to be of Taroudant");
    claimed.place = {taroudant};
    send(claimed);
    kiosk.send(*collector, {Bytes(40, 7)});
    REQUIRE(collector->accounts()
                .create("Said El Idrissi", good_password, {{.role = collector::Role::reader, .place = {own_place}}})
                .has_value());
    somebody = collector->accounts().find("Said El Idrissi").value();
    claim = collector::held_claims(collector->storage(), collector::Scope::everywhere()).value().at(0).up_to;
  }

  Submission start(const std::string& addressee) {
    auto said = kiosk.proposal("");
    said.body = PetitionStart{.addressee = {addressee},
                              .object = "a line to " + addressee,
                              .reasons = "none runs",
                              .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                              .association = {},
                              .authorisation = "D-GC-1/2026"};
    return said;
  }
  // All that forms change.
  std::int64_t written() {
    return collector.count(
        "SELECT (SELECT count(*) FROM devices) + (SELECT count(*) FROM devices WHERE revoked_at_ms IS NOT NULL) + "
        "(SELECT "
        "count(*) FROM held_records WHERE decision IS NOT NULL) + (SELECT count(*) FROM answers) + "
        "(SELECT count(*) FROM openings) + (SELECT count(*) FROM enrol_codes) + "
        "(SELECT count(*) FROM accounts) + (SELECT count(*) FROM accounts WHERE removed_at_ms IS NOT NULL) + "
        "(SELECT count(*) FROM grants WHERE ended_at_ms IS NULL) + (SELECT count(*) FROM links)");
  }
  // What a form has changed is as before.
  void restore() {
    REQUIRE(
        collector->storage()
            .write([&](db::Database& database) -> Result<void> {
              TRY(database.execute("UPDATE devices SET revoked_at_ms = NULL"));
              TRY(database.execute("UPDATE held_records SET decision = NULL, decided_at_ms = NULL, account = NULL"));
              TRY(database.execute("UPDATE accounts SET removed_at_ms = NULL"));
              TRY(database.execute("UPDATE accounts SET name = name || id WHERE name = 'newcomer'"));
              TRY(database.execute("UPDATE grants SET ended_at_ms = NULL WHERE account = $1 AND role = 'reader'",
                                   {somebody}));
              TRY(database.execute("UPDATE grants SET ended_at_ms = 1 WHERE account = $1 AND role = 'bureau'",
                                   {somebody}));
              return {};
            })
            .has_value());
  }
};

// What somebody of the other region gets where somebody of this one gets an answer.
enum class Elsewhere { the_same, without_it, not_found, refused };

struct Expected {
  std::set<collector::Role> roles;  // that are answered
  std::string path;                 // of this town
  int status = 200;
  Elsewhere elsewhere = Elsewhere::the_same;
  std::string shows = {};  // what of this town stands on the page
  std::map<std::string, std::string> form = {};
};

// Somebody with these roles, at their browser; signs in anew when a form signed them out.
class Person {
 public:
  Person(TownOfRoles& town, std::string name, const std::vector<collector::RoleAt>& roles)
      : name_(std::move(name)), browser_(town.port) {
    REQUIRE(town.collector->accounts().create(name_, good_password, roles).has_value());
    browser_.headers = {"Accept-Language: fr"};
  }
  Answer ask(const collector::Route& route, const Expected& expected) {
    if (browser_.cookies["minbar_session"].empty()) browser_.sign_in(name_, good_password);
    if (route.method == collector::Method::get) return browser_.get(expected.path);
    auto form = expected.form;
    form["token"] = collector::form_token(browser_.cookies["minbar_session"]);
    return browser_.post(expected.path, form);
  }

 private:
  std::string name_;
  Browser browser_;
};

}  // namespace minbar::test
