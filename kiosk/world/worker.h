// The one thread beside the screen's: everything that waits for a disk happens here, in order, and comes back as an
// event. It owns the kiosk's memory and the record key, writes heartbeats, and notices when the kiosk is enrolled. A
// memory that does not open is tried again; nothing is taken meanwhile. What the memory cannot take is kept sealed in
// the private folder until it can (keeping.cpp).
#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/world/memory.h"
#include "kiosk/world/service_use.h"
#include "sync/store/drafts.h"
#include "sync/store/pin.h"

namespace minbar::kiosk {

struct Broken {};  // the memory does not work
// A pack newer than the one in use, read and ready; to be taken between two sessions.
struct NewContent {
  std::shared_ptr<const Content> content;  // not null
};
using WorkerOutcome = std::variant<Event, Broken, NewContent>;

class Worker {
 public:
  struct Setup {
    std::function<Result<Memory>()> open;  // called again while it fails
    std::function<void()> wake;            // tells the screen's thread that there is something to take; any thread
    std::int64_t content_version = 0;      // in use from the start; said in heartbeats
    ReadContent read_content = {};         // nothing: published packs are not looked at
    int receipts_fd = -1;                  // gets the id of each record, a line each, once it is durable
    bool full = false;                     // what the screen was told of room at the start
    std::filesystem::path keys = {};       // the private folder, for drafts; empty: none are kept
    std::filesystem::path data = {};       // the shared one, where the agent is told how many wait; empty: it is not
  };
  // `memory`: already open, or nothing when the first try failed.
  Worker(Setup setup, std::optional<Memory> memory);
  ~Worker();  // finishes what was asked, then stops
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void perform(const Effect& effect);  // of those that wait for a disk
  // The screen shows this pack from now on.
  void content_in_use(std::int64_t number);
  // Makes a recording of what was heard; answered by Recorded or NotRecorded.
  void encode(const RecordId& draft, Pcm samples);
  [[nodiscard]] std::vector<WorkerOutcome> take();
  // No effect waits or runs, and no outcome waits to be taken.
  [[nodiscard]] bool idle() const;

 private:
  void run();
  struct Served {
    bool any = false;
    bool saved = false;  // one of them was something to keep
  };
  Served serve_waiting();  // every job that waits
  struct Encode {
    RecordId draft;
    Pcm samples;
  };
  using Job = std::variant<Save, KeepDraft, LookUp, CheckBadge, WatchPetitions, KeepCompared, Encode>;
  void ask(Job job);
  [[nodiscard]] static bool supersedes(const Job& job, const Job& before);
  void serve(const Save& save);
  void serve(const KeepDraft& draft);
  void serve(const LookUp& question);
  void serve(const CheckBadge& question);
  void serve(Encode& encode);
  void serve(const WatchPetitions& watch);
  void serve(const KeepCompared& compared);
  void look_at_petitions();
  void look_at_drafts();
  void append_drafts();
  void finish_drafts();
  void try_unkept_ratings();
  void tell_drafts();
  [[nodiscard]] bool is_still_in_hand(const RecordId& id) const;
  void note_full(bool full);
  void count_use(const Save& save);
  void order_services(const Clock& clock);
  void look_at_room();
  void say_durable(const RecordId& id);
  [[nodiscard]] Result<void> keep(const Save& save);
  [[nodiscard]] Result<void> keep_aside(const Save& save);
  [[nodiscard]] Result<void> save_in_place(const Save& save);
  void put(WorkerOutcome outcome);
  void open_again();
  void leave_replaced();
  void leave_damaged();
  [[nodiscard]] bool was_just_left() const;
  void look_at_pages(const Clock& clock);
  void look_at_enrolment();
  void look_at_packs();
  void beat();
  [[nodiscard]] bool is_done() const;
  void wait_for_work(std::int64_t longest_ms);
  [[nodiscard]] std::optional<Job> next_job();

  Setup setup_;
  std::optional<Memory> memory_;    // the worker thread's own
  std::optional<Station> station_;  // what the screen knows
  store::Drafts drafts_;
  ServiceUse service_use_;                        // the worker thread's own
  std::optional<store::CollectorPin> collector_;  // whom the memory trusted when it was last open
  std::optional<RecordId> open_draft_;            // of the session that runs; it may change
  std::optional<RecordId> said_durable_;
  std::optional<std::size_t> told_drafts_;  // what the agent can read
  std::int64_t newest_seen_;                // of packs, usable or not
  std::atomic<std::int64_t> content_version_;
  WatchPetitions watched_;
  std::vector<PetitionCount> counted_;  // what the screen knows
  mutable std::mutex mutex_;
  std::deque<Job> waiting_;
  bool full_ = false;                // what the screen knows; the worker thread's own
  std::deque<Save> unkept_ratings_;  // ratings that could not be kept yet; the worker thread's own
  std::vector<WorkerOutcome> outcomes_;
  bool pages_seen_ = false;              // of the database, once since the start; the worker thread's own
  std::optional<std::int64_t> left_ms_;  // when it was last closed to be looked at; the worker thread's own
  bool busy_ = false;
  bool stop_ = false;
  int wake_fd_ = -1;  // an eventfd, since the doorbell is waited for in the same poll
  std::thread thread_;
};

}  // namespace minbar::kiosk
