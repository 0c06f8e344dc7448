#include "kiosk/tools/specimen.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "kiosk/parts/parts.h"
#include "kiosk/parts/typing.h"
#include "kiosk/session/actions.h"
#include "ui/layout.h"
#include "ui/measure.h"
#include "ui/text/optical_size.h"

namespace minbar::kiosk {

namespace {

using namespace ui;

constexpr float page_px = 2200;  // where the next page begins; about a screen, so that it is looked at in its own size
constexpr float note_mm = 2.6F;  // the em of what is written about a sample
constexpr float note_room_mm = 5;
constexpr Color baseline_color{0x3B, 0x7D, 0xD8};
constexpr Color height_color{0xC0, 0x39, 0x2B};
constexpr Color note_color{0x5A, 0x5A, 0x5A};

struct Piece {
  Element element;
  std::vector<const Sample*> samples;  // in the order in which their texts are painted
};

class Specimen {
 public:
  Specimen(const SpecimenParts& parts, Language language, const Panel& panel)
      : parts_(parts), language_(language), panel_(panel) {}

  std::vector<Scene> pages() {
    std::vector<Scene> out;
    std::vector<Piece> page;
    float height = 0;
    for (auto& piece : pieces()) {
      const float own = height_of(piece.element);
      if (!page.empty() && height + own > page_px) {
        out.push_back(scene_of(page));
        page.clear();
        height = 0;
      }
      height += own;
      page.push_back(std::move(piece));
    }
    out.push_back(scene_of(page));
    return out;
  }

 private:
  std::vector<Piece> pieces() {
    std::vector<Piece> out;
    for (const auto& section : parts_.samples.by_language[static_cast<std::size_t>(language_)]) {
      Piece piece{column(title(section.title)).with_gap(space::tight).with_padding(space::wide, space::near), {}};
      for (const auto& sample : section.samples) {
        piece.element.add(shown(sample));
        piece.samples.push_back(&sample);
      }
      out.push_back(std::move(piece));
    }
    for (const auto& layout : parts_.content.keyboards.layouts)
      if (layout.language == layout_language())
        out.push_back({column(title("keyboard " + layout.id), keys(layout))
                           .with_gap(space::tight)
                           .with_padding(space::wide, space::near),
                       {}});
    return out;
  }

  [[nodiscard]] Language layout_language() const { return parts_.content.keyboards.start_for(language_).language; }

  static Element title(const std::string& text) {
    auto e = kiosk::parts::plain("title." + text, text, Language::en,
                                 {.role = TextRole::key_word, .color = ColorRole::primary});
    return column(std::move(e)).with_background(ColorRole::primary_soft).with_padding(space::tight, space::hair);
  }

  // The sample, and under it room for the note.
  static Element shown(const Sample& sample) {
    auto e = kiosk::parts::plain(fmt::format("specimen.{}", name_of(sample.role)), sample.text, sample.language,
                                 {.role = sample.role, .max_lines = sample.max_lines});
    if (sample.quoted) e.direction = BaseDirection::first_strong;
    return column(std::move(e), column().with_height(note_room_mm));
  }

  Element keys(const KeyboardLayout& layout) {
    const Kiosk kiosk;
    const Choices choices{.language = language_};
    const GraphemeBreaks graphemes = [this](std::string_view text) { return parts_.text.grapheme_boundaries(text); };
    const WordRanges words = [this](std::string_view text) { return parts_.text.words(text); };
    const Context context{.words = parts_.content.words,
                          .content = parts_.content,
                          .graphemes = graphemes,
                          .word_ranges = words,
                          .icons = parts_.icons,
                          .panel = panel_,
                          .now_ms = 0,
                          .wall_s = 0,
                          .fresh_id = {},
                          .fresh_code = {}};
    Actions actions;
    return typing::keys({kiosk, choices, context, actions}, layout, Board{}, TextEdit{});
  }

  [[nodiscard]] LayoutContext context(const Panel& panel) const {
    return {default_theme(), panel, direction_of(language_) == Direction::rtl, parts_.text};
  }

  float height_of(const Element& element) const {
    const auto where = context(panel_);
    return Measure(where).size(element, panel_.size.width).height;
  }

  Scene scene_of(std::vector<Piece>& page) {
    Element root = column().with_background(ColorRole::paper);
    std::vector<const Sample*> samples;
    for (auto& piece : page) {
      root.add(std::move(piece.element));
      samples.insert(samples.end(), piece.samples.begin(), piece.samples.end());
    }
    auto panel = panel_;
    panel.size.height = std::ceil(height_of(root));
    auto scene = layout(root, context(panel));
    annotate(scene, samples);
    return scene;
  }

  // Hairlines under each sample's text, and a note behind it.
  void annotate(Scene& scene, const std::vector<const Sample*>& samples) const {
    std::vector<DrawCommand> commands;
    std::size_t next = 0;
    for (auto& command : scene.commands) {
      const auto* text = std::get_if<DrawText>(&command);
      if (text != nullptr && next < samples.size() && text->paragraph->text == samples[next]->text) {
        const auto drawn = *text;
        hairlines(commands, drawn);
        commands.push_back(std::move(command));
        commands.push_back(note(drawn, *samples[next]));
        ++next;
      } else {
        commands.push_back(std::move(command));
      }
    }
    scene.commands = std::move(commands);
  }

  // How far the letter that gives a run's script its height rises above the baseline, in pixels.
  [[nodiscard]] float letter_height(TextStyle style, const Run& run) const {
    const auto stack = stack_of(run);
    const auto which = static_cast<std::size_t>(stack);
    if (which >= parts_.samples.letters.size()) return 0;
    style.stack = stack;
    style.max_lines = 0;
    const auto letter =
        parts_.text.layout(parts_.samples.letters.at(which), style, std::numeric_limits<float>::infinity());
    const auto& runs = letter->lines.front().runs;
    if (runs.empty() || runs.front().glyphs.empty()) return 0;
    // a guest among another script's letters has a size of its own
    return static_cast<float>(
        -parts_.fonts.glyph_box(runs.front().face, run.pixel_size, runs.front().glyphs.front().id).top);
  }

  [[nodiscard]] FaceStack stack_of(const Run& run) const {
    return parts_.fonts.faces().at(static_cast<std::size_t>(run.face)).stack;
  }

  void hairlines(std::vector<DrawCommand>& commands, const DrawText& drawn) const {
    const auto& paragraph = *drawn.paragraph;
    for (const auto& line : paragraph.lines) {
      const float y = std::round(drawn.origin.y + line.baseline);
      commands.emplace_back(FillRect{{drawn.origin.x + line.x, y, line.width, 1}, baseline_color});
      for (const auto& run : line.runs) {
        const float height = letter_height(paragraph.style, run);
        const Rect ink{line.x, 0, line.width, 1};  // without the spaces that end a line
        const auto over = Rect{run.x, 0, run.width, 1}.intersected(ink);
        if (height > 0)
          commands.emplace_back(FillRect{{drawn.origin.x + over.x, y - height, over.width, 1}, height_color});
      }
    }
  }

  [[nodiscard]] DrawCommand note(const DrawText& drawn, const Sample& sample) const {
    const auto& paragraph = *drawn.paragraph;
    const auto mm = [&](float px) { return px / panel_.px_per_mm; };
    std::vector<FaceStack> seen;
    std::string heights;
    for (const auto& line : paragraph.lines)
      for (const auto& run : line.runs) {
        const auto stack = stack_of(run);
        if (std::find(seen.begin(), seen.end(), stack) != seen.end()) continue;
        seen.push_back(stack);
        constexpr std::array<std::string_view, 4> letters{"alef", "yal", "H", "icon"};
        heights += fmt::format(", {} {:.2f}", letters.at(static_cast<std::size_t>(stack)),
                               mm(letter_height(paragraph.style, run)));
      }
    const auto text = fmt::format("{} {}: em {:.2f}{}, line {:.2f} mm", name_of(sample.role), tag_of(sample.language),
                                  mm(static_cast<float>(text::pixel_size_of(paragraph.style))), heights,
                                  mm(paragraph.lines.front().height));
    TextStyle style;
    style.stack = FaceStack::latin;
    style.size_px = note_mm * panel_.px_per_mm;
    style.direction = BaseDirection::ltr;
    style.language = "en";
    const auto laid_out = parts_.text.layout(text, style, panel_.size.width);
    return DrawText{laid_out, {space::wide * panel_.px_per_mm, drawn.origin.y + paragraph.height}, note_color};
  }

  const SpecimenParts& parts_;
  Language language_;
  Panel panel_;
};

}  // namespace

std::vector<Scene> specimen_pages(const SpecimenParts& parts, Language language, const Panel& panel) {
  return Specimen(parts, language, panel).pages();
}

}  // namespace minbar::kiosk
