#include "ui/text/fonts.h"

#include <fmt/format.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <list>
#include <sstream>

#include "sync/base/ensure.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "ui/text/sized_face.h"

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
using Blob = std::unique_ptr<hb_blob_t, Closer<hb_blob_destroy>>;
using CodePoints = std::unique_ptr<hb_set_t, Closer<hb_set_destroy>>;

constexpr std::array<std::pair<std::string_view, FaceStack>, 4> stacks{{{"arabic", FaceStack::arabic},
                                                                        {"tifinagh", FaceStack::tifinagh},
                                                                        {"latin", FaceStack::latin},
                                                                        {"icons", FaceStack::icons}}};

// The characters of a face: a bit each for the Basic Multilingual Plane, since every letter of every text is asked for.
struct Coverage {
  std::vector<bool> basic = std::vector<bool>(0x10000);
  CodePoints all{hb_set_create()};
  [[nodiscard]] bool has(char32_t c) const { return c < basic.size() ? basic[c] : hb_set_has(all.get(), c) != 0; }
};

std::string_view bytes_of(const Blob& file) {
  unsigned length = 0;
  const char* data = hb_blob_get_data(file.get(), &length);
  return {data, length};
}

struct Loaded {
  Blob file;
  Coverage coverage;
  std::unique_ptr<NominalGlyphs> glyphs = std::make_unique<NominalGlyphs>();
};

struct Sized {
  int face;
  int pixel_size;
  SizedFace made;
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
  SizedFace& sized(int face, int pixel_size);
  Outlines open_outlines(const Blob& file) const;
};

Outlines FontSet::Impl::open_outlines(const Blob& file) const {
  const auto bytes = bytes_of(file);
  FT_Face face = nullptr;
  FT_New_Memory_Face(library.get(), reinterpret_cast<const FT_Byte*>(bytes.data()), static_cast<FT_Long>(bytes.size()),
                     0, &face);
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

SizedFace& FontSet::Impl::sized(int face, int pixel_size) {
  for (auto it = sizes.begin(); it != sizes.end(); ++it) {
    if (it->face == face && it->pixel_size == pixel_size) {
      sizes.splice(sizes.begin(), sizes, it);
      return sizes.front().made;
    }
  }
  if (sizes.size() >= limits::font_sizes_kept) sizes.pop_back();
  const Loaded& from = loaded[static_cast<std::size_t>(face)];
  Outlines outlines = open_outlines(from.file);
  ENSURE(outlines, "a face that opened once opens again");
  sizes.push_front({face, pixel_size, SizedFace(std::move(outlines), *from.glyphs, pixel_size)});
  return sizes.front().made;
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

std::string_view FontSet::bytes(int face) const { return bytes_of(impl_->loaded[static_cast<std::size_t>(face)].file); }

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

FaceMetrics FontSet::metrics(int face, int pixel_size) const { return impl_->sized(face, pixel_size).metrics(); }

GlyphBox FontSet::glyph_box(int face, int pixel_size, std::uint32_t glyph) const {
  return impl_->sized(face, pixel_size).box(glyph);
}

hb_font_t* FontSet::shaper(int face, int pixel_size) const { return impl_->sized(face, pixel_size).shaper(); }
FT_FaceRec_* FontSet::rasterizer(int face, int pixel_size) const { return impl_->sized(face, pixel_size).outlines(); }

}  // namespace minbar::ui::text
