#include "ui/sdl/painter.h"

#include <algorithm>
#include <cmath>
#include <compare>
#include <optional>
#include <vector>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "ui/picture.h"
#include "ui/sdl/drawings.h"
#include "ui/sdl/ink_mask.h"
#include "ui/sdl/mask_cache.h"
#include "ui/sdl/masks.h"
#include "ui/sdl/run_masks.h"
#include "ui/text/paint.h"

namespace minbar::ui::sdl {

namespace {

enum class Round : std::uint8_t { disc, ring, shape, tile, picture, mirrored };

struct RoundKey {
  Round kind;
  int size;
  int width;                                          // of a ring; of a shape or a picture: which
  auto operator<=>(const RoundKey&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

int nearest(float v) { return static_cast<int>(std::lround(v)); }

int corner_radius(float asked, const PixelRect& rect) {
  return std::clamp(nearest(asked), 0, std::min(rect.width, rect.height) / 2);
}

}  // namespace

struct Painter::Impl {
  Impl(Window& to, const text::FontSet& with)
      : window(to), fonts(with), texts(limits::painted_text_bytes), rounds(limits::painted_shape_bytes) {}

  void paint(const Scene& scene) {
    forget_before();
    draw_all(scene);
    window.get().present();
  }

  void paint(const Scene& scene, const Arrival& arrival) {
    canvas = window.get().canvas();
    const bool resized = before.width != canvas.width || before.height != canvas.height;
    const bool kept = !resized && before_of == arrival.started_ms;
    const bool mixes = kept || keep(canvas, before);
    before_of = mixes ? std::optional(arrival.started_ms) : std::nullopt;
    draw_all(scene);
    if (mixes) mix(canvas, before, {snapped(scene.moving), arrival.offset, arrival.share});  // else without a movement
    window.get().present();
  }

  // As large as the screen, and it may show what a citizen typed.
  void forget_before() {
    before_of.reset();
    before.memory.give_back();
  }

  void draw_all(const Scene& scene) {
    canvas = window.get().canvas();
    clips.assign(1, canvas.bounds());
    if (scene.commands.empty() || !hides_ground(scene.commands.front()))
      fill(canvas, clips.back(), canvas.bounds(), scene.ground);
    for (const auto& command : scene.commands) std::visit([this](const auto& c) { draw(c); }, command);
    ENSURE(clips.size() == 1, "every clip of a scene is closed");
  }

  // Nearly every screen begins with a box as large as itself, which hides whatever is painted under it.
  [[nodiscard]] bool hides_ground(const DrawCommand& command) const {
    const auto* box = std::get_if<FillRect>(&command);
    if (box == nullptr || box->color.a != 255) return false;
    const PixelRect rect = snapped(box->rect);
    return corner_radius(box->radius, rect) == 0 && rect.intersected(canvas.bounds()) == canvas.bounds();
  }

  [[nodiscard]] const PixelRect& clip() const { return clips.back(); }
  [[nodiscard]] bool hidden(const PixelRect& rect) const { return rect.intersected(clip()).empty(); }

  void draw(const PushClip& c) { clips.push_back(snapped(c.rect).intersected(clip())); }
  void draw(const PopClip&) {
    ENSURE(clips.size() > 1, "a clip is closed only after it was opened");
    clips.pop_back();
  }

  void draw(const FillRect& c) {
    const PixelRect rect = snapped(c.rect);
    if (hidden(rect)) return;
    const int r = corner_radius(c.radius, rect);
    if (r == 0) return fill(canvas, clip(), rect, c.color);
    const Mask& disc = rounds.get({Round::disc, r, 0}, [r] { return disc_mask(r); });
    corners(disc, r, rect, c.color);
    fill(canvas, clip(), {rect.x + r, rect.y, rect.width - 2 * r, r}, c.color);
    fill(canvas, clip(), {rect.x, rect.y + r, rect.width, rect.height - 2 * r}, c.color);
    fill(canvas, clip(), {rect.x + r, rect.bottom() - r, rect.width - 2 * r, r}, c.color);
  }

  void draw(const StrokeRect& c) {
    const PixelRect rect = snapped(c.rect);
    if (hidden(rect)) return;
    const int w = std::clamp(nearest(c.width), 1, std::max(1, std::min(rect.width, rect.height) / 2));
    const int r = corner_radius(c.radius, rect);
    if (r <= w) return draw_thick_stroke(rect, r, w, c.color);
    corners(rounds.get({Round::ring, r, w}, [r, w] { return ring_mask(r, w); }), r, rect, c.color);
    fill(canvas, clip(), {rect.x + r, rect.y, rect.width - 2 * r, w}, c.color);
    fill(canvas, clip(), {rect.x + r, rect.bottom() - w, rect.width - 2 * r, w}, c.color);
    fill(canvas, clip(), {rect.x, rect.y + r, w, rect.height - 2 * r}, c.color);
    fill(canvas, clip(), {rect.right() - w, rect.y + r, w, rect.height - 2 * r}, c.color);
  }

  // A stroke at least as wide as its corners are round: square inside. No pixel is painted twice, for translucent
  // colours.
  void draw_thick_stroke(const PixelRect& rect, int r, int w, Color color) {
    if (r > 0) corners(rounds.get({Round::disc, r, 0}, [r] { return disc_mask(r); }), r, rect, color);
    fill(canvas, clip(), {rect.x + r, rect.y, rect.width - 2 * r, r}, color);
    fill(canvas, clip(), {rect.x, rect.y + r, rect.width, w - r}, color);
    fill(canvas, clip(), {rect.x, rect.y + w, w, rect.height - 2 * w}, color);
    fill(canvas, clip(), {rect.right() - w, rect.y + w, w, rect.height - 2 * w}, color);
    fill(canvas, clip(), {rect.x, rect.bottom() - w, rect.width, w - r}, color);
    fill(canvas, clip(), {rect.x + r, rect.bottom() - r, rect.width - 2 * r, r}, color);
  }

  // The four quadrants of a round mask of 2r pixels, at the corners of a rectangle.
  void corners(const Mask& mask, int r, const PixelRect& rect, Color color) {
    stamp_mask(canvas, clip(), mask, {{0, 0, r, r}, rect.x, rect.y}, color);
    stamp_mask(canvas, clip(), mask, {{r, 0, r, r}, rect.right() - r, rect.y}, color);
    stamp_mask(canvas, clip(), mask, {{0, r, r, r}, rect.x, rect.bottom() - r}, color);
    stamp_mask(canvas, clip(), mask, {{r, r, r, r}, rect.right() - r, rect.bottom() - r}, color);
  }

  void draw(const DrawShape& c) {
    const PixelRect rect = snapped(c.rect);
    const int side = std::min(rect.width, rect.height);
    if (side <= 0 || hidden(rect)) return;
    const Mask& mask = rounds.get({Round::shape, side, static_cast<int>(c.shape)}, [&] {
      return c.shape >= Shape::face_1 ? face_mask(c.shape, side) : shape_mask(c.shape, side);
    });
    const int x = rect.x + (rect.width - side) / 2;
    const int y = rect.y + (rect.height - side) / 2;
    stamp_mask(canvas, clip(), mask, {mask.bounds(), x, y}, c.color);
  }

  void draw(const DrawPicture& c) {
    const PixelRect rect = snapped(c.rect);
    const int height = std::min(rect.height, nearest(c.rect.height));
    if (height <= 0 || hidden(rect)) return;
    const Round kind = c.mirrored ? Round::mirrored : Round::picture;
    const Mask& mask = rounds.get({kind, height, static_cast<int>(c.picture)},
                                  [&] { return picture_mask(*picture_of(c.picture), height, c.mirrored); });
    const int x = rect.x + (rect.width - mask.width) / 2;
    const int y = rect.y + (rect.height - mask.height) / 2;
    stamp_mask(canvas, clip(), mask, {mask.bounds(), x, y}, c.color);
  }

  // Tiles lie about the middle of the rectangle, so that both its ends are cut alike.
  void draw(const DrawPattern& c) {
    const PixelRect rect = snapped(c.rect);
    const int side = nearest(c.tile);
    if (side <= 0 || hidden(rect)) return;
    const Mask& mask = rounds.get({Round::tile, side, 0}, [side] { return zellige_mask(side); });
    const PixelRect within = rect.intersected(clip());
    const int left = rect.x + rect.width / 2 - (rect.width / 2 / side + 1) * side;
    const int top = rect.y + rect.height / 2 - (rect.height / 2 / side + 1) * side;
    for (int y = top; y < rect.bottom(); y += side)
      for (int x = left; x < rect.right(); x += side) stamp_mask(canvas, within, mask, {mask.bounds(), x, y}, c.color);
  }

  // Whole pixels a module: a reader of codes wants edges, not shades.
  void draw(const DrawMatrix& c) {
    const PixelRect rect = snapped(c.rect);
    const int side = c.matrix.side;
    if (side <= 0 || hidden(rect)) return;
    const int module = std::max(1, std::min(rect.width, rect.height) / side);
    const int left = rect.x + (rect.width - module * side) / 2;
    const int top = rect.y + (rect.height - module * side) / 2;
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column)
        if (c.matrix.dark[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                          static_cast<std::size_t>(column)])
          fill(canvas, clip(), {left + column * module, top + row * module, module, module}, c.dark);
  }

  void draw(const DrawInk& c) {
    const PixelRect rect = snapped(c.rect);
    if (c.strokes.empty() || hidden(rect)) return;
    const Mask mask = ink_mask(c);
    stamp_mask(canvas, clip(), mask, {mask.bounds(), rect.x, rect.y}, c.color);
  }

  void draw(const DrawText& c) {
    const Paragraph& paragraph = *c.paragraph;
    for (const auto& line : paragraph.lines) {
      // Marks may reach out of their line, though never by a whole line.
      const Rect reach{c.origin.x + line.x - line.height, c.origin.y + line.y - line.height,
                       line.width + 2 * line.height, 3 * line.height};
      if (hidden(snapped(reach))) continue;
      const int baseline = nearest(c.origin.y + line.baseline);
      for (const auto& run : line.runs) {
        const text::RunPaint paint = text::paint_of(paragraph, run, fonts);
        const Mask& mask = texts.mask_of(paint);
        const int x = nearest(c.origin.x + run.x) + nearest(paint.offset.x);
        stamp_mask(canvas, clip(), mask, {mask.bounds(), x, baseline + nearest(paint.offset.y)}, c.color);
      }
    }
  }

  std::reference_wrapper<Window> window;
  std::reference_wrapper<const text::FontSet> fonts;
  RunMasks texts;
  MaskCache<RoundKey> rounds;
  Canvas canvas;                          // of the frame being painted
  Pixels before;                          // what a running transition leaves
  std::optional<std::int64_t> before_of;  // which transition that is; nothing: none runs
  std::vector<PixelRect> clips;           // the innermost last
};

Painter::Painter(Window& window, const text::FontSet& fonts) : impl_(std::make_unique<Impl>(window, fonts)) {}
Painter::Painter(Painter&&) noexcept = default;
Painter& Painter::operator=(Painter&&) noexcept = default;
Painter::~Painter() = default;

void Painter::paint(const Scene& scene) { impl_->paint(scene); }

void Painter::paint(const Scene& scene, const Arrival& arrival) { impl_->paint(scene, arrival); }

void Painter::forget() {
  impl_->texts.forget();
  impl_->forget_before();
}

std::size_t Painter::kept_bytes() const { return impl_->texts.bytes() + impl_->rounds.bytes(); }

}  // namespace minbar::ui::sdl
