// The kernel's word that a network came up, in a network namespace of the test's own; and a collector that comes back
// on a real port.
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/if.h>
#include <poll.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <optional>
#include <string>

#include "sync/agent/http_client.h"
#include "sync/agent/loop.h"
#include "sync/agent/network_watch.h"
#include "sync/wire/http.h"
#include "tests/sync/agent/loopback_listener.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr int not_allowed = 99;

// In a process of its own: the only link of a fresh namespace is down; it is brought up. The exit status.
int hear_a_link_come_up() {
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0 && ::unshare(CLONE_NEWNET) != 0) return not_allowed;
  const agent::NetworkWatch watch;
  if (watch.fd() < 0) return not_allowed;
  if (watch.came_up()) return 1;  // nothing has happened yet
  const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq link{};
  std::strcpy(link.ifr_name, "lo");
  if (::ioctl(any, SIOCGIFFLAGS, &link) != 0) return not_allowed;
  link.ifr_flags = static_cast<short>(link.ifr_flags | IFF_UP);
  if (::ioctl(any, SIOCSIFFLAGS, &link) != 0) return not_allowed;
  pollfd told{.fd = watch.fd(), .events = POLLIN, .revents = 0};
  while (::poll(&told, 1, 10'000) == 1)
    if (watch.came_up()) return 0;
  return 2;
}

}  // namespace

TEST_CASE("a link that comes up is heard from the kernel") {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(hear_a_link_come_up());
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  if (WEXITSTATUS(status) == not_allowed)
    WARN("left out: this machine lets a test have no network namespace of its own");
  else
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a collector that comes back on its port is found by a look and gets what waits at once") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  const auto answer = [&](ByteView body) {
    if (body.empty()) return std::string();  // a look, which asks nothing
    return test::frame_answer(kiosk.signed_frame(kiosk.answer_to(kiosk.request_in(body))));
  };
  std::optional<test::LoopbackListener> collector;
  collector.emplace(answer);
  const auto url = collector->url();
  const auto port = collector->port();
  collector.reset();
  agent::HttpClient client(taken(agent::parse_collector_url(url)), {});
  CHECK_FALSE(client.reachable());
  const auto exchange = client.exchange(wire::sync_path);
  agent::Session session{store, kiosk.transport_key, exchange, "0.1.0"};
  int waits = 0;
  std::int64_t back_ms = 0;
  agent::LoopDoors doors{kiosk.clock, kiosk.random, [&](std::int64_t ms, bool) {
                           kiosk.clock.advance(ms);
                           if (taken(store.counts()).waiting == 0) return agent::Woken::stop;
                           if (++waits == 40) collector.emplace(answer, port);
                           if (waits == 40) back_ms = kiosk.clock.monotonic_ms();
                           return waits > 100 ? agent::Woken::stop : agent::Woken::time;
                         }};
  doors.reachable = [&] { return client.reachable(); };
  agent::run_until_stopped(session, doors);
  CHECK(taken(store.counts()).delivered == 1);
  CHECK(kiosk.clock.monotonic_ms() - back_ms <= 2 * limits::slow_poll_ms);
}
