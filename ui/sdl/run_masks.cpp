#include "ui/sdl/run_masks.h"

#include <SDL_ttf.h>

#include <algorithm>
#include <compare>
#include <list>
#include <string>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "ui/sdl/mask_cache.h"
#include "ui/sdl/thicken.h"

namespace minbar::ui::sdl {

namespace {

struct CloseFont {
  void operator()(TTF_Font* font) const { TTF_CloseFont(font); }
};
using FontPtr = std::unique_ptr<TTF_Font, CloseFont>;

struct FreeSurface {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using SurfacePtr = std::unique_ptr<SDL_Surface, FreeSurface>;

struct RunKey {
  int face;
  int pixel_size;
  bool rtl;
  float bolder;
  std::string script;
  std::string text;
  auto operator<=>(const RunKey&) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

// SDL_ttf's library, once for every RunMasks; it counts its users.
class Library {
 public:
  Library() { ENSURE(TTF_Init() == 0, "FreeType needs only memory to start"); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library() { TTF_Quit(); }
};

struct OpenFont {
  int face;
  int pixel_size;
  FontPtr font;
};

// Of a surface of palette indices that are coverages, as SDL_ttf 2.20 shades.
Mask mask_from(const SDL_Surface& surface) {
  ENSURE(surface.format->BytesPerPixel == 1, "shaded letters have a byte a pixel");
  Mask mask{.width = surface.w, .height = surface.h, .coverage = {}};
  mask.coverage.reserve(static_cast<std::size_t>(surface.w) * static_cast<std::size_t>(surface.h));
  const auto* row = static_cast<const std::uint8_t*>(surface.pixels);
  for (int y = 0; y < surface.h; ++y, row += surface.pitch) {
    mask.coverage.insert(mask.coverage.end(), row, row + surface.w);
    const bool blank = std::all_of(row, row + surface.w, [](auto c) { return c == 0; });
    if (blank && mask.blank_above == y) {
      mask.blank_above = y + 1;
    } else {
      mask.blank_below = blank ? mask.blank_below + 1 : 0;
    }
  }
  return mask;
}

}  // namespace

struct RunMasks::Impl {
  explicit Impl(std::size_t limit_bytes) : cache(limit_bytes) {}

  TTF_Font* font_for(const text::RunPaint& paint) {
    const auto same = [&](const OpenFont& f) { return f.face == paint.face && f.pixel_size == paint.pixel_size; };
    if (const auto found = std::find_if(fonts.begin(), fonts.end(), same); found != fonts.end()) {
      fonts.splice(fonts.begin(), fonts, found);
      return fonts.front().font.get();
    }
    SDL_RWops* const reader = SDL_RWFromConstMem(paint.font.data(), static_cast<int>(paint.font.size()));
    FontPtr font(TTF_OpenFontRW(reader, 1, paint.pixel_size));
    ENSURE(font != nullptr, "a font that was loaded at the start can be opened at any size");
    TTF_SetFontHinting(font.get(), TTF_HINTING_NONE);
    fonts.push_front({paint.face, paint.pixel_size, std::move(font)});
    if (fonts.size() > limits::painter_fonts) fonts.pop_back();
    return fonts.front().font.get();
  }

  Mask render(const text::RunPaint& paint) {
    if (paint.text.empty()) return {};
    TTF_Font* const font = font_for(paint);
    TTF_SetFontDirection(font, paint.rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, paint.script.c_str());
    // Shaded, since its palette counts from the ground to the ink: a byte a pixel, which is its coverage. No surface
    // means a run of no width, such as one that holds only invisible characters.
    constexpr SDL_Color ink{255, 255, 255, 255};
    constexpr SDL_Color ground{0, 0, 0, 255};
    const SurfacePtr surface(TTF_RenderUTF8_Shaded(font, paint.text.c_str(), ink, ground));
    if (!surface) return {};
    return paint.bolder > 0 ? thickened(mask_from(*surface), paint.bolder) : mask_from(*surface);
  }

  Library library;            // before the fonts, which must close first
  std::list<OpenFont> fonts;  // the most recently used first
  MaskCache<RunKey> cache;
};

RunMasks::RunMasks(std::size_t limit_bytes) : impl_(std::make_unique<Impl>(limit_bytes)) {}
RunMasks::RunMasks(RunMasks&&) noexcept = default;
RunMasks& RunMasks::operator=(RunMasks&&) noexcept = default;
RunMasks::~RunMasks() = default;

const Mask& RunMasks::mask_of(const text::RunPaint& paint) {
  const RunKey key{paint.face, paint.pixel_size, paint.rtl, paint.bolder, paint.script, paint.text};
  return impl_->cache.get(key, [&] { return impl_->render(paint); });
}

void RunMasks::forget() { impl_->cache.clear(); }

std::size_t RunMasks::bytes() const { return impl_->cache.bytes(); }

}  // namespace minbar::ui::sdl
