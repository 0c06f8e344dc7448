// Each of the three real programs, and another process of the same user that wants to look into it.
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "tests/end_to_end/started.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;

namespace {

// Tests may run as root, which may look into everything: what it starts here may not.
void give_up(int capability) { ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0); }

// Whether a process of this user, without root's rights over others, may look into a program. Asked by the link to its
// file, which one rule of the kernel guards together with its memory; memory itself some systems refuse to all.
bool can_be_read(pid_t process) {
  const auto path = "/proc/" + std::to_string(process) + "/exe";
  const auto reader = ::fork();
  REQUIRE(reader >= 0);
  if (reader == 0) {
    __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {};
    if (::syscall(SYS_capget, &head, sets) != 0) ::_exit(2);
    for (auto* set : {&sets[0].effective, &sets[0].permitted}) *set &= ~(1U << CAP_SYS_PTRACE);
    if (::syscall(SYS_capset, &head, sets) != 0) ::_exit(2);
    char target[4096];
    ::_exit(::readlink(path.c_str(), target, sizeof target) > 0 ? 1 : 0);
  }
  int status = 0;
  ::waitpid(reader, &status, 0);
  REQUIRE(WIFEXITED(status));
  REQUIRE(WEXITSTATUS(status) < 2);
  return WEXITSTATUS(status) == 1;
}

void without_rights_over_others() { give_up(CAP_SYS_PTRACE); }

struct Place {
  [[nodiscard]] std::vector<std::string> offscreen_kiosk() const {
    return {MINBAR_KIOSK, "--offscreen", "--data", kiosk.shared, "--keys", kiosk.keys, "--no-microphone"};
  }
  test::EnrolledKiosk kiosk;
};

std::string most_core_bytes(pid_t process) {
  rlimit limit{};
  REQUIRE(::prlimit(process, RLIMIT_CORE, nullptr, &limit) == 0);
  return std::to_string(limit.rlim_max);
}

}  // namespace

TEST_CASE("another process of the same user reads a common program's memory so that the next test can fail") {
  test::Started program({"/bin/sh", "-c", "echo ready; sleep 60"}, without_rights_over_others);
  program.wait_for("ready");
  CHECK(can_be_read(program.process()));
}

TEST_CASE("no other process of its user reads the memory of any of the three programs and none leaves a core file") {
  const Place place;
  const auto& folder = place.kiosk.folder.path();
  const std::vector<std::vector<std::string>> commands{
      place.offscreen_kiosk(),
      {MINBAR_SYNC, "--data", place.kiosk.shared, "--keys", folder / "agent", "run"},
      {MINBAR_COLLECTOR, "serve", "--data", folder / "collector", "--listen", "127.0.0.1:0"}};
  for (const auto& command : commands) {
    INFO(command.front());
    test::Started program(command, without_rights_over_others);
    program.wait_for("program_started");
    CHECK_FALSE(can_be_read(program.process()));
    CHECK(most_core_bytes(program.process()) == "0");
    CHECK(program.end(SIGTERM) == 0);
  }
}

TEST_CASE("a program that may not lock its keys says so once at its start and goes on") {
  const Place place;
  test::Started program(place.offscreen_kiosk(), [] {
    give_up(CAP_IPC_LOCK);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_MEMLOCK, &none);
  });
  program.wait_for("program_started");
  CHECK(program.end(SIGTERM) == 0);
  const auto& printed = program.printed();
  const auto said = printed.find("keys_not_locked");
  CHECK(said != std::string::npos);
  CHECK(printed.find("keys_not_locked", said + 1) == std::string::npos);
}
