#include "sync/store/salvage/mend.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <string>
#include <utility>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/damage/look.h"
#include "sync/store/damage/moving.h"
#include "sync/store/damage/names.h"
#include "sync/store/damage/opening.h"
#include "sync/store/damage/unfinished.h"
#include "sync/store/doorbell.h"
#include "sync/store/folder.h"
#include "sync/store/salvage/order.h"
#include "sync/store/salvage/salvage.h"

namespace minbar::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t fruitless_looks = 3;         // of a day: what a look does not find a new file does not have
constexpr std::int64_t believed_today = 1'000'000;  // instead of a number of looks: they have had their new file
constexpr std::int64_t read_again_ms = 60'000;      // of a day, while nobody waits: a card that is failing is slow

// Whether this user could use it if its pages were good: an owner or a mode that is wrong is no damage.
bool is_ours_to_use(const fs::path& file) {
  struct stat info {};
  return ::lstat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(file.c_str(), R_OK | W_OK) == 0;
}

// Of the damaged ones those that nobody can need. Says whether there was one.
bool give_up_older(const fs::path& data, const std::string& but) {
  bool any = false;
  for (const auto& file : may_go(data)) {
    if (file == but) continue;
    remove_set_aside(data, file);
    any = true;
  }
  return any;
}

// It is there already: as good.
Result<void> make_empty(const fs::path& file) {
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
  if (opened < 0)
    return errno == EEXIST ? Result<void>()
                           : fail(errno == ENOSPC ? Errc::full : Errc::denied, "cannot make " + file.string());
  ::fchmod(opened, 0660);
  ::close(opened);
  return sync_folder(file.parent_path());
}

// What can be read of it is in the file salvaged_file, or nothing is: what is half made would fill the disk.
Result<Salvaged> salvage_aside(const fs::path& data, const fs::path& keys, const std::string& file) {
  auto order = TRY(order_of(keys));
  order.damaged = data / file;
  order.fresh = salvaged_file(data);
  auto made = salvage(order);
  // an older one may have what this one lacks
  if (!made && made.error().code == Errc::full && TRY(is_all_there(order)) && give_up_older(data, file))
    made = salvage(order);
  if (!made && made.error().code == Errc::full) {
    order.sparing = true;
    made = salvage(order);
    if (made) log(LogEvent::kept_bytes_given_up);
  }
  if (!made) remove_salvaged(data);
  return made;
}

bool is_no_file(const fs::path& path) {
  std::error_code error;
  return is_there(path) && !fs::is_regular_file(fs::symlink_status(path, error));
}

// Somebody has put what is no file under the name that the damaged one is to get, or had.
bool is_name_taken(const fs::path& data, const std::string& file) {
  return is_no_file(data / file) || (is_there(data / database_name) && is_no_file(data / (file + "-wal")));
}

// Behind all that were set aside before it.
std::int64_t next_turn(const fs::path& data, const std::string& file) {
  std::int64_t last = 0;
  for (const auto& one : set_aside_in(data))
    if (one.file != file) last = std::max(last, one.turn);
  return last + 1;
}

// From wherever it was stopped.
Result<SetAside> finish(const fs::path& data, const fs::path& keys, const Clock& clock, Moving moving) {
  // somebody took away what was salvaged, and nothing has its place
  if (!is_there(salvaged_file(data)) && !is_there(data / database_name)) moving.salvaged = false;
  if (!moving.salvaged && is_name_taken(data, moving.file)) {
    moving.file = TRY(free_name(data, clock.wall_ms()));
    TRY(note_moving(data, moving));
  }
  SetAside out{.file = moving.file};
  if (!moving.salvaged) {
    TRY(move_aside(data, moving));
    TRY(make_empty(data / moving.file));  // one that somebody took away is salvaged as if it were empty
    const auto salvaged = TRY(salvage_aside(data, keys, moving.file));
    out.kept = salvaged.kept;
    // where the file does not say what was lost before, the notes of earlier ones do; its own is of a try that was
    // stopped
    out.missing = salvaged.missing;
    for (const auto& noted : set_aside_in(data))
      if (!salvaged.knows_lost && noted.file != moving.file) out.missing -= noted.missing;
    out.missing = std::max<std::int64_t>(0, out.missing);
    out.to_be_read = salvaged.unreadable && salvaged.missing > 0;
    out.turn = next_turn(data, out.file);
    if (salvaged.missing > 0) have_others_read(data, out.file);  // whatever earlier notes say of it
    TRY(note_set_aside(data, out));
    moving.salvaged = true;
    TRY(note_moving(data, moving));
    log(LogEvent::shared_database_salvaged, {{"kept", salvaged.kept}, {"missing", salvaged.missing}});
  }
  for (const auto& noted : set_aside_in(data))
    if (noted.file == moving.file) out = noted;
  TRY(put_in_place(data, clock.wall_ms()));
  end_moving(data);
  look_done(data);
  // looks that found nothing in the file that is gone say nothing of this one
  const bool believed = fruitless_in(data, clock.wall_ms()) >= fruitless_looks;
  set_fruitless(data, believed ? believed_today : 0, clock.wall_ms());
  keep_few_set_aside(data);
  ring(data, Role::agent);
  return out;
}

Result<SetAside> go_on(const fs::path& data, const fs::path& keys, const Clock& clock, const Moving& moving) {
  const auto alone = TRY(OpeningLock::alone(data));
  return finish(data, keys, clock, moving);
}

// Nobody has written into it, or it is not there.
bool holds_nothing(const fs::path& file) {
  std::error_code error;
  return !is_there(file) || (fs::file_size(file, error) == 0 && !error);
}

// How far the chain is known to go. A database that holds nothing has lost something, 1 at least, when the private
// folder knows an enrolment or cannot be read, or when a log is there for no file.
std::int64_t places_known(const fs::path& data, const fs::path& keys) {
  const auto order = order_of(keys);
  if (order && order->kept && order->kept->sequence > 0) return static_cast<std::int64_t>(order->kept->sequence);
  const bool was_something = !order || order->known.enrolment || log_is_all_there_is(data);
  return was_something && holds_nothing(data / database_name) ? 1 : 0;
}

Result<std::optional<std::string>> fault_in(const fs::path& data, const fs::path& keys) {
  const bool asked = look_asked(data).asked;
  return damage_of(data / database_name, {.steps = schema_steps(),
                                          .head = places_known(data, keys),
                                          .budget_ms = asked ? limits::damage_search_ms : 0,
                                          .thorough = asked});
}

// Why a database is set aside, if it is.
enum class Verdict : std::uint8_t {
  sound,
  damaged,     // it was seen
  unreadable,  // the disk does not give it
  fruitless,   // programs meet errors in it again and again, and a look finds none
};

// Nothing: with the lock it was found sound; before, another program had been changing it.
Result<std::optional<SetAside>> set_aside(const fs::path& data, const fs::path& keys, const Clock& clock,
                                          Verdict verdict) {
  TRY(order_of(keys));  // nothing is moved before a salvage can be made
  const auto alone = TRY(OpeningLock::alone(data));
  if (verdict == Verdict::damaged && !TRY(fault_in(data, keys))) return std::nullopt;
  log(LogEvent::shared_database_damaged);
  remove_salvaged(data);
  const Moving moving{.file = TRY(free_name(data, clock.wall_ms()))};
  TRY(note_moving(data, moving));
  return TRY(finish(data, keys, clock, moving));
}

// For a second database beside this one, and for the log of its making.
bool has_room_for_another(const fs::path& data) {
  std::error_code error;
  std::uintmax_t needed = limits::log_room_bytes;
  for (const char* part : {"", "-wal"}) {
    const auto bytes = fs::file_size(data / (std::string(database_name) + part), error);
    if (!error) needed += bytes;
  }
  const auto space = fs::space(data, error);
  return error || space.available >= needed;
}

Result<Verdict> judge(const fs::path& data, const fs::path& keys, const Clock& clock) {
  const auto asked = look_asked(data);
  const auto fault = fault_in(data, keys);
  if (fault && *fault) return Verdict::damaged;
  if (fault) {
    const auto looks = asked.asked ? count_fruitless(data, clock.wall_ms()) : 0;
    // it can be read: without room for a new one it would be taken away for nothing
    const bool fruitless = looks >= fruitless_looks && looks < believed_today && has_room_for_another(data);
    look_done(data);
    return fruitless ? Verdict::fruitless : Verdict::sound;
  }
  if (fault.error().code != Errc::io) return tl::unexpected(fault.error());
  ask_to_look(data, asked.unreadable + 1);
  if (asked.unreadable + 1 < limits::unreadable_looks) return tl::unexpected(fault.error());
  return Verdict::unreadable;
}

// A salvage that was stopped: by its note, or when that is lost or cannot be read by what it left behind.
Result<std::optional<Moving>> under_way_in(const fs::path& data) {
  auto noted = moving_in(data);
  if (noted && *noted) return noted;
  if (!noted && is_there(data / database_name) && !is_ours_to_use(data / database_name)) return noted;
  auto found = unfinished_in(data);
  if (!noted && !found) found = log_moved_alone(data);
  if (found)
    TRY(note_moving(data, *found));
  else if (!noted)
    end_moving(data);  // somebody else's note: the file is where it belongs, or there is none
  return found;
}

// Somebody took the file away, or the folder with it, of a kiosk that has said something: as if it were empty, so that
// it comes back by itself with what the private folder knows, and what is lost is told.
Result<void> put_empty_where_none_is(const fs::path& data, const fs::path& keys) {
  if (is_there(data / database_name)) return {};
  if (places_known(data, keys) == 0) return {};
  TRY(order_of(keys));
  TRY(prepare_folder(data, true));
  const auto alone = TRY(OpeningLock::alone(data));
  return make_empty(data / database_name);
}

// It gave so many of what is missing: from itself, or else from the newest of the others.
void note_found(const fs::path& data, SetAside from, std::int64_t records) {
  const auto own = std::min(from.missing, records);
  from.kept += own;
  from.missing -= own;
  static_cast<void>(note_set_aside(data, from));
  auto others = set_aside_in(data);
  std::reverse(others.begin(), others.end());
  for (auto& other : others) {
    const auto found = std::min(other.missing, records - own);
    if (other.file == from.file || found == 0) continue;
    records -= found;
    other.missing -= found;
    static_cast<void>(note_set_aside(data, other));
  }
}

}  // namespace

Result<std::optional<SetAside>> mend(const fs::path& data, const fs::path& keys, const Clock& clock) {
  remove_strangers(data);
  const auto under_way = TRY(under_way_in(data));
  if (!under_way) TRY(put_empty_where_none_is(data, keys));
  if (!under_way && !is_ours_to_use(data / database_name)) return std::nullopt;
  // without its log it would lack what is there alone, and pass for damaged
  if (!under_way) TRY(check_beside(data));
  const auto verdict = under_way ? Verdict::damaged : TRY(judge(data, keys, clock));
  if (verdict == Verdict::sound) return std::nullopt;
  auto done = under_way ? Result<std::optional<SetAside>>(go_on(data, keys, clock, *under_way))
                        : set_aside(data, keys, clock, verdict);
  if (done) return done;
  log(LogEvent::shared_database_not_salvaged, {{"code", done.error().code}});
  if (verdict == Verdict::fruitless && !is_moving(data)) ask_to_look(data);  // the next call comes here again
  return done;
}

std::int64_t read_again(const fs::path& data, const fs::path& keys, const Clock& clock,
                        const std::function<bool()>& stop) {
  if (!is_to_be_read_again(data, clock.wall_ms())) return 0;
  const auto end = clock.monotonic_ms() + read_again_ms;
  bool stopped = false;
  std::int64_t back = 0;
  const auto known = order_of(keys);
  if (!known) return 0;  // it will be read while a program has its database open
  for (const auto& listed : set_aside_in(data)) {
    const auto now = set_aside_in(data);  // what one gives changes the notes of the others
    const auto found = std::find_if(now.begin(), now.end(), [&](const auto& one) { return one.file == listed.file; });
    if (found == now.end() || !found->to_be_read || is_no_file(data / listed.file)) continue;
    auto from = *found;
    auto order = *known;
    order.damaged = data / from.file;
    order.fresh = data / database_name;
    order.missing = missing_from(now);
    order.from_page = from.next_page;
    const auto is_wanted = [&] { return stopped = stopped || (stop && stop()); };
    order.go_on = [&] { return !is_wanted() && clock.monotonic_ms() < end; };
    const auto more = salvage_more(order, is_wanted);
    if (stopped) return back;
    if (!more) continue;
    from.to_be_read = !more->whole;
    from.next_page = more->next;
    back += more->records;
    note_found(data, from, more->records);
    if (more->records > 0 || more->whole)
      log(LogEvent::shared_database_salvaged,
          {{"kept", more->records}, {"missing", std::max<std::int64_t>(0, order.missing - more->records)}});
  }
  note_read_again(data, clock.wall_ms());
  return back;
}

PagesSeen look_at_pages(const fs::path& data, const std::function<bool()>& stop) {
  std::atomic<bool> stopped = false;
  // how far the chain goes was looked at before it was opened; a new database, of which that says nothing, goes on
  // there
  const auto fault = damage_of(
      data / database_name, {.steps = schema_steps(), .budget_ms = limits::damage_look_ms, .in_use = true, .stop = [&] {
                               return stopped = stopped || (stop && stop());
                             }});
  if (fault && *fault) return PagesSeen::damaged;
  if (!fault && fault.error().code == Errc::io) return PagesSeen::damaged;
  return stopped ? PagesSeen::stopped : PagesSeen::sound;
}

}  // namespace minbar::store
