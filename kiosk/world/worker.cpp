#include "kiosk/world/worker.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/session/overloaded.h"
#include "kiosk/voice/encoder.h"
#include "kiosk/world/forgetting.h"
#include "sync/base/clock.h"
#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/badge.h"
#include "sync/store/salvage/mend.h"

namespace minbar::kiosk {

Worker::Worker(Setup setup, std::optional<Memory> memory)
    : setup_(std::move(setup)),
      memory_(std::move(memory)),
      drafts_(setup_.keys),
      service_use_(setup_.keys),
      newest_seen_(setup_.content_version),
      content_version_(setup_.content_version),
      full_(setup_.full),
      wake_fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  ENSURE(wake_fd_ >= 0, "the kernel gives an eventfd");
  if (!memory_) outcomes_.emplace_back(Broken{});
  thread_ = std::thread([this] { run(); });
}

Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  ::eventfd_write(wake_fd_, 1);
  thread_.join();
  ::close(wake_fd_);
}

void Worker::perform(const Effect& effect) {
  std::visit(overloaded{[this](const Save& save) { ask(save); }, [this](const KeepDraft& draft) { ask(draft); },
                        [this](const LookUp& question) { ask(question); },
                        [this](const CheckBadge& question) { ask(question); },
                        [this](const WatchPetitions& watch) { ask(watch); },
                        [this](const KeepCompared& compared) { ask(compared); },
                        [](const auto&) { ENSURE(false, "what sounds is not the worker's"); }},
             effect);
}

void Worker::encode(const RecordId& draft, Pcm samples) { ask(Encode{draft, std::move(samples)}); }

void Worker::ask(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty() && supersedes(job, waiting_.back()))
      waiting_.back() = std::move(job);
    else
      waiting_.push_back(std::move(job));
  }
  ::eventfd_write(wake_fd_, 1);
}

// Of a draft that goes on changing only the newest needs the disk.
bool Worker::supersedes(const Job& job, const Job& before) {
  const auto* draft = std::get_if<KeepDraft>(&before);
  if (draft == nullptr) return false;
  const auto* later = std::get_if<KeepDraft>(&job);
  const auto* save = later != nullptr ? &later->save : std::get_if<Save>(&job);
  return save != nullptr && save->submission.id == draft->save.submission.id;
}

void Worker::content_in_use(std::int64_t number) {
  content_version_ = number;
  ::eventfd_write(wake_fd_, 1);
}

std::vector<WorkerOutcome> Worker::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(outcomes_, {});
}

bool Worker::idle() const {
  const std::lock_guard lock(mutex_);
  return waiting_.empty() && outcomes_.empty() && !busy_;
}

void Worker::put(WorkerOutcome outcome) {
  {
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(std::move(outcome));
  }
  setup_.wake();
}

std::optional<Worker::Job> Worker::next_job() {
  const std::lock_guard lock(mutex_);
  busy_ = !waiting_.empty();
  if (waiting_.empty()) return std::nullopt;
  Job job = std::move(waiting_.front());
  waiting_.pop_front();
  return job;
}

// A frame of its own: a job's short strings lie in it, and scrub_stack clears only what lies below its caller's.
[[gnu::noinline]] Worker::Served Worker::serve_waiting() {
  Served served;
  for (auto job = next_job(); job; job = next_job()) {
    std::visit([this](auto& asked) { serve(asked); }, *job);
    served.any = true;
    served.saved = served.saved || std::holds_alternative<Save>(*job);
  }
  return served;
}

void Worker::run() {
  const SystemClock clock;
  std::int64_t next_beat = clock.monotonic_ms();
  std::int64_t said_version = setup_.content_version;
  look_at_drafts();
  if (memory_) {
    look_at_enrolment();
    append_drafts();
    look_at_room();
    memory_->settle_on(said_version);
    look_at_packs();
  }
  while (true) {
    if (memory_ && !memory_->in_place()) leave_replaced();
    if (memory_ && !was_just_left() && memory_->is_to_be_looked_at()) leave_damaged();
    if (!memory_) open_again();
    const auto served = serve_waiting();
    if (served.any) scrub_stack();
    if (served.saved) next_beat = clock.monotonic_ms();  // so that the centre knows it has all up to now
    try_unkept_ratings();
    append_drafts();
    tell_drafts();
    order_services(clock);
    look_at_room();
    if (std::exchange(said_version, content_version_.load()) != said_version) next_beat = clock.monotonic_ms();
    if (clock.monotonic_ms() >= next_beat) {
      beat();
      drafts_.tidy();
      next_beat = clock.monotonic_ms() + limits::heartbeat_every_ms;
    }
    if (is_done()) return finish_drafts();
    if (memory_ && memory_->bell().heard()) look_at_petitions();
    if (memory_) {
      look_at_enrolment();  // the row may be changed without a ring
      look_at_packs();
      look_at_pages(clock);
    }
    wait_for_work(memory_ ? std::min(limits::slow_poll_ms, next_beat - clock.monotonic_ms()) : limits::reopen_every_ms);
  }
}

// Once, while nobody waits; whoever comes stops it, and it begins again behind them. So it is with what was set aside,
// once a day.
void Worker::look_at_pages(const Clock& clock) {
  if (setup_.data.empty()) return;
  const auto is_wanted = [this] {
    const std::lock_guard lock(mutex_);
    return stop_ || !waiting_.empty();
  };
  if (pages_seen_) {
    if (store::read_again(setup_.data, setup_.keys, clock, is_wanted) > 0) memory_->look_at_set_aside();
    return;
  }
  const auto seen = store::look_at_pages(setup_.data, is_wanted);
  pages_seen_ = seen != store::PagesSeen::stopped;
  if (seen == store::PagesSeen::damaged) leave_damaged();
}

bool Worker::is_done() const {
  const std::lock_guard lock(mutex_);
  return stop_ && waiting_.empty();
}

void Worker::wait_for_work(std::int64_t longest_ms) {
  std::array<pollfd, 2> fds{pollfd{wake_fd_, POLLIN, 0}, pollfd{memory_ ? memory_->bell().fd() : -1, POLLIN, 0}};
  ::poll(fds.data(), fds.size(), static_cast<int>(std::max<std::int64_t>(0, longest_ms)));
  eventfd_t ignored = 0;
  ::eventfd_read(wake_fd_, &ignored);
}

void Worker::open_again() {
  auto memory = setup_.open();
  if (!memory) {
    log(LogEvent::kiosk_memory_failed, {{"code", memory.error().code}});
    if (std::exchange(station_, std::nullopt)) put(event::StationChanged{});  // what cannot be kept is not asked for
    return;
  }
  memory_.emplace(std::move(*memory));
  station_.reset();
  look_at_enrolment();
  if (!station_) put(event::StationChanged{});
  look_at_packs();
  serve(watched_);
}

void Worker::look_at_packs() {
  if (!setup_.read_content) return;
  const auto newest = memory_->newest_pack();
  if (newest <= newest_seen_) return;
  // one that cannot be used is read once, not at every turn
  auto content = memory_->newest_content(std::exchange(newest_seen_, newest), setup_.read_content);
  if (content) put(NewContent{std::move(content)});
}

void Worker::look_at_enrolment() {
  const auto station = memory_->station();
  if (!station) {
    log(LogEvent::kiosk_memory_failed, {{"code", station.error().code}});
    return;
  }
  if (memory_->collector() && memory_->collector() != collector_) {
    collector_ = memory_->collector();
    if (const auto others = drafts_.for_others(*collector_); others > 0)
      log(LogEvent::drafts_for_another, {{"count", static_cast<std::int64_t>(others)}});
  }
  if (*station == station_) return;
  station_ = *station;
  put(event::StationChanged{station_});
  beat();
}

void Worker::beat() {
  if (!memory_) return;
  if (const auto beaten = memory_->beat(content_version_); !beaten)
    log(LogEvent::kiosk_heartbeat_failed, {{"code", beaten.error().code}});
}

void Worker::leave_replaced() {
  log(LogEvent::shared_database_replaced);
  memory_.reset();
}

bool Worker::was_just_left() const {
  return left_ms_ && SystemClock().monotonic_ms() - *left_ms_ < limits::reopen_every_ms;
}

// Opening it anew finds out, and makes what is missing: at once, since citizens wait, but not back to back where a look
// finds nothing.
void Worker::leave_damaged() {
  memory_->ask_for_a_look();
  memory_.reset();
  if (!was_just_left()) ::eventfd_write(wake_fd_, 1);
  left_ms_ = SystemClock().monotonic_ms();
}

void Worker::count_use(const Save& save) {
  if (const auto* rating = std::get_if<Rating>(&save.submission.body))
    if (const auto* service = std::get_if<ServiceId>(&rating->subject))
      service_use_.rated(save.submission.id, *service);
}

void Worker::order_services(const Clock& clock) {
  if (auto order = service_use_.order_of(clock.wall_ms() / 1000)) put(event::ServicesOrdered{std::move(*order)});
}

void Worker::serve(const LookUp& question) {
  auto trail = memory_ ? memory_->look_up(question, drafts_.with_receipts()) : fail(Errc::io, "the memory is not open");
  if (!trail) log(LogEvent::kiosk_look_up_failed, {{"code", trail.error().code}});
  std::optional<Trail> told;
  if (trail) told = std::move(*trail);
  put(event::Found{.ask = question.ask, .trail = std::move(told)});
}

void Worker::serve(const CheckBadge& question) {
  const auto bearer = seal::bearer_of(question.code, question.badges);
  if (!bearer) log(LogEvent::kiosk_look_up_failed, {{"code", bearer.error().code}});
  put(event::BadgeChecked{.ask = question.ask, .badge = bearer.value_or(std::nullopt)});
}

void Worker::serve(Encode& encode) {
  auto ogg = encode_ogg_opus(encode.samples);
  if (!ogg) {
    wipe(encode.samples);
    log(LogEvent::kiosk_voice_failed, {{"code", ogg.error().code}});
    return put(event::NotRecorded{.draft = encode.draft, .too_short = false});
  }
  put(event::Recorded{encode.draft, std::make_shared<const Recording>(std::move(encode.samples), std::move(*ogg))});
}

void Worker::serve(const KeepCompared&) {
  if (memory_) memory_->keep_compared();
}

void Worker::serve(const WatchPetitions& watch) {
  watched_ = watch;
  if (!memory_) return;
  if (const auto done = memory_->watch(watched_); !done)
    log(LogEvent::kiosk_memory_failed, {{"code", done.error().code}});
  look_at_petitions();
}

void Worker::look_at_petitions() {
  auto counts = memory_->petition_counts();
  if (!counts) {
    log(LogEvent::kiosk_memory_failed, {{"code", counts.error().code}});
    return;
  }
  if (*counts == counted_) return;
  counted_ = std::move(*counts);
  put(event::PetitionsCounted{counted_});
}

}  // namespace minbar::kiosk
