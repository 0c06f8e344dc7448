// minbar-collector: receives what citizens said at kiosks and shows it to coordinators.
#include <sys/stat.h>

#include <CLI/CLI.hpp>

#include "sync/base/hardening.h"
#include "sync/collector/command_line.h"

int main(int argc, char** argv) {
  minbar::refuse_inspection();
  ::umask(0077);
  CLI::App app("The Minbar collector. Receives what citizens said at kiosks and shows it to coordinators.");
  minbar::collector::Commands commands;
  describe(app, commands);
  CLI11_PARSE(app, argc, argv);
  return run(app, commands);
}
