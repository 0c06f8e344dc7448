#include "kiosk/run.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/prepared_pack.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/tools/script.h"
#include "kiosk/world/content_choice.h"
#include "kiosk/world/forgetting.h"
#include "kiosk/world/machine.h"
#include "kiosk/world/stop_signals.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/swap.h"
#include "sync/seal/init.h"

namespace minbar::kiosk {

namespace {

using OpenMemory = std::function<Result<Memory>()>;

bool is_by_person(const Config& config) { return config.script.empty(); }

void prepare_process(const Config& config) {
  seal::init();
  scribble_freed_memory();
  if (!is_by_person(config)) return;
  block_stop_signals();
  say_if_keys_may_be_swapped();
  say_if_words_may_be_swapped();
}

Result<std::vector<ScriptLine>> lines_of(const Config& config) {
  if (is_by_person(config) || config.script == "-") return std::vector<ScriptLine>{};
  return parse_script(TRY(read_file(config.script, limits::content_file_bytes)));
}

void say(LogEvent event, std::string_view field, const Error& error) {
  log(event, {{field, error.code}});
  fmt::print(stderr, "minbar-kiosk: {}\n", error.context);
}

// Memory, and where it says that the kiosk stands.
struct Remembered {
  std::optional<Memory> memory = {};
  std::optional<Station> station = {};
  bool full = false;
};

Result<Remembered> remember(const OpenMemory& open) {
  Remembered remembered;
  if (auto opened = open()) {
    remembered.memory.emplace(std::move(*opened));
    remembered.station = TRY(remembered.memory->station());
    remembered.full = remembered.memory->room().value_or(limits::log_room_bytes) < limits::log_room_bytes;
  } else {
    say(LogEvent::kiosk_memory_failed, "code", opened.error());
  }
  return remembered;
}

// Reads packs as this kiosk can use them, at the start and while it runs. Configuration and fonts outlive it.
class PackReader {
 public:
  PackReader(const Config& config, const ui::text::FontSet& fonts, const Result<std::vector<ContentFile>>& shipped)
      : config_(config), prepared_(config.keys / "pack.prepared", build_ids()), own_(own_words(shipped)) {
    for (const auto& [name, code_point] : fonts.icons()) icons_.push_back(name);
  }

  Result<Content> operator()(std::span<const ContentFile> files) const {
    std::vector<ContentFile> all(files.begin(), files.end());
    if (!config_.content_overlay.empty()) TRY(lay_over(config_.content_overlay, all));
    auto content = TRY(prepared_.parse(all, {.words = word_keys, .icons = icons_, .own = own_}));
    if (!config_.service.empty() && content.services.find(ServiceId{config_.service}) == nullptr)
      return fail(Errc::bad_input, fmt::format("--service {}: the content pack has no such service; see services.json",
                                               config_.service));
    return content;
  }

 private:
  const Config& config_;
  PreparedPack prepared_;  // among the keys, which nobody but the kiosk's user may write
  std::vector<ContentFile> own_;
  std::vector<std::string_view> icons_;
};

// A script fails without a pack; a person is shown a picture until one arrives.
Result<std::shared_ptr<const Content>> content_for(const Config& config,
                                                   Result<std::shared_ptr<const Content>> chosen) {
  if (!chosen && !is_by_person(config)) return tl::unexpected(chosen.error());
  if (!chosen) say(LogEvent::content_missing, "error", chosen.error());
  auto content = chosen ? *std::move(chosen) : std::make_shared<const Content>();
  if (!config.campaign.empty() && find_campaign(content->campaigns, config.campaign) == nullptr)
    fmt::print(stderr, "minbar-kiosk: --campaign {}: not in this content pack; nothing is asked until one has it\n",
               config.campaign);
  return content;
}

Result<int> serve_people(Machine& machine, const ui::sdl::Input& input) {
  const StopSignals signals([waker = input.waker()] { waker.stop(); });
  const int status = machine.run();
  log(LogEvent::program_stopped);
  return status;
}

Result<int> play_script(Machine& machine, const std::vector<ScriptLine>& lines, const ScriptStage& stage,
                        const Config& config) {
  machine.look_for_sound();
  const auto played = config.script == "-" ? play_from_input(stage) : play(lines, stage);
  machine.close();
  if (!played) return tl::unexpected(played.error());
  return 0;
}

}  // namespace

Result<void> check_config(const Config& config) {
  if (!config.service.empty() && !config.campaign.empty())
    return fail(Errc::bad_input, "--service and --campaign do not go together: a counter asks about its service alone");
  if (config.data.empty() || config.keys.empty())
    return fail(Errc::bad_input, "say where to keep things: --data DIR (shared with minbar-sync) and --keys DIR");
  return {};
}

Result<int> run_kiosk(const Config& config) {
  TRY(check_config(config));
  prepare_process(config);
  const auto lines = TRY(lines_of(config));
  auto fonts = TRY(ui::text::FontSet::load(config.fonts));
  auto typesetter = TRY(ui::text::Typesetter::open(fonts));
  auto window = TRY(ui::sdl::Window::open(config.window));
  const bool whole_screen = config.window.mode == ui::sdl::WindowMode::fullscreen;
  ui::sdl::Input input(window, {.keyboards = config.keyboard || !whole_screen, .closes = !whole_screen});
  ui::sdl::Painter painter(window, fonts);

  SystemClock system_clock;
  ScriptClock script_clock;
  const Clock& clock = is_by_person(config) ? static_cast<const Clock&>(system_clock) : script_clock;
  SystemRandom random;
  const OpenMemory open = [&] {
    return Memory::open(config.data, config.keys, {.max_bytes = config.max_data_bytes}, clock, random);
  };
  auto remembered = TRY(remember(open));
  auto shipped = load_content_files(config.content);
  const PackReader reader(config, fonts, shipped);
  const ReadContent read = std::cref(reader);
  const auto content = TRY(content_for(config, choose_content(shipped, remembered.memory, read)));
  shipped = std::vector<ContentFile>();

  Worker worker({.open = open,
                 .wake = [waker = input.waker()] { waker.wake(); },
                 .content_version = content->version,
                 .read_content = read,
                 .receipts_fd = config.receipts_fd,
                 .full = remembered.full,
                 .keys = config.keys,
                 .data = config.data},
                std::move(remembered.memory));
  Sound sound([&](const RecordId& draft, Pcm samples) { worker.encode(draft, std::move(samples)); }, config.microphone);
  const auto perform = [&](const Effect& effect) {
    if (!sound.perform(effect)) worker.perform(effect);
  };
  App app({.content = content,
           .icons = fonts.icons(),
           .text = typesetter,
           .clock = clock,
           .random = random,
           .perform = perform,
           .one_service = config.service.empty() ? std::nullopt : std::optional(ServiceId{config.service}),
           .campaign = config.campaign,
           .transitions = config.transitions && is_by_person(config),  // a script's pictures are of screens at rest
           .content_taken = [&](std::int64_t pack) { worker.content_in_use(pack); }},
          panel_of(window, config), remembered.station);
  if (remembered.full) app.dispatch(event::RoomChanged{.full = true});  // before anybody can begin
  Machine machine({window, input, painter, typesetter, app, worker, sound, clock, config});
  log(LogEvent::program_started, {{"version", LogName{version}}});
  if (is_by_person(config)) return serve_people(machine, input);
  return play_script(machine, lines, {machine, app, window, input, script_clock, config.screenshots}, config);
}

}  // namespace minbar::kiosk
