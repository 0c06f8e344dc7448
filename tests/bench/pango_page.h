// Pango as a yardstick: the same text in the same faces, size and width, without hinting, painted by Cairo. Used by the
// layout bench alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ui/paragraph.h"

namespace minbar::bench {

class PangoPage {
 public:
  // Only the faces of `font_folder` are known to it.
  explicit PangoPage(const std::string& font_folder);
  PangoPage(const PangoPage&) = delete;
  PangoPage& operator=(const PangoPage&) = delete;
  ~PangoPage();

  // Lays out anew, however often it has seen the text.
  void lay_out(std::string_view text, const ui::TextStyle& style, float width_px);
  [[nodiscard]] int lines() const;
  // Paints a ground, and on it what was laid out last, into a picture of this size, which the first call decides.
  void paint(int width, int height);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace minbar::bench
