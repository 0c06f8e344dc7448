// Months of many kiosks in one process, with clocks that are turned by hand: real folders, real agents' exchanges and a
// real collector, between them a network at its worst. Kiosks lose power, lose their agent's key, stand at 1970 or
// three days ahead; the centre is backed up on some days and falls back to its newest backup on others.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/safe_point.h"
#include "sync/collector/serve/collector.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/support/manual_clock.h"
#include "tests/sync/exchange/faulty_exchange.h"
#include "tests/sync/opened_store.h"
#include "tests/torture/history.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

namespace fs = std::filesystem;
using test::hour_ms;

constexpr std::size_t most_kiosks = 50;
constexpr std::size_t fewest_kiosks = 5;
constexpr std::size_t days_a_kiosk = 2;  // rounds are days; more kiosks live through longer times
constexpr int turns_a_day = 4;
constexpr std::int64_t turn_ms = 24 * hour_ms / turns_a_day;
constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr std::int64_t quarter_s = 15 * 60;
constexpr const char* place = "09.001.01.01";

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().context);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// The centre: it may fall back to its newest backup at any time.
class Centre {
 public:
  explicit Centre(fs::path folder) : folder_(std::move(folder)) { open(); }

  void back_up() {
    const auto file = folder_ / ("backup-" + std::to_string(++backups_));
    const auto point = must(collector_->storage().read(collector::safe_point));
    must(collector_->storage().backup_to(file));
    must(collector_->storage().write(
        [&](db::Database& database) { return collector::note_safe(database, point, clock.wall_ms()); }));
    newest_ = file;
  }
  // False: there is no backup yet.
  bool fall_back() {
    if (newest_.empty()) return false;
    collector_.reset();
    const auto database = collector::database_file(folder_ / "data");
    for (const auto* beside : {"-wal", "-shm"}) fs::remove(database.string() + beside);
    fs::copy_file(newest_, database, fs::copy_options::overwrite_existing);
    open();
    return true;
  }
  [[nodiscard]] collector::Collector& operator*() { return *collector_; }
  [[nodiscard]] collector::Collector* operator->() { return collector_.get(); }

  test::ManualClock clock;

 private:
  void open() {
    collector_ = must(collector::Collector::open({.data = folder_ / "data",
                                                  .content = MINBAR_CONTENT_FOLDER,
                                                  .fonts = {},
                                                  .public_url = "https://minbar.example.ma",
                                                  .password_cost = {.passes = 1, .memory_bytes = 8192}},
                                                 clock, random_));
  }

  fs::path folder_;
  SystemRandom random_;
  std::unique_ptr<collector::Collector> collector_;
  fs::path newest_;
  int backups_ = 0;
};

class Hall {
 public:
  Hall(Centre& centre, fs::path folder, std::uint64_t seed)
      : centre_(centre),
        folder_(std::move(folder)),
        random_(seed),
        record_key_(seal::RecordKey::make(random_)),
        transport_key_(std::make_unique<seal::TransportKey>(seal::TransportKey::make(random_))),
        network_([this](ByteView frame) { return centre_->exchange(frame); }, seed * 31 + 1),
        silent_below_(random_.below(90)) {
    open();
    must(store_->outbox.publish_record_key(record_key_.public_key()));
    const auto issued = must(centre_->create_kiosk({.place = {place}, .label = "hall"}));
    const wire::Exchange enrols = [this](ByteView frame) { return centre_->enrol(frame); };
    agent::EnrolDoors doors{.folder = *store_, .key = *transport_key_, .exchange = enrols, .random = random_};
    static_cast<void>(must(agent::enrol(doors, url(), issued.code, "test")));
    trust();
    turn_clock();
  }

  void advance(std::int64_t ms) { clock_.advance(ms); }

  // A quarter of a day.
  void live() {
    if (random_.below(12) == 0) restart();
    if (random_.below(60) == 0) turn_clock();
    if (random_.below(200) == 0) lose_transport_key();
    for (auto times = random_.below(4); times > 0; --times) speak();
    beat();
    if (random_.below(100) < silent_below_) return;  // no line in this time
    const auto exchange = network_.exchange();
    for (int i = 0; i < 3; ++i) {
      agent::Session session{*store_, *transport_key_, exchange, "test"};
      const auto attempt = agent::exchange_once(session, policy_.limits);
      policy_ = agent::next_step(policy_, attempt, clock_.monotonic_ms(), random_).state;
      if (attempt.outcome == agent::Outcome::refused) return bring_new_code();
    }
  }
  // The network is good from now on. False: something still waits.
  bool deliver_all() {
    network_.calm();
    const auto exchange = network_.exchange();
    constexpr int tries = 30;
    for (int i = 0; i < tries; ++i) {
      beat();
      agent::Session session{*store_, *transport_key_, exchange, "test"};
      agent::LoopDoors doors{clock_, random_, [](std::int64_t, bool) { return agent::Woken::time; }};
      const auto attempt = agent::run_once(session, doors);
      if (attempt.outcome == agent::Outcome::refused) bring_new_code();
      const auto counts = must(store_->counts());
      if (attempt.outcome == agent::Outcome::done && counts.waiting == 0 && counts.blobs_waiting == 0 && i > 1)
        return true;
    }
    return false;
  }
  [[nodiscard]] const std::map<RecordId, Body>& said() const { return said_; }
  [[nodiscard]] std::int64_t faults() const { return faults_ + network_.faults(); }

 private:
  static agent::CollectorUrl url() { return {.base = "https://minbar.example.ma", .loopback = false}; }

  void open() {
    fs::create_directories(folder_);
    store_.emplace(test::Store(must(store::Folder::open(folder_ / "shared", store::Role::agent, clock_, random_))));
  }
  void trust() {
    if (const auto enrolment = must(store_->folder->enrolment())) store_->folder->trust(store::pin_of(*enrolment));
  }
  void restart() {
    ++faults_;
    store_.reset();
    open();
    trust();
    policy_ = {};
  }
  // Right, or as clocks of kiosks stand whose battery is empty or that somebody set.
  void turn_clock() {
    const auto now = centre_.clock.wall_ms();
    const std::vector<std::int64_t> times{now,
                                          now,
                                          1'000 * quarter_s,  // 1970
                                          2'150'000'000'000,  // 2038
                                          4'071'000'000'000,  // 2099
                                          now - 2 * 365 * 1'000 * day_s,
                                          now + 3 * 1'000 * day_s};
    const auto turned = times[random_.below(times.size())];
    faults_ += turned != now ? 1 : 0;
    clock_.turn_wall_to(turned);
  }
  // Its machine was made anew but for the folder that it shares with the kiosk.
  void lose_transport_key() {
    ++faults_;
    transport_key_ = std::make_unique<seal::TransportKey>(seal::TransportKey::make(random_));
    bring_new_code();
  }
  // As staff do for a kiosk that the centre does not know, or not any more.
  void bring_new_code() {
    const auto device = must(store_->folder->enrolment())->device;
    const auto issued = centre_->new_code(device);
    // A centre that fell back to before it was enrolled makes a new kiosk of it.
    const auto code = issued ? issued->code : must(centre_->create_kiosk({.place = {place}, .label = "hall"})).code;
    const wire::Exchange enrols = [this](ByteView frame) { return centre_->enrol(frame); };
    agent::EnrolDoors doors{.folder = *store_, .key = *transport_key_, .exchange = enrols, .random = random_};
    static_cast<void>(must(agent::re_enrol(doors, url(), code, "test")));
  }
  void beat() {
    must(store_->outbox.record_heartbeat(
        {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key_));
  }
  void speak() {
    Submission submission{
        .id = {random_.array<16>()},
        .place = {place},
        .language = Language::ar,
        .content_version = 1,
        .made_at_s = std::max<std::int64_t>(0, clock_.wall_ms() / 1'000),
        .body = Rating{
            .subject = ServiceId{"roads"}, .satisfaction = Satisfaction::satisfied, .reasons = {}, .comment = {}}};
    std::optional<store::Spoken> voice;
    if (random_.below(4) != 0) {
      submission.body =
          Rating{.subject = ServiceId{"roads"}, .satisfaction = Satisfaction::satisfied, .reasons = {}, .comment = {}};
      submission.made_at_s -= submission.made_at_s % quarter_s;
    } else {
      submission.body = Proposal{{"public_services"}, "نقترح إصلاح الإنارة " + std::to_string(said_.size()), {}};
      submission.made_at_s -= submission.made_at_s % 60;
      if (random_.below(5) == 0) {
        sound_.resize(1 + random_.below(40'000));
        random_.fill(sound_);
        voice = store::Spoken{.ogg = sound_, .duration_ms = 5'000};
      }
    }
    must(store_->outbox.append(submission, std::nullopt, record_key_, voice));
    said_.emplace(submission.id, submission.body);
  }

  Centre& centre_;
  fs::path folder_;
  test::ManualClock clock_;
  test::SeededRandom random_;
  seal::RecordKey record_key_;
  std::unique_ptr<seal::TransportKey> transport_key_;
  std::optional<test::Store> store_;
  test::FaultyExchange network_;
  const std::uint64_t silent_below_;  // of a hundred: from always on line to nearly never
  agent::PolicyState policy_;
  std::map<RecordId, Body> said_;
  Bytes sound_;
  std::int64_t faults_ = 0;
};

void compare(Centre& centre, const std::vector<std::unique_ptr<Hall>>& halls, Row& row) {
  const auto ask = [&](std::string_view sql) {
    return must(centre->storage().read([&](db::Database& database) { return database.query(sql); }));
  };
  std::map<RecordId, int> kept;
  for (const auto& found : ask("SELECT record FROM envelopes")) ++kept[found.id<RecordId>(0)];
  std::map<RecordId, std::string> proposals;
  for (const auto& found : ask("SELECT record, body FROM proposals"))
    proposals.emplace(found.id<RecordId>(0), found.text(1));
  std::int64_t ratings = 0;
  for (const auto& hall : halls) {
    for (const auto& [id, body] : hall->said()) {
      ++row.acknowledged;
      const auto* proposal = std::get_if<Proposal>(&body);
      ratings += proposal == nullptr ? 1 : 0;
      const auto found = kept.find(id);
      if (found == kept.end()) {
        ++row.lost;
        continue;
      }
      row.doubled += found->second - 1;
      if (proposal != nullptr && proposals[id] != proposal->text) ++row.altered;
      kept.erase(found);
    }
  }
  row.unexplained += static_cast<std::int64_t>(kept.size());
  row.altered += ask("SELECT count(*) FROM set_aside").front().integer(0);
  row.altered += std::abs(ask("SELECT coalesce(sum(count), 0) FROM ratings").front().integer(0) - ratings);
  row.unexplained += static_cast<std::int64_t>(must(centre->storage().read(collector::holes)).size());
}

}  // namespace

Row months(const Torture& torture) {
  Row row{.trouble = "months of many kiosks, with restored backups"};
  test::SeededRandom random(torture.seed);
  const auto home = torture.work / "months";
  fs::create_directories(home);
  Centre centre(home / "centre");
  std::vector<std::unique_ptr<Hall>> halls;
  const auto kiosks = std::clamp(static_cast<std::size_t>(torture.rounds) / days_a_kiosk, fewest_kiosks, most_kiosks);
  while (halls.size() < kiosks) {
    centre.clock.advance(hour_ms);  // so that enrolling many kiosks is not trying too often
    halls.push_back(std::make_unique<Hall>(centre, home / std::to_string(halls.size()), random.next()));
  }
  centre.back_up();  // who is enrolled
  for (; row.rounds < torture.rounds; ++row.rounds) {
    for (int turn = 0; turn < turns_a_day; ++turn) {
      centre.clock.advance(turn_ms);
      for (auto& hall : halls) {
        hall->advance(turn_ms);
        hall->live();
      }
    }
    if (random.below(2) == 0) centre.back_up();
    if (random.below(8) == 0 && centre.fall_back()) ++row.faults;
  }
  centre.fall_back();
  for (auto& hall : halls) {
    if (!hall->deliver_all()) ++row.unexplained;
    row.faults += hall->faults();
  }
  compare(centre, halls, row);
  fs::remove_all(home);
  return row;
}

}  // namespace minbar::torture
