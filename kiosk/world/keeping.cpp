// How the worker keeps what citizens say: in the shared database, else sealed in the private folder, else in memory.
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "kiosk/world/worker.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/sealed_record.h"

namespace minbar::kiosk {

// The database may be replaced between the last look at it and the save: what was then kept, or refused, is asked of
// the one that is there.
Result<void> Worker::save_in_place(const Save& save) {
  if (!memory_) return fail(Errc::io, "the memory is not open");
  auto kept = memory_->save(save);
  if (memory_->in_place()) return kept;
  leave_replaced();
  open_again();
  return memory_ ? memory_->save(save) : fail(Errc::io, "the memory is not open");
}

Result<void> Worker::keep(const Save& save) {
  const auto kept = save_in_place(save);
  if (!kept && memory_ && kept.error().code == Errc::corrupt) leave_damaged();
  if (kept) say_durable(save.submission.id);
  return kept;
}

// Its time is the record's own: no nearer than a minute.
Result<void> Worker::keep_aside(const Save& save) {
  if (!collector_) return fail(Errc::not_found, "this kiosk trusts no collector yet");
  const auto sealed = TRY(store::seal_record(save.submission, save.code, spoken_with(save),
                                             {*collector_, save.submission.made_at_s * 1000}));
  TRY(drafts_.keep(sealed));
  say_durable(save.submission.id);
  return {};
}

// Once, at the face or at the end.
void Worker::say_durable(const RecordId& id) {
  if (setup_.receipts_fd < 0 || said_durable_ == id) return;
  said_durable_ = id;
  const std::string line = to_hex(id.view()) + "\n";
  if (::write(setup_.receipts_fd, line.data(), line.size()) < 0) setup_.receipts_fd = -1;  // nobody reads any more
}

void Worker::serve(const KeepDraft& draft) {
  const auto& id = draft.save.submission.id;
  open_draft_ = id;
  count_use(draft.save);
  const auto kept = keep_aside(draft.save);
  if (kept) return put(event::DraftKept{id});
  log(LogEvent::kiosk_draft_failed, {{"code", kept.error().code}});
  put(event::DraftNotKept{id});
}

void Worker::serve(const Save& save) {
  const auto& id = save.submission.id;
  open_draft_.reset();
  count_use(save);
  const auto kept = keep(save);
  if (kept) {
    put(event::Saved{id});
    return drafts_.forget(id);
  }
  const auto why = kept.error().code;
  if (const auto aside = keep_aside(save)) {
    log(LogEvent::kiosk_record_aside, {{"code", why}});
    put(event::Saved{id});
  } else {
    log(LogEvent::kiosk_save_failed, {{"code", why}, {"private", aside.error().code}});
    // A rating was said with its face, and its citizen may be gone. All else is its citizen's to send again, and who
    // they are does not outlive their session.
    if (std::holds_alternative<Rating>(save.submission.body)) {
      unkept_ratings_.push_back(save);
      if (unkept_ratings_.size() > limits::unkept_ratings) unkept_ratings_.pop_front();
    }
    put(event::NotSaved{id, why});
  }
  if (why == Errc::full) note_full(true);
}

// Told when it changes. What is told last is true: a kiosk that was full opens by itself when the agent has carried
// something away.
void Worker::note_full(bool full) {
  if (std::exchange(full_, full) == full) return;
  log(full ? LogEvent::kiosk_full : LogEvent::kiosk_has_room);
  put(event::RoomChanged{.full = full});
}

// At the start and at every turn, so that nobody speaks to a kiosk that has no room. It opens again only when there is
// room for a session's longest words besides.
void Worker::look_at_room() {
  if (!memory_) return;
  const auto room = memory_->room();
  if (room) note_full(*room < (full_ ? limits::room_again_bytes : limits::log_room_bytes));
}

// A rating that was kept meanwhile, by its citizen's own second try, is found under its id and not doubled.
void Worker::try_unkept_ratings() {
  while (!unkept_ratings_.empty()) {
    const auto& save = unkept_ratings_.front();
    const auto kept = keep(save);
    if (!kept && !keep_aside(save)) return;
    put(event::Saved{save.submission.id});
    if (kept) drafts_.forget(save.submission.id);
    unkept_ratings_.pop_front();
  }
}

void Worker::look_at_drafts() {
  if (const auto looked = drafts_.look(); !looked) log(LogEvent::kiosk_draft_failed, {{"code", looked.error().code}});
}

// Its draft may be older than what is to be kept.
bool Worker::is_still_in_hand(const RecordId& id) const {
  return open_draft_ == id || std::any_of(unkept_ratings_.begin(), unkept_ratings_.end(),
                                          [&](const Save& save) { return save.submission.id == id; });
}

// As they are: this program cannot read them. One that is in the database already is found under its id.
void Worker::append_drafts() {
  if (!memory_ || !collector_) return;
  std::int64_t appended = 0;
  for (const auto& id : drafts_.for_collector(*collector_)) {
    if (is_still_in_hand(id)) continue;
    const auto record = drafts_.read(id);
    if (!record) {
      if (record.error().code == Errc::corrupt) drafts_.set_aside(id);
      continue;
    }
    const auto kept = memory_->append(*record);
    if (!kept) {
      if (kept.error().code == Errc::corrupt) leave_damaged();
      break;  // the database takes none of the others either; at the next turn
    }
    drafts_.forget(id);
    ++appended;
  }
  if (appended > 0) log(LogEvent::drafts_appended, {{"count", appended}});
}

// A draft that somebody is still changing tells nobody that they are there.
void Worker::tell_drafts() {
  const auto drafts = drafts_.count() - (open_draft_ && drafts_.has(*open_draft_) ? 1 : 0);
  if (setup_.data.empty() || told_drafts_ == drafts) return;
  if (store::tell_drafts(setup_.data, static_cast<std::int64_t>(drafts))) told_drafts_ = drafts;
}

// Nobody changes anything any more.
void Worker::finish_drafts() {
  open_draft_.reset();
  unkept_ratings_.clear();
  append_drafts();
  tell_drafts();
}

}  // namespace minbar::kiosk
