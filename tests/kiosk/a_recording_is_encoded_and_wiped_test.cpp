#include <catch2/catch.hpp>

#include <opusfile.h>

#include <memory>

#include "kiosk/voice/encoder.h"
#include "sync/base/limits.h"
#include "tests/support/robot.h"

using namespace minbar;

namespace {

struct Free {
  void operator()(OggOpusFile* file) const { op_free(file); }
};

// As a browser would: 48 kHz.
std::vector<opus_int16> decoded(ByteView ogg) {
  int error = 0;
  const std::unique_ptr<OggOpusFile, Free> file(op_open_memory(ogg.data(), ogg.size(), &error));
  REQUIRE(file != nullptr);
  CHECK(op_channel_count(file.get(), -1) == 1);
  std::vector<opus_int16> out;
  std::array<opus_int16, 11'520> part{};
  for (int n = 1; n > 0;) {
    n = op_read(file.get(), part.data(), part.size(), nullptr);
    REQUIRE(n >= 0);
    out.insert(out.end(), part.begin(), part.begin() + n);
  }
  return out;
}

}  // namespace

TEST_CASE("a recording of full length is Ogg Opus that lasts as long and sounds where the voice was") {
  const auto samples = test::some_speech(limits::voice_ms);
  const auto ogg = kiosk::encode_ogg_opus(samples);
  REQUIRE(ogg);
  CHECK(ogg->size() > 100'000);
  CHECK(ogg->size() < 330'000);  // fits a blob with room
  const auto heard = decoded(*ogg);
  CHECK(std::abs(static_cast<double>(heard.size()) / 48 - limits::voice_ms) < 1);
  // three syllables a second: loud in the first half of each third, silent in the second
  int right = 0;
  for (int i = 3; i < 33; ++i) {
    const auto middle_of = [&](double third) { return heard.data() + static_cast<std::size_t>((i + third) * 16'000); };
    if (kiosk::loudness(middle_of(0.2), 1000) > kiosk::loudness(middle_of(0.75), 1000) + 20) ++right;
  }
  CHECK(right == 30);
}

TEST_CASE("the same sound gives the same bytes at any time") {
  const auto samples = test::some_speech(1000);
  CHECK(kiosk::encode_ogg_opus(samples) == kiosk::encode_ogg_opus(samples));
}

TEST_CASE("a recording as short as a slip and an empty one are encoded without harm") {
  CHECK(kiosk::encode_ogg_opus({}).has_value());
  CHECK(kiosk::encode_ogg_opus(kiosk::Pcm(1, 100)).has_value());
}

TEST_CASE("wiped samples are zeros in the memory where they were") {
  auto samples = test::some_speech(1000);
  const auto* where = samples.data();
  const auto count = samples.size();
  REQUIRE(std::any_of(where, where + count, [](auto s) { return s != 0; }));
  kiosk::wipe(samples);
  CHECK(samples.empty());
  REQUIRE(samples.capacity() >= count);  // still owned: may be looked at
  CHECK(std::all_of(where, where + count, [](auto s) { return s == 0; }));
}

TEST_CASE("loudness rises with the voice and is nothing in silence") {
  const kiosk::Pcm silence(100, 0);
  const kiosk::Pcm whisper(100, 200);
  const kiosk::Pcm voice(100, 8000);
  const kiosk::Pcm most(100, -32'768);
  const auto of = [](const kiosk::Pcm& s) { return static_cast<int>(kiosk::loudness(s.data(), s.size())); };
  CHECK(of(silence) == 0);
  CHECK(of(whisper) < of(voice));
  CHECK(of(voice) < of(most));
  CHECK(of(most) == 100);
  CHECK(kiosk::loudness(nullptr, 0) == 0);
}
