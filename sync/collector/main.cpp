// minbar-collector: receives what citizens said at kiosks and shows it to coordinators.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "sync/base/hardening.h"
#include "sync/collector/command_line.h"
#include "sync/command_line/command_line.h"

namespace {

// Whoever starts it with a descriptor closed would have a file of its own take the place of standard output, and a
// sheet written into it. What is opened here cannot be written.
void fill_standard_descriptors() {
  int fd = -1;
  do fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd > STDERR_FILENO) ::close(fd);
}

}  // namespace

int main(int argc, char** argv) {
  fill_standard_descriptors();
  minbar::refuse_inspection();
  ::umask(0077);
  CLI::App app("The Minbar collector. Receives what citizens said at kiosks and shows it to coordinators.");
  minbar::collector::Commands commands;
  describe(app, commands);
  app.set_version_flag("--version", MINBAR_VERSION);
  const auto check = [&] { return minbar::collector::check(app, commands); };
  if (const auto ended = minbar::read_command_line(app, argc, argv, check)) return *ended;
  return run(app, commands);
}
