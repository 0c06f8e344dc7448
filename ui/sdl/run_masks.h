// From a run of text to its coverage mask, by SDL_ttf: the only file that paints letters. Used by the painter. It sets
// direction and script for every run, since SDL_ttf leaves Arabic unjoined otherwise, and no hinting, so that its
// widths are the ones that were laid out. It chooses no font and no place.
#pragma once

#include <memory>

#include "ui/sdl/canvas.h"
#include "ui/text/paint.h"

namespace minbar::ui::sdl {

class RunMasks {
 public:
  explicit RunMasks(std::size_t limit_bytes);
  RunMasks(RunMasks&&) noexcept;
  RunMasks& operator=(RunMasks&&) noexcept;
  ~RunMasks();

  // Valid until the next call; empty when the run has no ink.
  [[nodiscard]] const Mask& mask_of(const text::RunPaint& paint);
  void forget();
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
