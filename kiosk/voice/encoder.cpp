#include "kiosk/voice/encoder.h"

#include <opusenc.h>

#include <memory>

#include <fmt/format.h>

namespace minbar::kiosk {

namespace {

constexpr int bits_a_second = 24'000;
constexpr int complexity = 5;   // 90 seconds in one or two, on a kiosk's processor
constexpr int same_serial = 1;  // the library's own would come from the clock

struct Destroy {
  void operator()(OggOpusEnc* encoder) const { ope_encoder_destroy(encoder); }
  void operator()(OggOpusComments* comments) const { ope_comments_destroy(comments); }
};

int append(void* out, const unsigned char* bytes, opus_int32 count) {
  auto& all = *static_cast<Bytes*>(out);
  all.insert(all.end(), bytes, bytes + count);
  return 0;
}
int close(void*) { return 0; }

}  // namespace

Result<Bytes> encode_ogg_opus(const Pcm& samples) {
  Bytes out;
  out.reserve(samples.size() / 4);  // never moved while it grows: nothing of it stays behind in freed memory
  const OpusEncCallbacks callbacks{append, close};
  const std::unique_ptr<OggOpusComments, Destroy> comments(ope_comments_create());
  int error = OPE_OK;
  const std::unique_ptr<OggOpusEnc, Destroy> encoder(
      ope_encoder_create_callbacks(&callbacks, &out, comments.get(), sound_rate, 1, 0, &error));
  if (!encoder) return fail(Errc::internal, fmt::format("the voice encoder does not start ({})", error));
  for (const int done : {ope_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(bits_a_second)),
                         ope_encoder_ctl(encoder.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)),
                         ope_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(complexity)),
                         ope_encoder_ctl(encoder.get(), OPE_SET_SERIALNO(same_serial)),
                         ope_encoder_write(encoder.get(), samples.data(), static_cast<int>(samples.size())),
                         ope_encoder_drain(encoder.get())})
    if (done != OPE_OK) return fail(Errc::internal, fmt::format("the voice encoder refuses ({})", done));
  return out;
}

}  // namespace minbar::kiosk
