// SDL's own threads, with files where the microphone and the loudspeaker are (its disk driver).
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "kiosk/world/sound.h"
#include "tests/support/robot.h"

using namespace minbar;
using kiosk::Pcm;

namespace {

const RecordId draft{.bytes = {1}};

struct Booth {
  test::TemporaryFolder folder;
  std::filesystem::path loudspeaker = folder.path() / "loudspeaker.raw";
  Pcm speech = test::some_speech(3'000);
  std::vector<Pcm> encoded;
  kiosk::Sound sound{[&](const RecordId& of, Pcm samples) {
                       CHECK(of == draft);
                       encoded.push_back(std::move(samples));
                     },
                     true};

  Booth() {
    const auto microphone = folder.path() / "microphone.raw";
    std::ofstream(microphone, std::ios::binary)
        .write(reinterpret_cast<const char*>(speech.data()), static_cast<std::streamsize>(speech.size() * 2));
    ::setenv("SDL_AUDIODRIVER", "disk", 1);
    ::setenv("SDL_DISKAUDIOFILEIN", microphone.c_str(), 1);
    ::setenv("SDL_DISKAUDIOFILE", loudspeaker.c_str(), 1);
    sound.start();
  }
  ~Booth() {
    for (const auto* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILEIN", "SDL_DISKAUDIOFILE"}) ::unsetenv(name);
  }
  // The first news of that kind that is as wanted.
  template <class Kind, class Wanted>
  Kind until(Wanted wanted) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (true) {
      for (const auto& event : sound.news())
        if (const auto* said = std::get_if<Kind>(&event); said != nullptr && wanted(*said)) return *said;
      REQUIRE(std::chrono::steady_clock::now() < give_up);
      std::this_thread::yield();
    }
  }
};

}  // namespace

TEST_CASE("what a microphone hears until it is stopped is encoded sample for sample") {
  Booth booth;
  REQUIRE(booth.sound.microphone_there());
  CHECK(booth.sound.perform(kiosk::Listen{draft}));
  const auto heard = booth.until<kiosk::event::Heard>([](const auto& said) { return said.ms >= 1'000; });
  CHECK(heard.draft == draft);
  CHECK(booth.sound.is_open());
  booth.sound.perform(kiosk::Finish{});
  CHECK_FALSE(booth.sound.is_open());
  REQUIRE(booth.encoded.size() == 1);
  const auto& samples = booth.encoded.front();
  CHECK(kiosk::duration_ms(samples.size()) >= heard.ms);
  REQUIRE(samples.size() <= booth.speech.size());
  CHECK(std::equal(samples.begin(), samples.end(), booth.speech.begin()));
  booth.sound.perform(kiosk::Finish{});  // there is nothing more to stop
  CHECK(booth.encoded.size() == 1);
}

TEST_CASE("what is no longer than a slip of the finger is not encoded and what is silenced is forgotten") {
  Booth booth;
  booth.sound.perform(kiosk::Listen{draft});
  booth.sound.perform(kiosk::Finish{});
  CHECK(booth.until<kiosk::event::NotRecorded>([](const auto&) { return true; }).too_short);
  booth.sound.perform(kiosk::Listen{draft});
  booth.until<kiosk::event::Heard>([](const auto& said) { return said.ms >= 600; });
  booth.sound.perform(kiosk::Silence{});
  CHECK_FALSE(booth.sound.is_open());
  CHECK(booth.sound.news().empty());
  CHECK(booth.encoded.empty());
}

TEST_CASE("a loudspeaker plays a recording to its end and closes by itself") {
  Booth booth;
  const auto voice =
      std::make_shared<const kiosk::Recording>(Pcm(booth.speech.begin(), booth.speech.begin() + 8'000), Bytes{});
  booth.sound.perform(kiosk::Play{draft, voice});
  CHECK(booth.sound.is_open());
  const auto played = booth.until<kiosk::event::Played>([](const auto& said) { return said.done; });
  CHECK(played.draft == draft);
  CHECK(played.ms == 500);
  CHECK_FALSE(booth.sound.is_open());
}
