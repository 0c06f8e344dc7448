#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <functional>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;

namespace {

constexpr gid_t group = 54'321;
constexpr uid_t kiosk_user = 54'322;
constexpr uid_t agent_user = 54'323;
constexpr uid_t stranger = 54'324;

// Runs `work` as another user in a process of its own; true when it returned true.
bool as_user(uid_t user, gid_t its_group, const std::function<bool()>& work) {
  const auto child = ::fork();
  if (child == 0) {
    ::umask(0077);
    const bool changed = ::setgid(its_group) == 0 && ::setuid(user) == 0;
    ::_exit(changed && work() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("two users of one group share the store and a stranger is kept out") {
  if (::geteuid() != 0) return;  // only root can become others
  test::EnrolledKiosk kiosk;
  REQUIRE(::chmod(kiosk.folder.path().c_str(), 0755) == 0);
  const auto shared = kiosk.folder.path() / "between";
  REQUIRE(::mkdir(shared.c_str(), 0770) == 0);
  REQUIRE(::chown(shared.c_str(), kiosk_user, group) == 0);
  REQUIRE(::chmod(shared.c_str(), 02770) == 0);
  const auto open = [&](store::Role role) -> std::optional<test::Store> {
    auto folder = store::Folder::open(shared, role, kiosk.clock, kiosk.random);
    if (!folder) return std::nullopt;
    return test::Store(*std::move(folder));
  };
  const auto said = kiosk.proposal("نقترح");
  const auto speak = [&] {
    auto store = open(store::Role::kiosk);
    if (!store || !store->outbox.publish_record_key(kiosk.record_key.public_key())) return false;
    store->folder->trust(kiosk.pin());
    return store->outbox.append(said, {}, kiosk.record_key).has_value();
  };
  const auto join = [&] {
    auto store = open(store::Role::agent);
    return store && store->carrier.keep_enrolment(kiosk.enrolment, "https://example.org") &&
           store::Doorbell::listen(shared, store::Role::agent).has_value();
  };
  const auto send = [&] {
    auto store = open(store::Role::agent);
    if (!store) return false;
    const auto request = store->carrier.make_request({}, "test");
    return request && request->envelopes.size() == 1 &&
           store->carrier.apply_reply(kiosk.verified(kiosk.answer_to(*request))) == store::Applied{.delivered = 1};
  };
  const auto see = [&] {
    auto store = open(store::Role::kiosk);
    return store && store->counts() == store::Counts{.delivered = 1};
  };
  CHECK(as_user(agent_user, group, join));
  CHECK(as_user(kiosk_user, group, speak));
  CHECK(as_user(agent_user, group, send));
  CHECK(as_user(kiosk_user, group, see));
  CHECK_FALSE(as_user(stranger, stranger, see));
}
