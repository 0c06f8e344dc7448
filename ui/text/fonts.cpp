#include "ui/text/fonts.h"

#include <fmt/format.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ft.h>
#include <hb.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <list>
#include <sstream>
#include <unordered_map>

#include "sync/base/ensure.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"

namespace minbar::ui::text {

namespace {

template <auto close>
struct Closer {
  template <class T>
  void operator()(T* handle) const {
    close(handle);
  }
};
using Library = std::unique_ptr<FT_LibraryRec_, Closer<FT_Done_FreeType>>;
using Outlines = std::unique_ptr<FT_FaceRec_, Closer<FT_Done_Face>>;
using Blob = std::unique_ptr<hb_blob_t, Closer<hb_blob_destroy>>;
using CodePoints = std::unique_ptr<hb_set_t, Closer<hb_set_destroy>>;
using Shaper = std::unique_ptr<hb_font_t, Closer<hb_font_destroy>>;

constexpr std::array<std::pair<std::string_view, FaceStack>, 4> stacks{{{"arabic", FaceStack::arabic},
                                                                        {"tifinagh", FaceStack::tifinagh},
                                                                        {"latin", FaceStack::latin},
                                                                        {"icons", FaceStack::icons}}};

// Which glyph of a face stands for a character before shaping: FreeType looks through the font's table for each letter
// of each text, this once. The Basic Multilingual Plane only.
class NominalGlyphs {
 public:
  static constexpr std::size_t page_size = 256;
  [[nodiscard]] bool knows(char32_t c) const { return c < 0x10000; }
  [[nodiscard]] std::uint32_t at(char32_t c, FT_Face outlines) {
    auto& page = pages_[c / page_size];
    if (!page) page = filled(c - c % page_size, outlines);
    return (*page)[c % page_size];
  }

 private:
  using Page = std::array<std::uint16_t, page_size>;  // a TrueType face has at most 65,535 glyphs
  static std::unique_ptr<Page> filled(char32_t first, FT_Face outlines) {
    auto page = std::make_unique<Page>();
    for (std::size_t i = 0; i < page_size; ++i)
      (*page)[i] = static_cast<std::uint16_t>(FT_Get_Char_Index(outlines, first + i));
    return page;
  }
  std::array<std::unique_ptr<Page>, 0x10000 / page_size> pages_;
};

// The characters of a face: a bit each for the Basic Multilingual Plane, since every letter of every text is asked for.
struct Coverage {
  std::vector<bool> basic = std::vector<bool>(0x10000);
  CodePoints all{hb_set_create()};
  [[nodiscard]] bool has(char32_t c) const { return c < basic.size() ? basic[c] : hb_set_has(all.get(), c) != 0; }
};

struct Loaded {
  Blob file;
  Coverage coverage;
  std::unique_ptr<NominalGlyphs> glyphs = std::make_unique<NominalGlyphs>();
};

// What a font asks again and again while it is shaped with, kept: FreeType locks and looks up each time.
struct GlyphSource {
  NominalGlyphs* glyphs;
  FT_Face outlines;
  std::vector<hb_position_t> advances;  // by glyph; unknown_advance until asked for
  [[nodiscard]] std::uint32_t glyph(char32_t c) const {
    return glyphs->knows(c) ? glyphs->at(c, outlines) : FT_Get_Char_Index(outlines, c);
  }
};
constexpr hb_position_t unknown_advance = std::numeric_limits<hb_position_t>::min();

// HarfBuzz steps through its arrays in bytes.
template <class T>
T& stepped(T* at, unsigned bytes, unsigned n) {
  using Byte = std::conditional_t<std::is_const_v<T>, const char, char>;
  return *reinterpret_cast<T*>(reinterpret_cast<Byte*>(at) + static_cast<std::size_t>(bytes) * n);
}

hb_bool_t nominal_glyph(hb_font_t*, void* source, hb_codepoint_t c, hb_codepoint_t* glyph, void*) {
  *glyph = static_cast<const GlyphSource*>(source)->glyph(c);
  return *glyph != 0 ? 1 : 0;
}

unsigned nominal_glyphs(hb_font_t*, void* source, unsigned count, const hb_codepoint_t* from, unsigned from_stride,
                        hb_codepoint_t* to, unsigned to_stride, void*) {
  for (unsigned i = 0; i < count; ++i) {
    const std::uint32_t glyph = static_cast<const GlyphSource*>(source)->glyph(stepped(from, from_stride, i));
    if (glyph == 0) return i;
    stepped(to, to_stride, i) = glyph;
  }
  return count;
}

void glyph_advances(hb_font_t* font, void* source, unsigned count, const hb_codepoint_t* from, unsigned from_stride,
                    hb_position_t* to, unsigned to_stride, void*) {
  auto& advances = static_cast<GlyphSource*>(source)->advances;
  for (unsigned i = 0; i < count; ++i) {
    const hb_codepoint_t glyph = stepped(from, from_stride, i);
    if (glyph >= advances.size()) {
      stepped(to, to_stride, i) = 0;
      continue;
    }
    auto& advance = advances[glyph];
    if (advance == unknown_advance) advance = hb_font_get_glyph_h_advance(hb_font_get_parent(font), glyph);
    stepped(to, to_stride, i) = advance;
  }
}

// All else is the FreeType font's, of which it is a sub-font.
using Functions = std::unique_ptr<hb_font_funcs_t, Closer<hb_font_funcs_destroy>>;
hb_font_funcs_t* quick_functions() {
  static const Functions functions = [] {
    Functions made(hb_font_funcs_create());
    hb_font_funcs_set_nominal_glyph_func(made.get(), &nominal_glyph, nullptr, nullptr);
    hb_font_funcs_set_nominal_glyphs_func(made.get(), &nominal_glyphs, nullptr, nullptr);
    hb_font_funcs_set_glyph_h_advances_func(made.get(), &glyph_advances, nullptr, nullptr);
    hb_font_funcs_make_immutable(made.get());
    return made;
  }();
  return functions.get();
}

FaceMetrics metrics_of(FT_Face outlines) {
  const FT_Fixed scale = outlines->size->metrics.y_scale;
  const auto up = [](FT_Long v) { return static_cast<int>((v + 63) >> 6); };
  const int ascent = up(FT_MulFix(outlines->ascender, scale));
  return {ascent, up(FT_MulFix(outlines->ascender - outlines->descender, scale)) - ascent};
}

// One face at one size. The HarfBuzz fonts read the outlines, so they go first.
struct Sized {
  int face;
  int pixel_size;
  Outlines outlines;
  std::unique_ptr<GlyphSource> source;
  Shaper shaper;
  FaceMetrics metrics;
  std::unordered_map<std::uint32_t, GlyphBox> boxes;
};

}  // namespace

struct FontSet::Impl {
  Library library;
  std::vector<Face> faces;
  std::vector<Loaded> loaded;
  std::array<std::array<int, 2>, stacks.size()> primaries{};            // by stack and weight
  std::array<std::array<std::vector<int>, 2>, stacks.size()> orders{};  // by stack and weight
  std::map<std::string, char32_t, std::less<>> icons;
  std::list<Sized> sizes;  // most recently used first

  Result<void> read_line(const std::filesystem::path& folder, const std::string& line);
  Result<void> add_face(Face face);
  bool choose_primaries(FaceStack stack);
  [[nodiscard]] int primary(FaceStack stack, FontWeight weight) const {
    return primaries[static_cast<std::size_t>(stack)][static_cast<std::size_t>(weight)];
  }
  [[nodiscard]] std::vector<int> order(FaceStack stack, FontWeight weight) const;
  Sized& sized(int face, int pixel_size);
  Outlines open_outlines(const Blob& file) const;
};

Outlines FontSet::Impl::open_outlines(const Blob& file) const {
  unsigned length = 0;
  const char* data = hb_blob_get_data(file.get(), &length);
  FT_Face face = nullptr;
  FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(length), 0, &face);
  return Outlines(face);
}

Result<void> FontSet::Impl::add_face(Face face) {
  Loaded entry;
  entry.file.reset(hb_blob_create_from_file_or_fail(face.file.c_str()));
  if (!entry.file)
    return fail(Errc::not_found, fmt::format("{}: cannot be read; build the target fonts", face.file.native()));
  if (!open_outlines(entry.file)) {
    return fail(Errc::corrupt, fmt::format("{}: is no font; build the target fonts again", face.file.native()));
  }
  hb_face_t* font = hb_face_create(entry.file.get(), 0);
  hb_face_collect_unicodes(font, entry.coverage.all.get());
  hb_face_destroy(font);
  auto& basic = entry.coverage.basic;
  hb_codepoint_t c = HB_SET_VALUE_INVALID;
  while (hb_set_next(entry.coverage.all.get(), &c) != 0 && c < basic.size()) basic[c] = true;
  loaded.push_back(std::move(entry));
  faces.push_back(std::move(face));
  return {};
}

Result<void> FontSet::Impl::read_line(const std::filesystem::path& folder, const std::string& line) {
  std::istringstream words(line);
  std::string kind;
  std::string id;
  words >> kind >> id;
  if (kind == "face") {
    std::string file;
    std::string stack;
    std::string weight;
    words >> file >> stack >> weight;
    const auto* found = std::find_if(stacks.begin(), stacks.end(), [&](const auto& s) { return s.first == stack; });
    if (found != stacks.end() && (weight == "regular" || weight == "bold")) {
      return add_face({id, folder / file, found->second, weight == "bold" ? FontWeight::bold : FontWeight::regular});
    }
  } else if (kind == "icon") {
    std::string hex;
    words >> hex;
    std::uint32_t code_point = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), code_point, 16);
    if (error == std::errc{} && end == hex.data() + hex.size()) {
      icons.emplace(id, code_point);
      return {};
    }
  }
  return fail(Errc::bad_input,
              fmt::format("{}: cannot read a line that begins with \"{} {}\"; build the target fonts again",
                          (folder / "index").native(), kind, id));
}

// Whether the stack has a regular face; its bold is that one too when it has none of its own.
bool FontSet::Impl::choose_primaries(FaceStack stack) {
  const auto find = [&](FontWeight weight) {
    return std::find_if(faces.begin(), faces.end(),
                        [&](const Face& f) { return f.stack == stack && f.weight == weight; });
  };
  const auto regular = find(FontWeight::regular);
  const auto bold = find(FontWeight::bold);
  if (regular == faces.end()) return false;
  auto& chosen = primaries[static_cast<std::size_t>(stack)];
  chosen[static_cast<std::size_t>(FontWeight::regular)] = static_cast<int>(regular - faces.begin());
  chosen[static_cast<std::size_t>(FontWeight::bold)] =
      static_cast<int>((bold == faces.end() ? regular : bold) - faces.begin());
  return true;
}

std::vector<int> FontSet::Impl::order(FaceStack stack, FontWeight weight) const {
  std::vector<int> out{primary(stack, weight)};
  const auto add = [&](int face) {
    if (std::find(out.begin(), out.end(), face) == out.end()) out.push_back(face);
  };
  // Tifinagh is written with Latin punctuation; the Arabic face has a comma and a full stop too.
  if (stack == FaceStack::tifinagh) add(primary(FaceStack::latin, weight));
  for (const bool own : {true, false}) {
    for (std::size_t i = 0; i < faces.size(); ++i) {
      const Face& face = faces[i];
      if (face.stack == FaceStack::icons || face.weight != FontWeight::regular) continue;
      add(own ? primary(face.stack, weight) : static_cast<int>(i));
    }
  }
  return out;
}

Sized& FontSet::Impl::sized(int face, int pixel_size) {
  for (auto it = sizes.begin(); it != sizes.end(); ++it) {
    if (it->face == face && it->pixel_size == pixel_size) {
      sizes.splice(sizes.begin(), sizes, it);
      return sizes.front();
    }
  }
  if (sizes.size() >= limits::font_sizes_kept) sizes.pop_back();
  const Loaded& from = loaded[static_cast<std::size_t>(face)];
  Sized made{face, pixel_size, open_outlines(from.file), nullptr, nullptr, {}, {}};
  ENSURE(made.outlines, "a face that opened once opens again");
  FT_Set_Char_Size(made.outlines.get(), 0, pixel_size * 64, 0, 0);  // as TTF_OpenFont does
  const Shaper freetype(hb_ft_font_create_referenced(made.outlines.get()));
  hb_ft_font_set_load_flags(freetype.get(), FT_LOAD_NO_HINTING);  // advances as TTF_HINTING_NONE has them
  const auto glyphs = static_cast<std::size_t>(std::max<FT_Long>(made.outlines->num_glyphs, 0));
  made.source = std::make_unique<GlyphSource>(
      GlyphSource{from.glyphs.get(), made.outlines.get(), std::vector<hb_position_t>(glyphs, unknown_advance)});
  made.shaper.reset(hb_font_create_sub_font(freetype.get()));
  hb_font_set_funcs(made.shaper.get(), quick_functions(), made.source.get(), nullptr);
  made.metrics = metrics_of(made.outlines.get());
  sizes.push_front(std::move(made));
  return sizes.front();
}

FontSet::FontSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FontSet::FontSet(FontSet&&) noexcept = default;
FontSet& FontSet::operator=(FontSet&&) noexcept = default;
FontSet::~FontSet() = default;

Result<FontSet> FontSet::load(const std::filesystem::path& folder) {
  auto impl = std::make_unique<Impl>();
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return fail(Errc::internal, "FreeType does not start");
  impl->library.reset(library);
  std::istringstream index(TRY(read_file(folder / "index", limits::font_index_bytes)));
  for (std::string line; std::getline(index, line);) TRY(impl->read_line(folder, line));
  for (const auto& [name, stack] : stacks) {
    if (impl->choose_primaries(stack)) continue;
    return fail(Errc::bad_input, fmt::format("{}: has no regular face for the stack {}; build the target fonts again",
                                             (folder / "index").native(), name));
  }
  for (const auto& [name, stack] : stacks)
    for (const auto weight : {FontWeight::regular, FontWeight::bold})
      impl->orders[static_cast<std::size_t>(stack)][static_cast<std::size_t>(weight)] = impl->order(stack, weight);
  return FontSet(std::move(impl));
}

const std::vector<Face>& FontSet::faces() const { return impl_->faces; }
const std::map<std::string, char32_t, std::less<>>& FontSet::icons() const { return impl_->icons; }

bool FontSet::covers(int face, char32_t code_point) const {
  return impl_->loaded[static_cast<std::size_t>(face)].coverage.has(code_point);
}

const std::vector<bool>& FontSet::coverage(int face) const {
  return impl_->loaded[static_cast<std::size_t>(face)].coverage.basic;
}

int FontSet::primary_face(FaceStack stack, FontWeight weight) const { return impl_->primary(stack, weight); }

const std::vector<int>& FontSet::order(FaceStack stack, FontWeight weight) const {
  return impl_->orders[static_cast<std::size_t>(stack)][static_cast<std::size_t>(weight)];
}

std::optional<int> FontSet::face_for(FaceStack stack, FontWeight weight, char32_t code_point) const {
  for (const int face : order(stack, weight)) {
    if (covers(face, code_point)) return face;
  }
  return std::nullopt;
}

std::optional<char32_t> FontSet::icon(std::string_view name) const {
  const auto found = impl_->icons.find(name);
  if (found == impl_->icons.end()) return std::nullopt;
  return found->second;
}

FaceMetrics FontSet::metrics(int face, int pixel_size) const { return impl_->sized(face, pixel_size).metrics; }

GlyphBox FontSet::glyph_box(int face, int pixel_size, std::uint32_t glyph) const {
  Sized& sized = impl_->sized(face, pixel_size);
  const auto [place, is_new] = sized.boxes.try_emplace(glyph);
  if (is_new && FT_Load_Glyph(sized.outlines.get(), glyph, FT_LOAD_NO_HINTING) == 0) {
    const FT_GlyphSlot slot = sized.outlines->glyph;
    place->second = {slot->bitmap_left, -slot->bitmap_top, static_cast<int>(slot->bitmap.width),
                     static_cast<int>(slot->bitmap.rows)};
  }
  return place->second;
}

hb_font_t* FontSet::shaper(int face, int pixel_size) const { return impl_->sized(face, pixel_size).shaper.get(); }
FT_FaceRec_* FontSet::rasterizer(int face, int pixel_size) const {
  return impl_->sized(face, pixel_size).outlines.get();
}

namespace {

int whole_pixels(float size_px) {
  if (!(size_px > 1)) return 1;
  return static_cast<int>(std::lround(std::min(size_px, static_cast<float>(limits::text_size_px))));
}

// The em at which a script's letters look as large as another's.
float optical_em(FaceStack stack) {
  switch (stack) {
    case FaceStack::arabic:
      return 1.08F;
    case FaceStack::tifinagh:
      return 0.97F;
    case FaceStack::latin:
    case FaceStack::icons:
      break;
  }
  return 1;
}

}  // namespace

int pixel_size_of(const TextStyle& style) { return whole_pixels(style.size_px); }

int pixel_size_of(const TextStyle& style, const Face& face) {
  const bool icons = style.stack == FaceStack::icons || face.stack == FaceStack::icons;
  if (icons || face.stack == style.stack) return pixel_size_of(style);
  return whole_pixels(style.size_px * optical_em(face.stack) / optical_em(style.stack));
}

}  // namespace minbar::ui::text
