// minbar-kiosk: opens its folders, its memory and its window, then runs until it is told to stop. No network.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

#include <fmt/format.h>

#include "kiosk/config.h"
#include "kiosk/content_choice.h"
#include "kiosk/content_loader.h"
#include "kiosk/forgetting.h"
#include "kiosk/machine.h"
#include "kiosk/script.h"
#include "kiosk/specimen_command.h"
#include "kiosk/stop_signals.h"
#include "kiosk/text_command.h"
#include "kiosk/text_command_options.h"
#include "kiosk/trust_command_options.h"
#include "kiosk/version.h"
#include "kiosk/word_keys.h"
#include "kiosk/words_command_options.h"
#include "sync/base/file.h"
#include "sync/base/hardening.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/swap.h"
#include "sync/seal/init.h"

namespace minbar::kiosk {
namespace {

// What the flags say, of the kiosk and of each command.
struct Arguments {
  Config config;
  std::string size;
  std::string window;
  double ppi = 0;
  std::size_t text_size = ui::default_text_size + 1;
  bool offscreen = false;
  TextCommandOptions text;
  WordsCommandOptions words;
  SpecimenCommandOptions specimen;
  TrustCommandOptions trust;
};

void describe(CLI::App& cli, Arguments& a) {
  cli.set_version_flag("--version", std::string(version));
  cli.add_option("--data", a.config.data, "folder shared with minbar-sync (database and doorbells)");
  cli.add_option("--keys", a.config.keys, "folder of the record key, this user's only");
  cli.add_option("--content", a.config.content, "the content pack");
  cli.add_option("--content-overlay", a.config.content_overlay, "a folder whose files take the place of the pack's");
  cli.add_option("--fonts", a.config.fonts, "the subset fonts");
  cli.add_flag("--offscreen", a.offscreen, "no display: pixels in memory");
  cli.add_option("--window", a.window, "WIDTHxHEIGHT in pixels: a window instead of the whole screen");
  cli.add_option("--size", a.size, "WIDTHxHEIGHT in pixels, for --offscreen (1080x1920)");
  cli.add_option("--ppi", a.ppi, "pixels per inch, where the panel does not say")->check(CLI::Range(30.0, 1200.0));
  cli.add_flag("--keyboard", a.config.keyboard,
               "plugged in keyboards type on the whole screen too; in a window they always do");
  cli.add_flag("--transitions,!--no-transitions", a.config.transitions,
               "one screen moves into the place of another (it does)");
  cli.add_flag("--microphone,!--no-microphone", a.config.microphone,
               "proposals can be spoken where a microphone is plugged in (they can)");
  cli.add_option("--text-size", a.text_size, "the size texts begin with, 1 to 4 (2)")->check(CLI::Range(1, 4));
  cli.add_option("--script", a.config.script,
                 "play the lines of this file instead of waiting for a person; -: of standard input");
  cli.add_option("--screenshots", a.config.screenshots, "where `shot` puts its pictures");
  cli.add_option("--max-data-bytes", a.config.max_data_bytes,
                 "the most the database may take; else as the disk allows");
  cli.add_option("--campaign", a.config.campaign,
                 "id of a campaign of the content pack: what this kiosk asks on its days");
  cli.add_option("--service", a.config.service,
                 "id of the one service this kiosk asks about: faces at once, and again after each answer");
  cli.add_option("--receipts-fd", a.config.receipts_fd, "write the id of each record there once it is durable");
}

Result<int> run_kiosk(const Config& config) {
  if (!config.service.empty() && !config.campaign.empty())
    return fail(Errc::bad_input, "--service and --campaign do not go together: a counter asks about its service alone");
  if (config.data.empty() || config.keys.empty())
    return fail(Errc::bad_input, "say where to keep things: --data DIR (shared with minbar-sync) and --keys DIR");
  seal::init();
  scribble_freed_memory();
  const bool by_person = config.script.empty();
  if (by_person) {
    block_stop_signals();
    say_if_keys_may_be_swapped();
    say_if_words_may_be_swapped();
  }
  std::vector<ScriptLine> lines;
  if (!config.script.empty() && config.script != "-")
    lines = TRY(parse_script(TRY(read_file(config.script, limits::content_file_bytes))));
  auto fonts = TRY(ui::text::FontSet::load(config.fonts));
  auto typesetter = TRY(ui::text::Typesetter::open(fonts));
  auto window = TRY(ui::sdl::Window::open(config.window));
  const bool whole_screen = config.window.mode == ui::sdl::WindowMode::fullscreen;
  ui::sdl::Input input(window, {.keyboards = config.keyboard || !whole_screen, .closes = !whole_screen});
  ui::sdl::Painter painter(window, fonts);

  SystemClock system_clock;
  ScriptClock script_clock;
  const Clock& clock = by_person ? static_cast<const Clock&>(system_clock) : script_clock;
  SystemRandom random;
  const auto open = [&]() {
    return Memory::open(config.data, config.keys, {.max_bytes = config.max_data_bytes}, clock, random);
  };
  std::optional<Memory> memory;
  std::optional<Station> station;
  if (auto opened = open()) {
    memory.emplace(std::move(*opened));
    station = TRY(memory->station());
  } else {
    log(minbar::Event::kiosk_memory_failed, {{"code", opened.error().code}});
    fmt::print(stderr, "minbar-kiosk: {}\n", opened.error().context);
  }
  std::vector<std::string_view> icons;
  for (const auto& [name, code_point] : fonts.icons()) icons.push_back(name);
  auto shipped = load_content_files(config.content);
  const auto own = own_words(shipped);  // kept: packs are read while the kiosk runs
  const ReadContent read = [&](std::span<const ContentFile> files) -> Result<Content> {
    std::vector<ContentFile> all(files.begin(), files.end());
    if (!config.content_overlay.empty()) TRY(lay_over(config.content_overlay, all));
    auto content = TRY(parse_content(all, {.words = word_keys, .icons = icons, .own = own}));
    if (!config.service.empty() && content.services.find(ServiceId{config.service}) == nullptr)
      return fail(Errc::bad_input,
                  fmt::format("--service {}: the content pack has no such service; see services.json", config.service));
    return content;
  };
  auto chosen = choose_content(shipped, memory, read);
  shipped = std::vector<ContentFile>();
  if (!chosen) {
    if (!by_person) return tl::unexpected(chosen.error());
    log(minbar::Event::content_missing, {{"error", chosen.error().code}});
    fmt::print(stderr, "minbar-kiosk: {}\n", chosen.error().context);
  }
  const auto content = chosen ? *chosen : std::make_shared<const Content>();  // a picture until a pack arrives
  if (!config.campaign.empty() && find_campaign(content->campaigns, config.campaign) == nullptr)
    fmt::print(stderr, "minbar-kiosk: --campaign {}: not in this content pack; nothing is asked until one has it\n",
               config.campaign);
  std::optional<ServiceId> one_service;
  if (!config.service.empty()) one_service = ServiceId{config.service};
  Worker worker({.open = open,
                 .wake = [waker = input.waker()] { waker.wake(); },
                 .content_version = content->version,
                 .read_content = read,
                 .receipts_fd = config.receipts_fd},
                std::move(memory));
  Sound sound([&](const RecordId& draft, Pcm samples) { worker.encode(draft, std::move(samples)); }, config.microphone);
  App app({.content = content,
           .icons = fonts.icons(),
           .text = typesetter,
           .clock = clock,
           .random = random,
           .perform =
               [&](const Effect& effect) {
                 if (!sound.perform(effect)) worker.perform(effect);
               },
           .one_service = one_service,
           .campaign = config.campaign,
           .transitions = config.transitions && by_person,  // a script's pictures are of screens at rest
           .content_taken = [&](std::int64_t pack) { worker.content_in_use(pack); }},
          panel_of(window, config), station);
  Machine machine({window, input, painter, typesetter, app, worker, sound, clock, config});
  log(minbar::Event::program_started);
  if (by_person) {
    const StopSignals signals([waker = input.waker()] { waker.stop(); });
    const int status = machine.run();
    log(minbar::Event::program_stopped);
    return status;
  }
  machine.look_for_sound();
  const ScriptStage stage{machine, app, window, input, script_clock, config.screenshots};
  const auto played = config.script == "-" ? play_from_input(stage) : play(lines, stage);
  machine.close();
  if (!played) return tl::unexpected(played.error());
  return 0;
}

Result<int> start(Arguments& a) {
  Config& config = a.config;
  if (config.content.empty()) config.content = share_folder() / "content";
  if (config.fonts.empty()) config.fonts = share_folder() / "fonts";
  if (!a.window.empty()) {
    config.window.mode = ui::sdl::WindowMode::window;
    config.window = TRY(with_size(config.window, a.window));
  }
  if (a.offscreen) config.window.mode = ui::sdl::WindowMode::offscreen;
  if (!a.size.empty()) config.window = TRY(with_size(config.window, a.size));
  if (a.ppi > 0) config.ppi = a.ppi;
  config.text_scale = ui::text_scales.at(a.text_size - 1);
  return run_kiosk(config);
}

}  // namespace
}  // namespace minbar::kiosk

int main(int argc, char** argv) {
  using namespace minbar::kiosk;
  minbar::refuse_inspection();
  CLI::App cli{"Minbar's kiosk. Without --script it waits for a person."};
  Arguments arguments;
  describe(cli, arguments);
  auto& text = *cli.add_subcommand("text", "lays out standard input and shows every stage");
  describe_text_command(text, arguments.text);
  auto& words = *cli.add_subcommand("words", "hands the words to translators and takes them back");
  describe_words_command(words, arguments.words);
  auto& specimen = *cli.add_subcommand("specimen", "paints every text role, for who judges typography");
  describe_specimen_command(specimen, arguments.specimen);
  auto& trust = *cli.add_subcommand("trust", "says which collector this kiosk trusts, and accepts another");
  describe_trust_command(trust, arguments.trust);
  CLI11_PARSE(cli, argc, argv);
  // a subcommand's own flag, the program's, or what lies beside the program
  const auto folder = [](std::filesystem::path& own, const std::filesystem::path& given, const char* usual) {
    if (own.empty()) own = given.empty() ? minbar::share_folder() / usual : given;
  };
  for (auto* fonts : {&arguments.text.fonts, &arguments.specimen.fonts})
    folder(*fonts, arguments.config.fonts, "fonts");
  for (auto* content : {&arguments.words.content, &arguments.specimen.content})
    folder(*content, arguments.config.content, "content");
  if (arguments.trust.data.empty()) arguments.trust.data = arguments.config.data;
  if (arguments.trust.keys.empty()) arguments.trust.keys = arguments.config.keys;
  const auto run = [&]() -> minbar::Result<int> {
    const auto done = [](const minbar::Result<void>& result) { return result.map([] { return 0; }); };
    if (text.parsed()) return done(run_text_command(arguments.text, std::cin, std::cout));
    if (words.parsed()) return done(run_words_command(arguments.words, std::cin, std::cout));
    if (specimen.parsed()) return done(run_specimen_command(arguments.specimen, std::cout));
    if (trust.parsed()) return run_trust_command(arguments.trust, std::cout);
    return start(arguments);
  };
  const auto status = run();
  if (status) return *status;
  std::string program = "minbar-kiosk";
  for (const auto* command : cli.get_subcommands()) program += " " + command->get_name();
  fmt::print(stderr, "{}: {}\n", program, status.error().context);
  return 1;
}
