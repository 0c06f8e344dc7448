#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>
#include <tuple>

#include "tests/end_to_end/run_browser.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/content_with_petitions.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

constexpr const char* password = "a long enough password";
constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr std::int64_t noon_s = 1'789'999'200;

struct Opinion {
  const char* service;
  int ratings;
  std::array<int, 5> weights;  // from the unhappiest
  std::vector<const char*> reasons;
  bool of_commitment = false;
};

const std::vector<Opinion>& opinions() {
  static const std::vector<Opinion> all{
      {"civil_status", 240, {4, 8, 15, 40, 33}, {"welcome", "waiting_time", "documents"}},
      {"signature_legalisation", 130, {10, 18, 22, 30, 20}, {"waiting_time", "cost", "fairness"}},
      {"waste_cleaning", 96, {30, 26, 16, 18, 10}, {"regularity", "cleanliness", "coverage"}},
      {"public_lighting", 64, {18, 22, 20, 25, 15}, {"coverage", "delay", "safety"}},
      {"local_taxes", 27, {6, 10, 30, 34, 20}, {"information", "fairness"}},
      {"library_culture", 21, {0, 0, 5, 35, 60}, {"programme", "welcome"}},
      {"school_transport", 4, {40, 30, 30, 0, 0}, {"safety"}},
      {"MAAGD0001", 84, {6, 9, 20, 38, 27}, {}, true},
      {"MATTH0004", 41, {3, 6, 14, 30, 47}, {}, true},
      {"MAAGD0003", 22, {20, 25, 25, 20, 10}, {}, true},
      {"TET-BUDGET", 3, {0, 20, 40, 40, 0}, {}, true},
  };
  return all;
}

const std::vector<const char*>& said_beside() {
  static const std::vector<const char*> all{
      "الاستقبال كان جيدا، لكن مدة الانتظار طويلة.",
      "Très bon accueil, mais il manque des chaises dans la salle d’attente.",
      "شكرا على المساعدة في ملء الاستمارة.",
      "الإنارة في شارع محمد الخامس (قرب رقم 12) معطلة منذ 3 أسابيع.",
      "ⴰⵣⵓⵍ, ⵜⴰⵏⵎⵎⵉⵔⵜ.",
      "Les horaires affichés ne sont pas respectés le vendredi.",
  };
  return all;
}

const std::vector<const char*>& proposals() {
  static const std::vector<const char*> all{
      "نقترح إصلاح الإنارة العمومية (LED) في شارع الحسن الثاني، لأن 14 عمودا معطلا منذ 3 أشهر: من 19:30 إلى 23:00؟",
      "Un passage piéton devant l’école Al Massira, rue 14, sécuriserait la sortie des élèves.",
      "إحداث ملعب قرب في حي السلام. الأرض موجودة، والشباب مستعدون للمساعدة في تهيئته وصيانته.",
      "ⴰⴷ ⵏⵙⴽⵔ ⵜⴰⵙⴷⵍⵉⵙⵜ ⵉ ⵡⴰⵣⵣⴰⵏ.",
  };
  return all;
}

class LivedInDesk {
 public:
  LivedInDesk() {
    REQUIRE(collector->accounts().create("أمينة", password).has_value());
    for (const auto* label : {"بهو البلدية", "Annexe Hay Salam", "المكتبة الجماعية"}) {
      kiosks_.push_back(std::make_unique<TestKiosk>(random_));
      kiosks_.back()->enrol(*collector, label);
      kiosks_.back()->grow_old(*collector);
    }
    REQUIRE(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "السوق"}));
    for (const auto* place : {"09.273.01.15", "09.541.07.01"}) kiosks_[0]->tour(*collector, place);
    say_at_a_wrong_time();
    rate();
    propose();
    sign();
    claim();
    kiosks_[2]->send(*collector, {}, kiosks_[2]->heartbeat(collector.clock.wall_ms()));
    collector.clock.advance(40 * 60'000);
    kiosks_[0]->send(*collector, {}, kiosks_[0]->heartbeat(collector.clock.wall_ms()));
    (void)kiosks_[1]->say("still on its way");
    kiosks_[1]->send(*collector, {Bytes(40, 7)}, heard(1));
    kiosks_[3]->send(*collector, {}, kiosks_[3]->heartbeat(collector.clock.wall_ms() + ahead_ms));
  }
  test::ContentWithPetitions content;
  TestCollector collector{false, MINBAR_FONTS_FOLDER, content.path()};
  ReceiptCode code;  // of the newest proposal, which was answered twice

 private:
  // At a fourth one, whose clock is days ahead: what is said there is timed by an estimate.
  void say_at_a_wrong_time() {
    auto& kiosk = *kiosks_.emplace_back(std::make_unique<TestKiosk>(random_));
    kiosk.enrol(*collector, "دار الشباب");
    const auto wall_ms = collector.clock.wall_ms() + ahead_ms;
    auto said = kiosk.proposal("نقترح ساعة حائطية في قاعة الانتظار.");
    said.made_at_s = wall_ms / 60'000 * 60;
    std::vector<Bytes> batch{seal::bytes_of_envelope(kiosk.seal_submission(said))};
    for (int i = 0; i < 9; ++i) {
      auto rated = kiosk.rating("civil_status", Satisfaction::satisfied);
      rated.made_at_s = wall_ms / 900'000 * 900;
      batch.push_back(seal::bytes_of_envelope(kiosk.seal_submission(rated)));
    }
    kiosk.send(*collector, std::move(batch), kiosk.heartbeat(wall_ms));
  }

  void rate() {
    for (const auto& opinion : opinions()) {
      std::vector<Bytes> batch;
      for (int i = 0; i < opinion.ratings; ++i) batch.push_back(rating(opinion));
      for (std::size_t at = 0; at < batch.size(); at += 50)
        kiosks_[0]->send(*collector, {batch.begin() + static_cast<std::ptrdiff_t>(at),
                                      batch.begin() + static_cast<std::ptrdiff_t>(std::min(at + 50, batch.size()))});
    }
    kiosks_[0]->send(*collector, {}, heard(0));
  }

  Bytes rating(const Opinion& opinion) {
    auto pick = static_cast<int>(random_.below(100));
    int answer = 0;
    while (answer < 4 && (pick -= opinion.weights.at(static_cast<std::size_t>(answer))) >= 0) ++answer;
    auto said = kiosks_[0]->rating(opinion.service, static_cast<Satisfaction>(answer + 1));
    said.made_at_s = noon_s - static_cast<std::int64_t>(random_.below(70)) * day_s;
    if (random_.below(5) == 0) said.place = {"09.273.01.15"};
    if (random_.below(20) == 0) said.place = {"09.541.07.01"};
    auto& rating = std::get<Rating>(said.body);
    if (opinion.of_commitment) rating.subject = CommitmentId{opinion.service};
    for (const auto* reason : opinion.reasons)
      if (random_.below(3) == 0) rating.reasons.push_back({reason});
    std::sort(rating.reasons.begin(), rating.reasons.end());
    if (random_.below(12) == 0) rating.comment = said_beside()[random_.below(said_beside().size())];
    rating.soon_after_another = random_.below(30) == 0;
    return seal::bytes_of_envelope(kiosks_[0]->seal_submission(said));
  }

  void propose() {
    for (const auto* text : proposals()) {
      auto said = kiosks_[random_.below(2)]->proposal(text);
      if (random_.below(2) == 0)
        std::get<Proposal>(said.body).author = Author{.name = "فاطمة الزهراء", .contact = "06 12 34 56 78"};
      if (random_.below(2) == 0) std::get<Proposal>(said.body).commitment = CommitmentId{"MAAGD0001"};
      collector.clock.advance(7 * 60'000);
      said.made_at_s = collector.clock.wall_ms() / 60'000 * 60;
      code = mint_receipt_code(random_);
      const auto keys = seal::derive_receipt_keys(code, collector->id()).value();
      const auto envelope = seal::bytes_of_envelope(kiosks_[0]->seal_submission(said, keys));
      kiosks_[0]->send(*collector, {envelope}, heard(0));
      newest_ = said.id;
    }
    const auto first = answer(AnswerState::under_study, "ندرس هذا المقترح مع المصالح المعنية (LED, 14 عمودا).", 0);
    answer(AnswerState::accepted,
           "Le banc et la rampe seront posés avant le 2026-12-15.\n\nMerci pour votre proposition.", first);
  }

  // What a coordinator is to decide: a place that is another's, one that exists nowhere, a petition that is not signed
  // there, a receipt that came twice.
  void claim() {
    for (int i = 0; i < 12; ++i) {
      auto said = i % 3 == 0 ? kiosks_[1]->proposal("Un banc devant la gare.")
                             : kiosks_[1]->rating("roads", Satisfaction::satisfied);
      said.place = {i % 4 == 0 ? "09.999.99" : "06.141.01.0"};
      kiosks_[1]->send(*collector, {seal::bytes_of_envelope(kiosks_[1]->seal_submission(said))});
      collector.clock.advance(60'000);
    }
    auto signed_elsewhere = kiosks_[1]->signature("sample_bus_line", "JB1");
    signed_elsewhere.place = {"06.141.01.0"};
    kiosks_[1]->send(*collector, {seal::bytes_of_envelope(kiosks_[1]->seal_submission(signed_elsewhere))});
    const auto keys = seal::derive_receipt_keys(code, collector->id()).value();
    kiosks_[2]->send(*collector,
                     {seal::bytes_of_envelope(kiosks_[2]->seal_submission(kiosks_[2]->proposal("x"), keys))});
  }

  // Thirty who signed, one of them twice, a few of them on no list, one too late.
  void sign() {
    static constexpr std::array names{std::pair{"فاطمة الزهراء", "أيت علي"}, std::pair{"Mohammed Amine", "El Idrissi"},
                                      std::pair{"ⵜⵓⴷⴰ", "ⴰⵢⵜ ⵓⵎⵖⴰⵔ"},
                                      std::pair{"عبد الرحمان", "بنعبد السلام الودغيري"}};
    for (int i = 0; i <= 30; ++i) {
      auto& kiosk = *kiosks_[random_.below(2)];
      auto said = kiosk.signature("sample_bus_line", "JB" + std::to_string(700'000 + i % 30));
      auto& signature = std::get<PetitionSignature>(said.body);
      std::tie(signature.given_name, signature.family_name) = names.at(static_cast<std::size_t>(i % 30) % names.size());
      signature.on_electoral_list = i % 9 != 0;
      if (i % 5 == 0) signature.link = TerritoryLink::activity;
      signature.ink = {drawn(), drawn()};
      const auto now_ms = collector.clock.wall_ms();
      said.made_at_s = now_ms / 60'000 * 60;
      if (i == 29) said.made_at_s = 1'800'054'000;  // 16 January 2027
      if (i == 29) collector.clock.turn_wall_to(said.made_at_s * 1000);
      const auto envelope = seal::bytes_of_envelope(kiosk.seal_submission(said));
      kiosk.send(*collector, {envelope}, kiosk.heartbeat(collector.clock.wall_ms()));
      collector.clock.turn_wall_to(now_ms);
    }
  }

  // The newest of a kiosk whose clock is right.
  Bytes heard(std::size_t kiosk) { return kiosks_[kiosk]->heartbeat(collector.clock.wall_ms()); }

  InkStroke drawn() {
    InkStroke stroke;
    const auto high = 150 + static_cast<int>(random_.below(200));
    for (int x = 100; x < 900; x += 12)
      stroke.push_back({static_cast<std::uint16_t>(x),
                        static_cast<std::uint16_t>(high + 90 * std::sin(x / 37.0 + high) + random_.below(12))});
    return stroke;
  }

  std::int64_t answer(AnswerState state, std::string text, std::int64_t seen) {
    collector.clock.advance(60 * 60'000);
    return collector
        ->give_answer({.record = newest_,
                       .answer = {.state = state,
                                  .text = std::move(text),
                                  .language = Language::ar,
                                  .answered_at_s = collector.clock.wall_ms() / 1000},
                       .by = {.account = 1},
                       .seen = seen})
        .value();
  }

  static constexpr std::int64_t ahead_ms = 3 * 24 * 60 * 60'000;
  test::SeededRandom random_{20};
  RecordId newest_;
  std::vector<std::unique_ptr<TestKiosk>> kiosks_;
};

}  // namespace

TEST_CASE("every page of the desk fits a desk and a telephone and paper in every language") {
  LivedInDesk desk;
  const auto address = "http://127.0.0.1:" + std::to_string(desk.collector.serve());
  REQUIRE(desk.collector->accounts()
              .create("brahim.elidrissi", password,
                      {{.role = collector::Role::bureau, .place = {"09.001.01.01"}}, {.role = collector::Role::reader}})
              .has_value());
  CHECK(test::run_browser(
            "pages.mjs", {address, "أمينة", password, std::string(MINBAR_PICTURES_FOLDER) + "/pages",
                          format_receipt_code(desk.code), std::to_string(desk.collector.clock.wall_ms() / 1000)}) == 0);
}
