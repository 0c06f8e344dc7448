#include "ui/sdl/sound.h"

#include <SDL.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace minbar::ui::sdl {

namespace {

constexpr std::uint16_t frame = 512;  // samples a call: 32 ms at 16 kHz

SDL_AudioSpec spec(int rate, SDL_AudioCallback callback, void* owner) {
  SDL_AudioSpec wanted{};
  wanted.freq = rate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = frame;
  wanted.callback = callback;
  wanted.userdata = owner;
  return wanted;
}

// An opened device; closing waits for a callback under way.
class Device {
 public:
  Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;
  ~Device() { close(); }
  [[nodiscard]] bool open(bool capture, const SDL_AudioSpec& wanted) {
    id_ = SDL_OpenAudioDevice(nullptr, capture ? 1 : 0, &wanted, nullptr, 0);  // 0: SDL converts to what is wanted
    if (id_ != 0) SDL_PauseAudioDevice(id_, 0);
    return id_ != 0;
  }
  void close() {
    if (id_ != 0) SDL_CloseAudioDevice(std::exchange(id_, 0));
  }
  [[nodiscard]] bool is_alive() const { return id_ != 0 && SDL_GetAudioDeviceStatus(id_) != SDL_AUDIO_STOPPED; }

 private:
  SDL_AudioDeviceID id_ = 0;
};

}  // namespace

AudioDevices::AudioDevices() : running_(SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {}
AudioDevices::~AudioDevices() {
  if (running_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
}
bool AudioDevices::any_microphone() const { return running_ && SDL_GetNumAudioDevices(1) != 0; }

// The buffer has its full size from the start, so that it never moves under the callback.
struct Microphone::Impl {
  std::vector<std::int16_t> samples;
  std::atomic<std::size_t> heard{0};
  Device device;  // last: closed before the rest goes

  ~Impl() {
    device.close();
    if (!samples.empty()) ::explicit_bzero(samples.data(), samples.size() * sizeof(std::int16_t));
  }
  static void on_sound(void* self, Uint8* bytes, int count) {
    auto& impl = *static_cast<Impl*>(self);
    const auto at = impl.heard.load(std::memory_order_relaxed);
    const auto more = std::min(static_cast<std::size_t>(count) / sizeof(std::int16_t), impl.samples.size() - at);
    std::memcpy(impl.samples.data() + at, bytes, more * sizeof(std::int16_t));
    impl.heard.store(at + more, std::memory_order_release);
  }
};

Microphone::Microphone(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Microphone::Microphone(Microphone&&) noexcept = default;
Microphone& Microphone::operator=(Microphone&&) noexcept = default;
Microphone::~Microphone() = default;

Result<Microphone> Microphone::open(int rate, std::size_t most) {
  auto impl = std::make_unique<Impl>();
  impl->samples.resize(most);
  if (!impl->device.open(true, spec(rate, Impl::on_sound, impl.get())))
    return fail(Errc::not_found, "no microphone can be opened");
  return Microphone(std::move(impl));
}

std::size_t Microphone::heard() const { return impl_->heard.load(std::memory_order_acquire); }
bool Microphone::is_full() const { return heard() == impl_->samples.size(); }
bool Microphone::is_alive() const { return impl_->device.is_alive(); }

std::pair<const std::int16_t*, std::size_t> Microphone::last(std::size_t count) const {
  const auto all = heard();
  const auto some = std::min(count, all);
  return {impl_->samples.data() + (all - some), some};
}

std::vector<std::int16_t> Microphone::take() && {
  impl_->device.close();
  impl_->samples.resize(heard());
  return std::exchange(impl_->samples, {});
}

struct Speaker::Impl {
  const std::vector<std::int16_t>& samples;
  std::atomic<std::size_t> played{0};
  Device device;

  explicit Impl(const std::vector<std::int16_t>& given) : samples(given) {}
  ~Impl() { device.close(); }
  static void on_hunger(void* self, Uint8* bytes, int count) {
    auto& impl = *static_cast<Impl*>(self);
    const auto at = impl.played.load(std::memory_order_relaxed);
    const auto wanted = static_cast<std::size_t>(count);
    const auto more = std::min(wanted / sizeof(std::int16_t), impl.samples.size() - at);
    std::memcpy(bytes, impl.samples.data() + at, more * sizeof(std::int16_t));
    std::memset(bytes + more * sizeof(std::int16_t), 0, wanted - more * sizeof(std::int16_t));
    impl.played.store(at + more, std::memory_order_release);
  }
};

Speaker::Speaker(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Speaker::Speaker(Speaker&&) noexcept = default;
Speaker& Speaker::operator=(Speaker&&) noexcept = default;
Speaker::~Speaker() = default;

Result<Speaker> Speaker::open(int rate, const std::vector<std::int16_t>& samples) {
  auto impl = std::make_unique<Impl>(samples);
  if (!impl->device.open(false, spec(rate, Impl::on_hunger, impl.get())))
    return fail(Errc::not_found, "no loudspeaker can be opened");
  return Speaker(std::move(impl));
}

std::size_t Speaker::played() const { return impl_->played.load(std::memory_order_acquire); }
bool Speaker::is_done() const { return played() == impl_->samples.size() || !impl_->device.is_alive(); }

}  // namespace minbar::ui::sdl
