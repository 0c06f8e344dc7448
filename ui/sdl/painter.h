// From a scene to pixels. Paints the command list and nothing else, then presents; what it keeps between frames are
// masks of text and of corners, within bounds. Used by the program's edge. It knows no element, no screen and no
// language.
#pragma once

#include <memory>

#include "ui/scene.h"
#include "ui/sdl/window.h"
#include "ui/text/fonts.h"

namespace minbar::ui::sdl {

class Painter {
 public:
  // Both must outlive it; `fonts` is the set that the scenes' paragraphs were laid out with.
  Painter(Window& window, const text::FontSet& fonts);
  Painter(Painter&&) noexcept;
  Painter& operator=(Painter&&) noexcept;
  ~Painter();

  void paint(const Scene& scene);
  // Masks of text hold what a citizen typed: forget them when a session is wiped.
  void forget();
  // Bytes of masks kept for the next frame; never more than limits::painted_text_bytes + limits::painted_shape_bytes.
  [[nodiscard]] std::size_t kept_bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
