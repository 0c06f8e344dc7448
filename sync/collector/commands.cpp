#include "sync/collector/commands.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>

#include "sync/base/file_lock.h"
#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/swap.h"
#include "sync/collector/accounts/audit_care.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/database_care.h"
#include "sync/command_line/command_line.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/seal/badge.h"
#include "sync/seal/init.h"

namespace minbar::collector {

namespace {

// Blocked in every thread started after, so that the main thread can wait for them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

Result<void> name_proxies(const std::vector<std::string>& texts, CollectorOptions& options) {
  if (texts.size() > limits::trusted_proxies)
    return fail(Errc::bad_input,
                fmt::format("at most {} times --trusted-proxy; name a range", limits::trusted_proxies));
  for (const auto& text : texts) options.trusted_proxies.push_back(TRY(parse_network(text)));
  options.behind_proxy = options.behind_proxy || !texts.empty();
  return {};
}

Result<FileLock> lock_folder(const std::filesystem::path& data) {
  TRY(prepare_data_folder(data));
  return take_serve_lock(data);
}

Result<DeviceId> device_in(const std::string& text) {
  const auto bytes = from_hex(text);
  const auto device = bytes ? DeviceId::from(*bytes) : std::nullopt;
  if (device) return *device;
  return fail(Errc::bad_input,
              "a kiosk's id is 32 hexadecimal digits, as minbar-sync status says at the kiosk (Device)");
}

void print_code(const IssuedCode& issued, const Collector& collector) {
  fmt::print("code: {}\nexpires: {}\nfingerprint: {}\n", issued.code, machine_time(issued.expires_at_ms),
             collector.fingerprint());
  if (!collector.older_fingerprint().empty())
    fmt::print("fingerprint on older kiosks: {}\n", collector.older_fingerprint());
}

}  // namespace

int failed(const Error& error) {
  fmt::print(stderr, "minbar-collector: {}\n", error.context);
  return 1;
}

namespace {

// What a command of serve means.
struct Meant {
  ListenAddress listen;
  CollectorOptions collector;
};
Result<Meant> meant_by(const ServeCommand& command) {
  Meant out{.listen = TRY(parse_listen_address(command.listen)), .collector = command.collector};
  TRY(name_proxies(command.trusted_proxies, out.collector));
  TRY(name_single_sign_on(command.sso, out.collector));
  out.collector.version = MINBAR_VERSION;
  return out;
}

}  // namespace

Result<void> check_serve(const ServeCommand& command) {
  TRY(meant_by(command));
  return {};
}

int serve(const ServeCommand& command) {
  auto meant = meant_by(command);
  if (!meant) {
    static_cast<void>(failed(meant.error()));
    return exit_bad_command_line;
  }
  const auto& listen = meant->listen;
  auto& asked = meant->collector;
  const auto signals = block_stop_signals();
  const SystemClock clock;
  SystemRandom random;
  const auto lock = lock_folder(asked.data);
  if (!lock) return failed(lock.error());
  auto collector = Collector::open(std::move(asked), clock, random);
  if (!collector) return failed(collector.error());
  auto options = (*collector)->server_options();
  options.address = listen.address;
  options.port = listen.port;
  auto server = HttpServer::start(std::move(options), (*collector)->router());
  if (!server) return failed(server.error());
  const bool v6 = listen.address.find(':') != std::string::npos;
  fmt::print("listening on http://{}:{}\n", v6 ? "[" + listen.address + "]" : listen.address, server->port());
  std::fflush(stdout);
  say_if_keys_may_be_swapped();
  say_if_words_may_be_swapped();
  log(LogEvent::program_started, {{"version", LogName{MINBAR_VERSION}}, {"port", static_cast<int>(server->port())}});
  AuditCare audit((*collector)->storage(), clock, command.keep_audit_days);
  const DatabaseCare database(command.collector.data, (*collector)->storage(), clock);
  constexpr timespec minute{.tv_sec = 60, .tv_nsec = 0};
  int signal = -1;
  do {
    log_counts();
    audit.take();
  } while ((signal = sigtimedwait(&signals, nullptr, &minute)) < 0);
  server->stop();
  log_counts(true);
  log(LogEvent::program_stopped, {{"signal", signal}});
  return 0;
}

int enrol_code(const EnrolCodeCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto issued = (*collector)->create_kiosk({.place = {command.place}, .label = command.label});
  if (!issued) return failed(issued.error());
  print_code(*issued, **collector);
  return 0;
}

int kiosk_code(const KioskCodeCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  const auto device = device_in(command.device);
  if (!device) return failed(device.error());
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  const auto issued = (*collector)->new_code(*device);
  if (!issued) return failed(issued.error());
  print_code(*issued, **collector);
  return 0;
}

int move_kiosk(const MoveKioskCommand& command) {
  const SystemClock clock;
  SystemRandom random;
  const auto device = device_in(command.device);
  if (!device) return failed(device.error());
  auto collector = open_existing(command.collector, clock, random);
  if (!collector) return failed(collector.error());
  if (const auto moved = (*collector)->move_kiosk(*device, {command.place}); !moved) return failed(moved.error());
  fmt::print("moved: {}\n", command.place);
  return 0;
}

int make_badge(const BadgeCommand& command) {
  seal::init();
  SystemRandom random;
  const auto code = mint_receipt_code(random);
  const auto printable = [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\'; };
  const auto& id = command.id;
  if (id.empty() || id.size() > limits::pack_id_bytes || !std::all_of(id.begin(), id.end(), printable))
    return failed(
        {Errc::bad_input,
         fmt::format("a badge's id is 1 to {} Latin letters, digits and signs without spaces", limits::pack_id_bytes)});
  const bool first = command.salt.empty();
  const auto salt = first ? seal::make_badge_salt(random) : badge_salt_from(command.salt);
  if (!salt) return failed({Errc::bad_input, "a salt is 32 hexadecimal digits, as the \"meta\" of staff.json has it"});
  const auto check = seal::badge_check(code, *salt);
  if (!check) return failed(check.error());
  const auto digits = to_hex(salt->view());
  fmt::print("code: {}\nsalt: {}\nstaff.json: {{\"id\": \"{}\", \"place\": \"{}\", \"check\": \"{}\"}}\n",
             format_receipt_code(code), digits, id, command.place, *check);
  if (first)
    fmt::print(
        "The file names its salt once: \"meta\": {{\"salt\": \"{0}\"}}. Make its further badges with --salt {0}.\n",
        digits);
  return 0;
}

}  // namespace minbar::collector
