#include "tests/bench/pango_page.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "sync/base/ensure.h"

namespace minbar::bench {

namespace {

const char* family_of(ui::FaceStack stack) {
  switch (stack) {
    case ui::FaceStack::arabic:
      return "Noto Sans Arabic UI, Noto Sans, Noto Sans Tifinagh";
    case ui::FaceStack::tifinagh:
      return "Noto Sans Tifinagh, Noto Sans, Noto Sans Arabic UI";
    case ui::FaceStack::latin:
    case ui::FaceStack::icons:
      break;
  }
  return "Noto Sans, Noto Sans Arabic UI, Noto Sans Tifinagh";
}

}  // namespace

struct PangoPage::Parts {
  FcConfig* config = nullptr;
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
  PangoLayout* layout = nullptr;
  cairo_surface_t* surface = nullptr;
};

PangoPage::PangoPage(const std::string& font_folder) : parts_(std::make_unique<Parts>()) {
  parts_->config = FcConfigCreate();
  const bool added =
      FcConfigAppFontAddDir(parts_->config, reinterpret_cast<const FcChar8*>(font_folder.c_str())) == FcTrue;
  ENSURE(added, "the fonts were built before the measurement");
  parts_->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(parts_->map), parts_->config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(parts_->map), 72);
  parts_->context = pango_font_map_create_context(parts_->map);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(parts_->context, options);
  cairo_font_options_destroy(options);
  parts_->layout = pango_layout_new(parts_->context);
  pango_layout_set_wrap(parts_->layout, PANGO_WRAP_WORD_CHAR);
}

PangoPage::~PangoPage() {
  if (parts_->surface != nullptr) cairo_surface_destroy(parts_->surface);
  g_object_unref(parts_->layout);
  g_object_unref(parts_->context);
  g_object_unref(parts_->map);
  FcConfigDestroy(parts_->config);
}

void PangoPage::lay_out(std::string_view text, const ui::TextStyle& style, float width_px) {
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, family_of(style.stack));
  pango_font_description_set_absolute_size(font, static_cast<double>(style.size_px) * PANGO_SCALE);
  pango_layout_set_font_description(parts_->layout, font);
  pango_font_description_free(font);
  pango_layout_set_width(parts_->layout, static_cast<int>(width_px * PANGO_SCALE));
  pango_layout_set_text(parts_->layout, text.data(), static_cast<int>(text.size()));
  pango_layout_get_line_count(parts_->layout);  // which lays out
}

int PangoPage::lines() const { return pango_layout_get_line_count(parts_->layout); }

void PangoPage::paint(int width, int height) {
  auto*& surface = parts_->surface;
  if (surface == nullptr) surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t* cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 0.97, 0.96, 0.93);
  cairo_paint(cairo);
  cairo_set_source_rgb(cairo, 0.06, 0.14, 0.12);
  pango_cairo_show_layout(cairo, parts_->layout);
  cairo_destroy(cairo);
  cairo_surface_flush(surface);
}

}  // namespace minbar::bench
