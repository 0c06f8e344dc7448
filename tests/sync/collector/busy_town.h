// A town with several kiosks over some days: whatever may come from a kiosk, in an order that networks make, and what
// coordinators make of it. For stories about everything at once.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sync/collector/features/fleet/held.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/signed_in_town.h"

namespace minbar::test {

class BusyTown {
 public:
  explicit BusyTown(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      kiosks_.push_back(std::make_unique<TestKiosk>(random_));
      kiosks_.back()->enrol(*collector, "Kiosk " + std::to_string(i));
      waiting_.emplace_back();
    }
    for (int step = 0; step < 240; ++step) {
      collector.clock.advance(static_cast<std::int64_t>(random_.below(20)) * 60'000);
      live_through(random_.below(kiosks_.size()));
    }
    REQUIRE(collector->accounts().create("Amina", good_password).has_value());
    answer_some();
    decide_some();
  }

  TestCollector collector;

 private:
  void live_through(std::size_t at) {
    auto& kiosk = *kiosks_[at];
    auto& waiting = waiting_[at];
    switch (random_.below(8)) {
      case 0:
      case 3:
        return send(kiosk, waiting);
      case 1:
        return cut_off(kiosk, waiting);
      case 2:
        waiting.push_back(odd_record(kiosk));
        return;
      default:
        waiting.push_back(said_and_sealed(kiosk));
    }
  }

  // A coordinator answers whatever has a receipt, some of it twice.
  void answer_some() {
    const auto rows = collector->storage()
                          .read([](db::Database& database) {
                            return database.query(
                                "SELECT record FROM proposals WHERE reply_key IS NOT NULL UNION ALL "
                                "SELECT record FROM petition_starts WHERE reply_key IS NOT NULL");
                          })
                          .value();
    for (const auto& row : rows) {
      std::int64_t seen = 0;
      for (auto times = random_.below(3); times > 0; --times) {
        const collector::NewAnswer given{.record = row.id<RecordId>(0),
                                         .answer = {.state = all_answer_states.at(random_.below(5)),
                                                    .text = "جواب",
                                                    .language = Language::ar,
                                                    .answered_at_s = 1'790'000'000},
                                         .by = {.account = 1},
                                         .seen = seen};
        seen = collector->give_answer(given).value();
      }
    }
  }

  // A coordinator decides about some of what kiosks claimed of other places.
  void decide_some() {
    const auto keys = collector::load_keys(collector.options().data, random_).value();
    const auto names = collector::ContentNames::open(collector.options().content).value();
    const auto claims = collector::held_claims(collector->storage(), collector::Scope::everywhere()).value();
    for (const auto& claim : claims) {
      auto decision = static_cast<collector::HeldDecision>(random_.below(3));
      if (decision == collector::HeldDecision::claimed_place && !names->is_place({claim.place}))
        decision = collector::HeldDecision::kiosk_place;
      if (random_.below(4) > 0)
        REQUIRE(collector::decide({.storage = collector->storage(),
                                   .opening = keys.opening,
                                   .derivers = collector::all_derivers(keys.opening),
                                   .names = *names},
                                  {.up_to = claim.up_to,
                                   .decision = decision,
                                   .by = {.account = 1},
                                   .at_ms = 7,
                                   .scope = collector::Scope::everywhere()})
                    .value()
                    .records > 0);
    }
  }

  // Some of what waits, shuffled; some of it again later; now and then with a heartbeat.
  void send(TestKiosk& kiosk, std::vector<Bytes>& waiting) {
    for (std::size_t i = waiting.size(); i > 1; --i) std::swap(waiting[i - 1], waiting[random_.below(i)]);
    const auto count = static_cast<std::ptrdiff_t>(waiting.empty() ? 0 : random_.below(waiting.size() + 1));
    std::vector<Bytes> batch(waiting.begin(), waiting.begin() + count);
    if (random_.below(3) > 0) waiting.erase(waiting.begin(), waiting.begin() + count);
    std::optional<Bytes> beat;
    const auto clock_error = static_cast<std::int64_t>(random_.below(3)) * 600'000 - 600'000;
    if (random_.below(2) == 0) beat = kiosk.heartbeat(collector.clock.wall_ms() + clock_error);
    kiosk.send(*collector, std::move(batch), std::move(beat));
  }

  // A restored disk: the chain goes on from an older head, and one place is claimed twice; some records never come.
  void cut_off(TestKiosk& kiosk, std::vector<Bytes>& waiting) {
    const auto head = kiosk.head();
    waiting.push_back(kiosk.say("before the disk was restored"));
    if (random_.below(2) == 0) kiosk.turn_back_to(head);
    if (random_.below(4) == 0) waiting.pop_back();
  }

  Bytes odd_record(TestKiosk& kiosk) {
    switch (random_.below(5)) {
      case 0:
        return Bytes(40, 7);
      case 1:
        return kiosk.say(" \n ");
      case 2:
        return seal::bytes_of_envelope(kiosk.seal_bytes({.bytes = random_.array<16>()}, bytes_of("{\"schema\":9}")));
      case 3: {
        auto broken = kiosk.say("with a broken signature");
        broken[150] ^= 1;
        return broken;
      }
      default: {
        auto again = something_said(kiosk);
        again.id = ids_.empty() ? again.id : ids_[random_.below(ids_.size())];
        return seal::bytes_of_envelope(kiosk.seal_submission(again));
      }
    }
  }

  Bytes said_and_sealed(TestKiosk& kiosk) {
    auto said = something_said(kiosk);
    if (random_.below(5) == 0) said.place = {random_.below(2) == 0 ? "06.141.01.0" : "nowhere"};
    const bool proposal = std::holds_alternative<Proposal>(said.body);
    return seal::bytes_of_envelope(kiosk.seal_submission(said, proposal ? receipt() : std::nullopt));
  }

  Submission something_said(TestKiosk& kiosk) {
    const std::vector<std::string> words{"", "الانتظار طويل", "très bien\r\n", "\u202Eabc", std::string("a\0b", 3)};
    if (random_.below(4) == 0) {
      ids_.push_back(petition_said(kiosk).id);
      return last_;
    }
    auto said = random_.below(3) == 0 ? kiosk.proposal("proposal " + std::to_string(random_.below(50)))
                                      : kiosk.rating(random_.below(2) == 0 ? "civil_status" : "roads",
                                                     static_cast<Satisfaction>(1 + random_.below(5)));
    ids_.push_back(said.id);
    said.language = all_languages.at(random_.below(all_languages.size()));
    said.made_at_s += static_cast<std::int64_t>(random_.below(4)) * 900;
    if (auto* proposal = std::get_if<Proposal>(&said.body)) {
      if (random_.below(2) == 0) proposal->author = Author{.name = "Fatima", .contact = ""};
      if (random_.below(3) == 0) proposal->commitment = CommitmentId{"MAAGD0001"};
    }
    if (auto* rating = std::get_if<Rating>(&said.body)) {
      if (random_.below(3) == 0) rating->subject = CommitmentId{random_.below(2) == 0 ? "roads" : "MAAGD0003"};
      if (std::holds_alternative<ServiceId>(rating->subject) && random_.below(2) == 0)
        rating->reasons = {{"delay"}, {"welcome"}};
      if (random_.below(3) == 0) rating->comment = words[random_.below(words.size())];
      rating->soon_after_another = random_.below(5) == 0;
    }
    return said;
  }

  // Few people and few petitions, so that some sign twice.
  const Submission& petition_said(TestKiosk& kiosk) {
    const std::vector<std::string> people{"J1", "J2", "J3", "JB4", "JB5"};
    last_ = kiosk.signature(random_.below(2) == 0 ? "bus" : "library", people[random_.below(people.size())]);
    if (random_.below(4) == 0)
      last_.body = PetitionStart{.addressee = {"09"},
                                 .object = "a bus line",
                                 .reasons = "none runs",
                                 .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                                 .association = {},
                                 .authorisation = "D-GC-1/2026"};
    return last_;
  }

  std::optional<seal::ReceiptKeys> receipt() {
    if (random_.below(2) == 0) return std::nullopt;
    if (lookups_.empty() || random_.below(6) > 0) lookups_.push_back({.bytes = random_.array<16>()});
    return seal::ReceiptKeys{.lookup = lookups_[random_.below(3) == 0 ? 0 : lookups_.size() - 1],
                             .reply_key = seal::ReplyKey::from(random_.array<32>()).value()};
  }

  SeededRandom random_;
  Submission last_;
  std::vector<std::unique_ptr<TestKiosk>> kiosks_;
  std::vector<std::vector<Bytes>> waiting_;
  std::vector<RecordId> ids_;
  std::vector<LookupId> lookups_;
};

}  // namespace minbar::test
