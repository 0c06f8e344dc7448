#include "sync/agent/commands.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <functional>
#include <iostream>
#include <optional>
#include <utility>

#include "sync/agent/advice.h"
#include "sync/agent/enrol.h"
#include "sync/agent/http_client.h"
#include "sync/agent/loop.h"
#include "sync/agent/network_watch.h"
#include "sync/agent/status.h"
#include "sync/base/file.h"
#include "sync/base/file_lock.h"
#include "sync/base/log.h"
#include "sync/base/swap.h"
#include "sync/store/damage/set_aside.h"
#include "sync/wire/http.h"
#include "sync/wire/json.h"

namespace minbar::agent {

namespace {

constexpr std::int64_t longest_wait_ms = 24LL * 3600 * 1000;  // the longest Retry-After that is obeyed

int complain(const Error& error) {
  fmt::print(stderr, "minbar-sync: {}\n", error.context);
  if (error.code == Errc::full) fmt::print(stderr, "minbar-sync: {}\n", full_advice);
  if (error.code == Errc::corrupt)
    fmt::print(stderr, "minbar-sync: minbar-kiosk mends its database: is it running? minbar-sync status says more.\n");
  switch (error.code) {
    case Errc::bad_input:
      return exit_usage;
    case Errc::network:
    case Errc::unavailable:
    case Errc::busy:
      return exit_try_later;
    case Errc::denied:
      return exit_no_permission;
    case Errc::not_found:
    case Errc::conflict:
    case Errc::unsupported_version:
      return exit_config;
    case Errc::io:
    case Errc::full:
    case Errc::corrupt:
      return exit_storage;
    default:
      return exit_software;
  }
}

Result<void> prepare_keys(const CommandOptions& options) {
  struct stat shared {};
  if (::geteuid() == 0 && ::stat(options.data.c_str(), &shared) == 0 && shared.st_uid != 0)
    return fail(Errc::denied,
                "run this as the user of minbar-sync, not as root: that user cannot read what root writes");
  return make_private_folder(options.keys);
}

std::filesystem::path transport_key_file(const CommandOptions& options) { return options.keys / "transport.key"; }

// The agent that comes first makes the database, and then its key. With the key there it makes none: one that is gone
// would look new, and the kiosk, which knows where it is enrolled, would wait for a code.
Result<store::Folder> open_folder(const CommandOptions& options, const Clock& clock, Random& random) {
  TRY(prepare_keys(options));
  const bool is_first = ::access(transport_key_file(options).c_str(), F_OK) != 0 && errno == ENOENT;
  auto folder = store::Folder::open(options.data, store::Role::agent, clock, random, {.create = is_first});
  if (!folder && folder.error().code == Errc::not_found) store::ring(options.data, store::Role::kiosk);
  return folder;
}

// SIGTERM and SIGINT as something to poll; blocked otherwise from here on.
class StopSignal {
 public:
  StopSignal() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    fd_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    ENSURE(fd_ >= 0, "signals can be waited for");
  }
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal() { ::close(fd_); }
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

// What ends a wait. The bell: null: nobody rings.
struct Waking {
  const StopSignal& stop;
  store::Doorbell* bell;
  const NetworkWatch& network;
};

Woken wait_for(const Waking& waking, std::int64_t ms, bool ring_shortens) {
  const SystemClock clock;
  const auto end = clock.monotonic_ms() + std::min(ms, longest_wait_ms);
  while (true) {
    // a ring that came while we talked counts; one that may not shorten is taken with the next look
    pollfd fds[3] = {
        {.fd = waking.stop.fd(), .events = POLLIN, .revents = 0},
        {.fd = waking.bell != nullptr && ring_shortens ? waking.bell->fd() : -1, .events = POLLIN, .revents = 0},
        {.fd = waking.network.fd(), .events = POLLIN, .revents = 0}};
    ::poll(fds, 3, static_cast<int>(std::max<std::int64_t>(0, end - clock.monotonic_ms())));
    if (fds[0].revents != 0) return Woken::stop;
    if (fds[1].revents != 0) {
      waking.bell->heard();
      return Woken::ring;
    }
    if (fds[2].revents != 0 && waking.network.came_up()) return Woken::network;
    if (clock.monotonic_ms() >= end) return Woken::time;
  }
}

HttpOptions http_options(const CommandOptions& options) {
  return {.ca_file = options.ca_file, .user_agent = "minbar-sync/" + options.version};
}

// Two agents that stay would each take the other's bell away and carry the same records. What runs once goes beside.
Result<FileLock> stay_alone(const CommandOptions& options) {
  auto lock = FileLock::take(options.data / "run.lock");
  if (!lock && lock.error().code == Errc::busy)
    return fail(Errc::busy,
                fmt::format("another minbar-sync runs on {} already: stop it first", options.data.string()));
  return lock;
}

// Which file it is, and since when; nothing: none, or it cannot be looked at.
std::optional<std::pair<ino_t, std::int64_t>> identity_of(const std::filesystem::path& file) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return std::nullopt;
  return std::pair{info.st_ino, std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

// Of opening the shared database: what the kiosk mends, and nobody else.
bool is_the_kiosks_to_mend(const Error& error) {
  return error.code == Errc::corrupt || error.code == Errc::io || error.code == Errc::unavailable;
}

void ask_the_kiosk(const CommandOptions& options, const Error& error) {
  if (!is_the_kiosks_to_mend(error) || error.code == Errc::unavailable || store::look_asked(options.data).asked) return;
  log(LogEvent::look_asked_for);
  store::ask_to_look(options.data);
  store::ring(options.data, store::Role::kiosk);
}

// False: the program is to end. A person reads why only the first time.
bool wait_for_the_kiosk(const CommandOptions& options, const Error& error, const StopSignal& stop, bool& told) {
  if (!std::exchange(told, true)) fmt::print(stderr, "minbar-sync: {}; waiting\n", error.context);
  log(LogEvent::agent_store_failed, {{"error", error.code}});
  ask_the_kiosk(options, error);
  pollfd stopped{.fd = stop.fd(), .events = POLLIN, .revents = 0};
  return ::poll(&stopped, 1, static_cast<int>(limits::damaged_wait_ms)) == 0;
}

// Nothing: the shared database was replaced, or this kiosk was enrolled again; again.
Result<std::optional<Outcome>> talk_over(const CommandOptions& options, bool for_ever, const StopSignal& stop,
                                         bool& told) {
  const SystemClock clock;
  SystemRandom random;
  auto opened = open_folder(options, clock, random);
  const bool is_gone = !opened && opened.error().code == Errc::not_found;
  if (!opened && for_ever && (is_gone || is_the_kiosks_to_mend(opened.error()))) {
    if (wait_for_the_kiosk(options, opened.error(), stop, told)) return std::nullopt;
    return Outcome::done;
  }
  auto folder = TRY(std::move(opened));
  const auto key = TRY(seal::TransportKey::load_or_make(transport_key_file(options), random));
  const auto key_file = identity_of(transport_key_file(options));
  std::optional<FileLock> alone;  // of this very folder: another may be put in its place
  if (for_ever) alone.emplace(TRY(stay_alone(options)));
  // the bell first, so that a ring during the first exchange is not lost
  std::optional<store::Doorbell> bell;
  if (for_ever) bell.emplace(TRY(store::Doorbell::listen(options.data, store::Role::agent)));
  const NetworkWatch network;
  LoopDoors doors{.clock = clock, .random = random, .wait = [&](std::int64_t ms, bool ring_shortens) {
                    return wait_for({.stop = stop, .bell = bell ? &*bell : nullptr, .network = network}, ms,
                                    ring_shortens);
                  }};
  auto enrolment = TRY(folder.enrolment());
  while (for_ever && !enrolment) {
    if (!folder.in_place()) return std::nullopt;
    if (doors.wait(limits::slow_poll_ms, true) == Woken::stop) return Outcome::not_enrolled;
    enrolment = TRY(folder.enrolment());
  }
  if (!enrolment) return fail(Errc::not_found, advice_on(Outcome::not_enrolled));
  doors.outdated = [&, address = enrolment->collector_url] {
    const auto now = identity_of(transport_key_file(options));
    const auto row = folder.enrolment();
    return (now && now != key_file) || (row && *row && (*row)->collector_url != address);
  };
  HttpClient client(TRY(parse_collector_url(enrolment->collector_url)), http_options(options));
  doors.reachable = [&client] { return client.reachable(); };
  const auto exchange = client.exchange(wire::sync_path);
  Session session{.folder = folder,
                  .key = key,
                  .exchange = exchange,
                  .agent_version = options.version,
                  .forget_after_days = options.forget_after_days,
                  .settle_after_days = options.settle_after_days};
  if (!for_ever) return run_once(session, doors).outcome;
  say_if_keys_may_be_swapped();
  log(LogEvent::program_started, {{"version", LogName{options.version}}});
  const auto ended = run_until_stopped(session, doors);
  if (ended == Ended::replaced) log(LogEvent::shared_database_replaced);
  if (ended != Ended::stop) return std::nullopt;
  log(LogEvent::program_stopped);
  return Outcome::done;
}

Result<Outcome> talk(const CommandOptions& options, bool for_ever) {
  const StopSignal stop;
  bool told = false;
  while (true)
    if (const auto outcome = TRY(talk_over(options, for_ever, stop, told))) return *outcome;
}

// Opens what an enrolment works on and asks.
Result<store::Enrolment> with_collector(const CommandOptions& options, const CollectorUrl& address,
                                        const std::function<Result<store::Enrolment>(EnrolDoors&)>& ask) {
  const SystemClock clock;
  SystemRandom random;
  TRY(prepare_keys(options));
  auto folder = TRY(store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false}));
  const auto key = TRY(key_to_enrol(folder, transport_key_file(options), random));
  HttpClient client(address, http_options(options));
  const auto exchange = client.exchange(wire::enrol_path);
  EnrolDoors doors{.folder = folder, .key = key, .exchange = exchange, .random = random};
  return ask(doors);
}

// Where the collector was when this kiosk was enrolled.
Result<std::string> known_address(const CommandOptions& options) {
  const SystemClock clock;
  SystemRandom random;
  auto folder = TRY(store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false}));
  const auto enrolment = TRY(folder.enrolment());
  if (enrolment) return enrolment->collector_url;
  return fail(Errc::bad_input, "nothing is enrolled in this folder: say the collector's address, https://...");
}

int say_enrolled(const CommandOptions& options, const store::Enrolment& enrolled) {
  // the running agent waits for its enrolment at the same bell
  store::ring(options.data, store::Role::agent);
  fmt::print("Enrolled at {} ({}) with {}\n", enrolled.place.name_fr, enrolled.place.code.value,
             enrolled.collector_url);
  fmt::print("Fingerprint: {}\nCompare it with the kiosk's screen and with the page on which the code was made.\n",
             store::fingerprint_of(store::pin_of(enrolled)));
  return exit_ok;
}

// What status would say of it, where that knows more than how the attempt ended.
std::string advice_here(const CommandOptions& options, Outcome outcome) {
  const SystemClock clock;
  SystemRandom random;
  auto folder = store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false});
  const auto status = folder ? read_status(*folder, clock) : tl::unexpected(folder.error());
  if (!status) return advice_on(outcome);
  if (outcome == Outcome::store) return is_disk_full(*status) ? std::string(full_advice) : advice_on(outcome);
  return advice(*status);
}

// What it prints besides when all that could go has gone.
bool something_stays(const CommandOptions& options) {
  const SystemClock clock;
  SystemRandom random;
  auto folder = store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false});
  const auto status = folder ? read_status(*folder, clock) : tl::unexpected(folder.error());
  return !status || is_stuck(*status);
}

// While the database cannot be opened: what is known beside it.
void say_without_database(const CommandOptions& options, const Error& error, bool as_json) {
  const bool is_gone = error.code == Errc::not_found;
  if (is_gone)
    store::ring(options.data, store::Role::kiosk);
  else
    ask_the_kiosk(options, error);
  const auto stuck = read_stuck(options.data);
  if (!as_json) {
    fmt::print("Database:    {}: is it running?\n{}",
               is_gone ? "is gone. minbar-kiosk makes it anew, with what can still be read"
                       : "cannot be read. minbar-kiosk looks for damage and salvages what can be read",
               stuck_text(stuck));
    return;
  }
  wire::JsonWriter json;
  json.boolean("database", false);
  put_stuck(json, stuck);
  if (const auto written = json.written()) fmt::print("{}\n", text_of(*written));
}

}  // namespace

int enrol_command(const CommandOptions& options, const std::string& url, const EnrolCodeSource& source) {
  const auto enrolled = [&]() -> Result<store::Enrolment> {
    const auto address = TRY(parse_collector_url(url));
    const auto code = TRY(read_enrol_code(source, std::cin, ::isatty(STDIN_FILENO) == 1, std::cerr));
    return with_collector(options, address,
                          [&](EnrolDoors& doors) { return enrol(doors, address, code, options.version); });
  }();
  if (!enrolled) return complain(enrolled.error());
  return say_enrolled(options, *enrolled);
}

int re_enrol_command(const CommandOptions& options, const std::string& url, const EnrolCodeSource& source) {
  const auto enrolled = [&]() -> Result<store::Enrolment> {
    const auto address = TRY(parse_collector_url(url.empty() ? TRY(known_address(options)) : url));
    const auto code = TRY(read_enrol_code(source, std::cin, ::isatty(STDIN_FILENO) == 1, std::cerr));
    return with_collector(options, address,
                          [&](EnrolDoors& doors) { return re_enrol(doors, address, code, options.version); });
  }();
  if (!enrolled) return complain(enrolled.error());
  return say_enrolled(options, *enrolled);
}

int once_command(const CommandOptions& options) {
  const auto outcome = talk(options, /*for_ever=*/false);
  if (!outcome) return complain(outcome.error());
  if (*outcome != Outcome::done) fmt::print(stderr, "minbar-sync: {}\n", advice_here(options, *outcome));
  if (*outcome == Outcome::done && something_stays(options)) fmt::print(stderr, "minbar-sync: {}\n", stuck_advice);
  return exit_status_of(*outcome);
}

int run_command(const CommandOptions& options) {
  const auto outcome = talk(options, /*for_ever=*/true);
  return outcome ? exit_ok : complain(outcome.error());
}

int status_command(const CommandOptions& options, bool as_json) {
  const auto text = [&]() -> Result<std::string> {
    const SystemClock clock;
    SystemRandom random;
    auto folder = TRY(store::Folder::open(options.data, store::Role::agent, clock, random, {.create = false}));
    const auto status = TRY(read_status(folder, clock));
    return as_json ? TRY(status_json(status)) + "\n" : status_text(status);
  }();
  std::error_code ignored;
  const bool is_gone = !text && text.error().code == Errc::not_found && std::filesystem::exists(options.data, ignored);
  if (!text && (is_gone || is_the_kiosks_to_mend(text.error()))) say_without_database(options, text.error(), as_json);
  if (!text) return complain(text.error());
  fmt::print("{}", *text);
  return exit_ok;
}

}  // namespace minbar::agent
