// The kiosk as a process: in a real window from exec to the first frame on the screen, with files in the kernel's cache
// and without, beside the least program that shows a sentence; with 100,000 records waiting; without a display its
// memory after a full session, and what it costs when nobody is there.
//   kiosk_bench MINBAR_KIOSK BARE_WINDOW [--quick]
#include <fstream>
#include <thread>

#include <fmt/format.h>

#include "sync/domain/ids.h"
#include "sync/seal/init.h"
#include "tests/bench/child.h"
#include "tests/bench/kiosk_home.h"
#include "tests/bench/report.h"
#include "tests/bench/screen.h"
#include "tests/support/temporary_folder.h"

namespace minbar::bench {
namespace {

namespace fs = std::filesystem;
using Command = std::vector<std::string>;

struct Programs {
  std::string kiosk;
  std::string bare_window;
  std::string fonts;
  int times;
};

std::string script_at(const fs::path& path, std::string_view lines) {
  std::ofstream(path) << lines;
  return path.string();
}

// On the whole screen, as in a town hall.
Command kiosk_command(const Programs& programs, const KioskHome& home) {
  return {programs.kiosk,       "--ppi",   "141",          "--data",    home.shared().string(), "--keys",
          home.keys().string(), "--fonts", programs.fonts, "--content", MINBAR_CONTENT_FOLDER};
}

Command without_display(Command kiosk) {
  kiosk.insert(kiosk.end(), {"--offscreen", "--size", "1080x1920"});
  return kiosk;
}

double first_frame_ms(const Command& command, const Screen& screen) {
  screen.wait_until_dark();
  Child child(command);
  screen.wait_for_frame();
  const double ms = child.age_ms();
  child.end();
  return ms;
}

struct Starts {
  Samples ours, other;
};

struct Pair {
  Command kiosk, other;
};

// By turns, so that a busy machine is both's.
Starts starts(const Pair& pair, const Screen& screen, int times, const std::vector<fs::path>& forgotten) {
  Starts out;
  for (int i = 0; i < times; ++i) {
    forget_on_disk(forgotten);
    out.other.add(first_frame_ms(pair.other, screen));
    forget_on_disk(forgotten);
    out.ours.add(first_frame_ms(pair.kiosk, screen));
  }
  return out;
}

void row(const std::string& what, const Starts& starts, int budget_ms) {
  print({.what = what,
         .figure = in_ms(starts.ours.median()),
         .compared_with = "bare SDL2 + SDL2_ttf window: " + in_ms(starts.other.median()),
         .ratio = starts.ours.median() / starts.other.median(),
         .budget = fmt::format("<= {} ms", budget_ms),
         .met = starts.ours.median() <= budget_ms});
}

void measure_starts(const Programs& programs, const fs::path& folder) {
  fs::create_directories(folder / "few");
  fs::create_directories(folder / "many");
  const KioskHome few(folder / "few", 0), many(folder / "many", 100'000);
  const Screen screen;
  const auto kiosk = kiosk_command(programs, few);
  const Command bare{programs.bare_window, programs.fonts + "/latin-regular.ttf"};
  first_frame_ms(kiosk, screen);
  row("start to first frame, warm disk cache", starts({kiosk, bare}, screen, programs.times, {}), 80);

  auto files = files_of_program(programs.kiosk);
  for (const auto& more : {files_of_program(programs.bare_window), files_under(programs.fonts),
                           files_under(MINBAR_CONTENT_FOLDER), files_under(few.shared())})
    files.insert(files.end(), more.begin(), more.end());
  row("start to first frame, cold (its files dropped by fadvise)",
      starts({kiosk, bare}, screen, programs.times / 2 + 1, files), 150);

  const auto waiting = starts({kiosk_command(programs, many), kiosk}, screen, programs.times, {});
  const double ratio = waiting.ours.median() / waiting.other.median();
  print({.what = "start to first frame, warm, 100,000 records waiting",
         .figure = in_ms(waiting.ours.median()),
         .compared_with = "none waiting: " + in_ms(waiting.other.median()),
         .ratio = ratio,
         .budget = "<= 1.10 x",
         .met = ratio <= 1.10});
}

// Every language's way to a proposal, a rating and back, then a word into a pipe that takes none: there it stands
// still.
void measure_memory(const Programs& programs, const fs::path& folder) {
  fs::create_directories(folder / "session");
  const KioskHome home(folder / "session", 0);
  std::string lines;
  for (const auto language : all_languages) {
    const auto tag = tag_of(language);
    lines += fmt::format(
        "language {}\ntap menu.propose\ntap theme.public_services\nkeys 14 x 3.5 14 x 3.5\ntap nav.next\n"
        "tap propose.review.send\ntap receipt.done\n"
        "language {}\ntap menu.rate\ntap service.civil_status\ntap face.4\ntap rate.done\ntap receipt.done\n",
        tag, tag);
  }
  lines += "print attract.place.fr\n";
  auto command = without_display(kiosk_command(programs, home));
  command.insert(command.end(), {"--script", script_at(folder / "session.script", lines)});
  const Child child(command, Child::Out::jammed);
  child.wait_until_still();
  print({.what = "memory (PSS) after sessions in four languages",
         .figure = fmt::format("{:.1f} MiB", child.pss_mib()),
         .budget = "<= 40 MiB",
         .met = child.pss_mib() <= 40});
}

void measure_idle(const Programs& programs, const fs::path& folder, int seconds) {
  fs::create_directories(folder / "idle");
  const KioskHome home(folder / "idle", 0);
  const Child child(without_display(kiosk_command(programs, home)));
  child.wait_until_still();
  const auto ticks = child.ticks();
  const auto wakes = child.wakes();
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const auto used = child.ticks() - ticks;
  const auto woken = child.wakes() - wakes;
  const double share = static_cast<double>(used) / seconds;  // a tick is a hundredth of a second, so this is percent
  print({.what = fmt::format("idle for {} s: processor; wakes of the thread that paints", seconds),
         .figure = fmt::format("{:.2f} % of a core; {} wakes", share, woken),
         .budget = "<= 0.1 %, no frame",
         .met = share <= 0.1 && woken == 0});
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  using namespace minbar;
  ENSURE(argc >= 3, "usage: kiosk_bench MINBAR_KIOSK BARE_WINDOW [--quick]");
  const bool quick = bench::has_flag(argc, argv, "--quick");
  seal::init();
  const bench::Programs programs{
      .kiosk = argv[1], .bare_window = argv[2], .fonts = MINBAR_FONT_FOLDER, .times = quick ? 9 : 25};
  const test::TemporaryFolder folder;
  bench::measure_starts(programs, folder.path());
  ENSURE(::setenv("SDL_VIDEODRIVER", "offscreen", 1) == 0, "the environment can be set");
  bench::measure_memory(programs, folder.path());
  bench::measure_idle(programs, folder.path(), quick ? 5 : 30);
  return 0;
}
