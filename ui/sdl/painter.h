// From a scene to pixels. Paints the command list and nothing else, then presents; what it keeps between frames are
// masks of text and of corners, within bounds. Used by the program's edge. It knows no element, no screen and no
// language.
#pragma once

#include <cstdint>
#include <memory>

#include "ui/scene.h"
#include "ui/sdl/window.h"
#include "ui/text/fonts.h"

namespace minbar::ui::sdl {

// How far a transition is.
struct Arrival {
  std::int64_t started_ms = 0;  // tells one transition from the next
  float share = 1;              // of the new scene that is there, 0 to 1
  int offset = 0;               // pixels that its moving part is still right of its place; negative: left
};

class Painter {
 public:
  // Both must outlive it; `fonts` is the set that the scenes' paragraphs were laid out with.
  Painter(Window& window, const text::FontSet& fonts);
  Painter(Painter&&) noexcept;
  Painter& operator=(Painter&&) noexcept;
  ~Painter();

  void paint(const Scene& scene);
  // The scene while it takes the place of what was painted last, which the first call of a transition keeps and a plain
  // paint lets go.
  void paint(const Scene& scene, const Arrival& arrival);
  // Masks of text hold what a citizen typed: forget them when a session is wiped.
  void forget();
  // Bytes of masks kept for the next frame; never more than limits::painted_text_bytes + limits::painted_shape_bytes.
  [[nodiscard]] std::size_t kept_bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
