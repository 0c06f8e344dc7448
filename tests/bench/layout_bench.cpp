// Layout of paragraphs in the manner of citizens, beside HarfBuzz alone: one hb_shape of the whole text in one face, of
// which bidi, scripts, face fallback and line breaks are what ours adds.
#include <hb.h>
#include <malloc.h>

#include <memory>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/located_json.h"
#include "tests/bench/report.h"
#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

namespace minbar::bench {
namespace {

constexpr float size_px = 32;
constexpr float width_px = 900;  // a text on the review screen

struct Text {
  std::string text;
  bool arabic;  // what it is mostly written in
};

std::vector<Text> texts() {
  const ContentFile file{"citizen_inputs.json", taken(read_file(MINBAR_CITIZEN_INPUTS, limits::content_file_bytes))};
  const auto root = taken(parse_located_json(file));
  const JsonReader reader(file);
  std::vector<Text> out;
  for (const auto& input : *taken(reader.array_member(root, "inputs"))) {
    const auto language = reader.text_member(input, "lang");
    const auto text = reader.text_member(input, "text");
    if (language && text) out.push_back({*text, language->starts_with("ar")});
  }
  return out;
}

void shape_alone(hb_font_t* font, hb_buffer_t* buffer, const Text& text) {
  hb_buffer_reset(buffer);
  hb_buffer_add_utf8(buffer, text.text.data(), static_cast<int>(text.text.size()), 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font, buffer, nullptr, 0);
}

void measure(int rounds) {
  const auto fonts = taken(ui::text::FontSet::load(MINBAR_FONT_FOLDER));
  auto typesetter = taken(ui::text::Typesetter::open(fonts));
  const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer(hb_buffer_create(), &hb_buffer_destroy);
  Samples ours, alone;
  const auto all = texts();
  for (int round = 0; round < rounds; ++round)
    for (const auto& text : all) {
      ui::TextStyle style;
      style.size_px = size_px;
      style.language = text.arabic ? "ar" : "fr";
      style.stack = text.arabic ? ui::FaceStack::arabic : ui::FaceStack::latin;
      const auto face = fonts.primary_face(style.stack, style.weight);
      alone.time([&] { shape_alone(fonts.shaper(face, static_cast<int>(size_px)), buffer.get(), text); });
      typesetter.forget();
      ours.time([&] { static_cast<void>(typesetter.layout(text.text, style, width_px)); });
    }
  const double ratio = alone.total() / ours.total();
  print({.what = fmt::format("layout of {} paragraphs in Arabic, French and both", all.size()),
         .figure = in_ms(ours.total() / rounds),
         .compared_with = "hb_shape alone: " + in_ms(alone.total() / rounds),
         .ratio = ratio,
         .budget = ">= 0.65 x as fast",
         .met = ratio >= 0.65});
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  ::mallopt(M_TRIM_THRESHOLD,
            64 * 1024 * 1024);  // a kiosk's heap stays; given back after each text, it is what is timed
  minbar::bench::measure(minbar::bench::has_flag(argc, argv, "--quick") ? 10 : 100);
  return 0;
}
