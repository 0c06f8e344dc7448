// The faces that the `fonts` build step made, opened once: what each covers, which one serves a character, and HarfBuzz
// and FreeType fonts at whole pixel sizes. Used by everything in ui/text, and by the painter for files and metrics. It
// never looks for fonts elsewhere on the system, and one thread uses it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "ui/paragraph.h"
#include "ui/text/face_metrics.h"

struct hb_font_t;
struct FT_FaceRec_;

namespace minbar::ui::text {

struct Face {
  std::string id;              // "arabic-bold", as fonts/manifest names it
  std::filesystem::path file;  // the subset file, absolute or as the folder was given
  FaceStack stack = FaceStack::latin;
  FontWeight weight = FontWeight::regular;
};

class FontSet {
 public:
  // Reads `folder`/index (written by the `fonts` target). Errors: not_found, bad_input (a line of the index), corrupt
  // (a file that is no font); the context names the file.
  [[nodiscard]] static Result<FontSet> load(const std::filesystem::path& folder);
  FontSet(FontSet&&) noexcept;
  FontSet& operator=(FontSet&&) noexcept;
  ~FontSet();

  // A Run's `face` is an index into this.
  [[nodiscard]] const std::vector<Face>& faces() const;
  // The face's file as it lies on disk, mapped once for all sizes and readers.
  [[nodiscard]] std::string_view bytes(int face) const;
  [[nodiscard]] bool covers(int face, char32_t code_point) const;
  // The same for the Basic Multilingual Plane, a bit a character, for whoever asks at every letter.
  [[nodiscard]] const std::vector<bool>& coverage(int face) const;
  // The stack's own face: the first of the manifest. Tifinagh and icons have one weight.
  [[nodiscard]] int primary_face(FaceStack stack, FontWeight weight) const;
  // The faces in which a character is looked for: the stack's own, the other stacks' own (for Tifinagh Latin first),
  // then what else there is. Icons serve only the icon stack, so that a citizen's private-use characters never become
  // icons.
  [[nodiscard]] const std::vector<int>& order(FaceStack stack, FontWeight weight) const;
  // The first in this order that has the character; empty: none.
  [[nodiscard]] std::optional<int> face_for(FaceStack stack, FontWeight weight, char32_t code_point) const;
  // A code point of fonts/icons by its name ("arrow_back"); paint it with FaceStack::icons.
  [[nodiscard]] std::optional<char32_t> icon(std::string_view name) const;
  [[nodiscard]] const std::map<std::string, char32_t, std::less<>>& icons() const;

  [[nodiscard]] FaceMetrics metrics(int face, int pixel_size) const;
  [[nodiscard]] GlyphBox glyph_box(int face, int pixel_size, std::uint32_t glyph) const;
  // Owned by the set and alive until limits::font_sizes_kept others were asked for; not to be kept by callers.
  [[nodiscard]] hb_font_t* shaper(int face, int pixel_size) const;
  [[nodiscard]] FT_FaceRec_* rasterizer(int face, int pixel_size) const;

 private:
  struct Impl;
  explicit FontSet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::text
