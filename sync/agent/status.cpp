#include "sync/agent/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "sync/agent/advice.h"
#include "sync/agent/policy.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/store/carrier.h"
#include "sync/store/refusals.h"
#include "sync/wire/json.h"

namespace minbar::agent {

namespace {

constexpr std::int64_t long_wait_ms = 3'600'000;

std::string duration(std::int64_t ms) {
  const auto seconds = std::max<std::int64_t>(0, ms / 1000);
  if (seconds < 120) return fmt::format("{} s", seconds);
  if (seconds < 2 * 3600) return fmt::format("{} min", seconds / 60);
  if (seconds < 48 * 3600) return fmt::format("{} h", seconds / 3600);
  return fmt::format("{} days", seconds / 86'400);
}

}  // namespace

std::string advice(const Status& status) {
  const auto& note = status.note;
  if (!status.enrolment) return advice_on(Outcome::not_enrolled);
  if (note.outcome == name_of(Outcome::store) && is_disk_full(status)) return std::string(full_advice);
  const bool copied = status.refusal && status.refusal->reason == wire::RefusalReason::two_machines;
  if (status.has_new_record_key && !copied) return advice_on(Outcome::new_record_key);
  if (status.refusal) return advice_on(status.refusal->reason);
  if (note.outcome == name_of(Outcome::unavailable) && note.next_ms && *note.next_ms - status.now_ms > long_wait_ms)
    return "The collector asks this kiosk to wait for long: it brought more in one day than it may, or the centre is "
           "closed for work. Records wait here safely; ask a coordinator when nobody knows why.";
  if (note.outcome == name_of(Outcome::done) && is_stuck(status))
    return "Not everything that was said here can be delivered: the lines above say what stays, and why.";
  if (const auto outcome = outcome_named(note.outcome)) return advice_on(*outcome);
  return "The agent has not talked to the collector yet. Is minbar-sync run running?";
}

namespace {

std::string utc_text(std::int64_t wall_ms) {
  const auto seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm utc{};
  if (::gmtime_r(&seconds, &utc) == nullptr) return "a time that no calendar has";
  return fmt::format("{}-{:02}-{:02} {:02}:{:02} UTC", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                     utc.tm_min);
}

// Nothing while nobody has to know of it.
std::string clock_text(const Status& status) {
  if (status.note.outcome == name_of(Outcome::clock_wrong))
    return fmt::format("Clock:       {} by this machine\n", utc_text(status.now_ms));
  const auto ahead = std::max<std::int64_t>(status.note.clock_ahead_ms.value_or(0), -INT64_MAX);
  if (std::abs(ahead) < limits::clock_told_ms) return {};
  return fmt::format("Clock:       was {} {} of the collector's at the last answer: set it (timedatectl)\n",
                     duration(std::abs(ahead)), ahead > 0 ? "ahead" : "behind");
}

std::string_view why_not(std::string_view outcome) {
  if (outcome == store::name_of(store::PackOutcome::no_room))
    return "does not leave enough of the disk to records, so it is not fetched: make room";
  if (outcome == store::name_of(store::PackOutcome::altered))
    return "was refused: what comes is not what the collector offers. Ask a coordinator to publish it again";
  if (outcome == store::name_of(store::PackOutcome::not_ours))
    return "was refused: it is not signed by this kiosk's collector";
  if (outcome == store::name_of(store::PackOutcome::too_large)) return "was refused: it is larger than a pack may be";
  if (outcome == store::name_of(store::PackOutcome::older)) return "was refused: it is older than the one in use";
  return "";
}

std::string content_text(const store::PackState& packs) {
  std::string out = packs.in_use > 0 ? fmt::format("Content:     pack {} in use", packs.in_use)
                                     : std::string("Content:     not known yet: start minbar-kiosk once");
  if (packs.arriving)
    out += fmt::format(", pack {} on its way: {} of {} KiB", packs.arriving->version,
                       packs.arriving->arrived_bytes / 1024, packs.arriving->bytes / 1024);
  for (const auto& pack : packs.stored)
    if (pack.version > packs.in_use && pack.unusable.empty())
      out += fmt::format(", pack {} is here and taken between two sessions", pack.version);
  out += "\n";
  for (const auto& pack : packs.stored)
    if (!pack.unusable.empty())
      out += fmt::format("             pack {} cannot be used by this program: {}\n", pack.version, pack.unusable);
  if (const auto why = why_not(packs.outcome); !why.empty())
    out += fmt::format("             pack {} {}\n", packs.outcome_version, why);
  return out;
}

// Nothing while nothing was delivered.
std::string backups_text(const store::Safety& safety) {
  const bool waits = safety.not_yet + safety.recordings_not_yet > 0;
  if (safety.safe == 0 && !waits) return "";
  std::string out = fmt::format("Backups:     {} records are in a backup of the collector\n", safety.safe);
  if (safety.not_yet > 0) out += fmt::format("             Delivered, not yet in a backup: {}\n", safety.not_yet);
  if (safety.recordings_not_yet > 0)
    out += fmt::format("             Recordings delivered, not yet in a backup: {}\n", safety.recordings_not_yet);
  if (waits && !safety.heard)
    out +=
        "             The collector has not said yet that it makes backups. If it stays so for days, ask whoever runs "
        "it.\n";
  return out;
}

bool is_full(const store::Room& room) { return room.for_citizens() < limits::log_room_bytes; }

// By something else than the kiosk's records, whose own bound is below that of the disk.
bool fills_something_else(const store::Room& room) {
  return is_full(room) && (!room.can_write || room.disk < room.bound);
}

// Nothing while there is room.
std::string disk_text(const store::Room& room) {
  if (fills_something_else(room))
    return "Disk:        full of other things than records, so that the kiosk takes nothing. Remove what fills it "
           "(`du -x` shows where).\n             What waits is delivered meanwhile, nothing is lost, and the kiosk "
           "opens by itself when there is room.\n";
  if (is_full(room))
    return "Disk:        the database has reached its bound with records that wait, so that the kiosk takes nothing. "
           "Connect it;\n             it opens by itself when they are delivered. minbar-kiosk --max-data-bytes gives "
           "it more.\n";
  return "";
}

void put_content(wire::JsonWriter& json, const store::PackState& packs) {
  json.integer("content", packs.in_use);
  json.text("content_outcome", packs.outcome);
  if (!packs.stored.empty()) json.integer("content_stored", packs.stored.front().version);
  if (packs.arriving) {
    json.integer("content_arriving", packs.arriving->version);
    json.integer("content_arrived_bytes", packs.arriving->arrived_bytes);
    json.integer("content_bytes", packs.arriving->bytes);
  }
  for (const auto& pack : packs.stored)
    if (!pack.unusable.empty()) return json.text("content_unusable", pack.unusable);
}

}  // namespace

bool is_disk_full(const Status& status) { return fills_something_else(status.room); }

Result<Status> read_status(store::Folder& folder, const Clock& clock) {
  Status status;
  status.enrolment = TRY(folder.enrolment());
  const auto record_key = TRY(store::record_key_of(folder));
  status.has_record_key = record_key.has_value();
  status.has_new_record_key =
      record_key && status.enrolment && status.enrolment->record_key && *status.enrolment->record_key != *record_key;
  status.counts = TRY(store::counts_of(folder));
  status.safety = TRY(store::safety_of(folder));
  status.room = TRY(store::room_of(folder));
  status.backlog = TRY(store::backlog_of(folder));
  status.waiting_for_others = TRY(store::Carrier(folder).waiting_for_others());
  status.note = TRY(store::last_note_of(folder));
  if (status.enrolment)
    status.refusal = TRY(store::refusal_in(folder, status.enrolment->signing_key, status.enrolment->device));
  status.packs = TRY(store::Packs(folder).state());
  status.stuck = read_stuck(folder.path());
  status.now_ms = clock.wall_ms();
  return status;
}

bool is_stuck(const Status& status) {
  return status.stuck.any() || status.counts.damaged > 0 || status.counts.blobs_kept_back > 0 ||
         status.waiting_for_others > 0;
}

std::string status_text(const Status& status) {
  std::string out;
  if (!status.has_record_key) out += "Record key:  none yet: start minbar-kiosk once\n";
  if (status.enrolment) {
    out += fmt::format("Enrolled:    yes, at {} ({})\n", status.enrolment->place.name_fr,
                       status.enrolment->place.code.value);
    out += fmt::format("Collector:   {}\n", status.enrolment->collector_url);
    out += fmt::format("Fingerprint: {}\n", store::fingerprint_of(store::pin_of(*status.enrolment)));
    out += fmt::format("Device:      {}\n", to_hex(status.enrolment->device.view()));
  } else {
    out += "Enrolled:    no\n";
  }
  out += fmt::format("Records:     {} waiting, {} delivered, {} set aside at the collector", status.counts.waiting,
                     status.counts.delivered, status.counts.set_aside);
  out += status.counts.damaged > 0 ? fmt::format(", {} damaged here\n", status.counts.damaged) : "\n";
  if (status.waiting_for_others > 0)
    out +=
        fmt::format("             {} of them are sealed for another collector and stay here: run minbar-kiosk trust\n",
                    status.waiting_for_others);
  out += stuck_text(status.stuck);
  out += backups_text(status.safety);
  if (status.counts.blobs_waiting > 0) out += fmt::format("Recordings:  {} waiting\n", status.counts.blobs_waiting);
  if (status.counts.blobs_kept_back > 0)
    out += fmt::format(
        "Recordings:  {} kept here: they arrived wrong too often or are damaged, so nobody at the centre "
        "hears them\n",
        status.counts.blobs_kept_back);
  if (status.backlog.oldest_wall_ms)
    out += fmt::format("Oldest:      waiting for {}\n", duration(status.now_ms - *status.backlog.oldest_wall_ms));
  out += status.note.succeeded_ms
             ? fmt::format("Last answer: {} ago\n", duration(status.now_ms - *status.note.succeeded_ms))
             : std::string("Last answer: never\n");
  if (status.note.failures > 0) out += fmt::format("Failures:    {} in a row\n", status.note.failures);
  if (status.note.failures > 0 && status.note.next_ms)
    out += fmt::format("Next try:    in {}\n", duration(*status.note.next_ms - status.now_ms));
  out += clock_text(status);
  out += disk_text(status.room);
  out += content_text(status.packs);
  return out + fmt::format("{}\n", advice(status));
}

Result<std::string> status_json(const Status& status) {
  wire::JsonWriter json;
  json.boolean("enrolled", status.enrolment.has_value());
  if (status.enrolment) {
    json.hex("device", status.enrolment->device.view());
    json.text("place", status.enrolment->place.code.value);
    json.text("collector", status.enrolment->collector_url);
    json.text("fingerprint", store::fingerprint_of(store::pin_of(*status.enrolment)));
  }
  json.boolean("has_record_key", status.has_record_key);
  json.integer("waiting", status.counts.waiting);
  json.integer("waiting_for_others", status.waiting_for_others);
  json.integer("delivered", status.counts.delivered);
  json.integer("set_aside", status.counts.set_aside);
  json.integer("damaged", status.counts.damaged);
  json.integer("recordings_waiting", status.counts.blobs_waiting);
  json.integer("recordings_kept_back", status.counts.blobs_kept_back);
  json.integer("safe", status.safety.safe);
  json.integer("not_yet_safe", status.safety.not_yet);
  json.integer("recordings_not_yet_safe", status.safety.recordings_not_yet);
  json.boolean("safe_heard", status.safety.heard);
  if (status.backlog.oldest_wall_ms) json.integer("oldest_s", (status.now_ms - *status.backlog.oldest_wall_ms) / 1000);
  json.integer("room_bytes", status.room.for_citizens());
  json.boolean("full", is_full(status.room));
  json.boolean("disk_full", fills_something_else(status.room));
  put_stuck(json, status.stuck);
  put_content(json, status.packs);
  json.text("outcome", status.note.outcome);
  if (status.refusal) json.text("refused", wire::name_of(status.refusal->reason));
  json.integer("failures", status.note.failures);
  if (status.note.clock_ahead_ms) json.integer("clock_ahead_s", *status.note.clock_ahead_ms / 1000);
  if (status.note.succeeded_ms) json.integer("succeeded_s", (status.now_ms - *status.note.succeeded_ms) / 1000);
  if (status.note.next_ms) json.integer("next_s", (*status.note.next_ms - status.now_ms) / 1000);
  return std::string(text_of(TRY(json.written())));
}

}  // namespace minbar::agent
