// The parts every screen is made of, so that all look like one hand: words, buttons, cards, faces, ornament, and how
// much room there is for them. Used by the screens' views only; frame.h puts them between header and footer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/parts/look.h"
#include "kiosk/session/context.h"
#include "ui/element.h"

namespace minbar::kiosk::parts {

struct WordStyle {
  ui::TextRole role = ui::TextRole::body;
  ui::ColorRole color = ui::ColorRole::ink;
  ui::TextAlign align = ui::TextAlign::start;
  int max_lines = 0;
};

// A catalogue text in the session's language (or, word by word, in the one it falls back to).
[[nodiscard]] ui::Element word(const Look& look, std::string_view key, WordStyle style = {},
                               const std::vector<Argument>& arguments = {});
// A catalogue text in a language of its own.
[[nodiscard]] ui::Element word_in(const Look& look, Language language, std::string_view key, WordStyle style = {});
// A name that content gives in several languages.
[[nodiscard]] ui::Element worded(std::string name, Wording wording, WordStyle style = {});
// Text that is not from the catalogue, in a known language: a place's name, a code.
[[nodiscard]] ui::Element plain(std::string name, std::string text, Language language, WordStyle style = {});
// A citizen's own text, in its own direction.
[[nodiscard]] ui::Element quoted(const Look& look, std::string name, std::string text, WordStyle style = {});

[[nodiscard]] ui::Element icon(const Look& look, std::string_view name, ui::ColorRole color,
                               float size_mm = ui::size::icon);
[[nodiscard]] ui::Element forward_icon(const Look& look, ui::ColorRole color, float size_mm = 7);
[[nodiscard]] ui::Element back_icon(const Look& look, ui::ColorRole color, float size_mm = 7);
[[nodiscard]] ui::Element edit_icon(const Look& look);
// An icon on a disc.
[[nodiscard]] ui::Element medallion(const Look& look, std::string_view icon_name, float size_mm, ui::ColorRole disc,
                                    ui::ColorRole ink);
// Minbar's mark, the khatam with a smaller one inside: green and saffron on paper, saffron and green on green.
enum class Ground : std::uint8_t { paper, green };
[[nodiscard]] ui::Element mark(float size_mm, Ground ground);
// Minbar's name beside or under its mark, the same in every language. `height_mm`: the letters have a third of it.
[[nodiscard]] ui::Element wordmark(float height_mm, ui::ColorRole color);
// The mark with a picture in its heart: what a screen of rest is about.
[[nodiscard]] ui::Element emblem(const Look& look, std::string_view icon_name, float size_mm);
// A quiet band of zellige, as wide as its place.
[[nodiscard]] ui::Element ornament(const Look& look, float height_mm = 15,
                                   ui::ColorRole color = ui::ColorRole::ornament);
// One of the five faces: a disc, and features that tell it apart without colour.
[[nodiscard]] ui::Element face(Satisfaction satisfaction, float size_mm);
// Three of them, unhappy, neither and happy: what is asked, without an answer that stands out.
[[nodiscard]] ui::Element three_faces(float size_mm);
[[nodiscard]] std::string_view face_key(Satisfaction satisfaction);  // the word key of its name

enum class Rank : std::uint8_t { primary, secondary, quiet };
struct Button {
  std::string_view key;
  Rank rank = Rank::secondary;
  Event event;
  std::string_view icon = {};  // before the word
  bool forward = false;        // an arrow after the word
  bool back = false;           // an arrow before the word
  bool way_out = false;        // where room is short its icon stands alone
  bool icon_alone = false;     // wherever
};
[[nodiscard]] ui::Element button(const Look& look, const Button& button);

// The way out that most footers have.
[[nodiscard]] ui::Element back(const Look& look);

[[nodiscard]] ui::Element card(ui::Element content);
// What is chosen among several: an icon on a disc, a name, perhaps a hint.
struct Choice {
  std::string name;  // of the target
  std::string_view icon;
  ui::Element title;
  std::optional<ui::Element> hint = {};
  bool chosen = false;
  Event event;
};
[[nodiscard]] ui::Element choice_card(const Look& look, Choice choice);
// A badge: what it is here, and what stands on it.
[[nodiscard]] ui::Element badge_line(const Look& look, std::string_view key, const BadgeId& badge);
// That staff helps in this session, and whose badge it is.
[[nodiscard]] ui::Element helped_by(const Look& look);
// A remark in the colour of care, with an icon.
[[nodiscard]] ui::Element remark(const Look& look, std::string_view key);
[[nodiscard]] ui::Element remark(const Look& look, std::string_view key, ui::TextRole role);
// "12 letters left", or that the text is full.
[[nodiscard]] ui::Element letters_left(const Look& look, std::size_t count);
// "1:05", in every language.
[[nodiscard]] std::string minutes_and_seconds(std::int64_t ms);
// "This page closes in 8 seconds."
[[nodiscard]] ui::Element closes(const Look& look);
// A scroll area whose "more" turns the pages of the screen that is up.
// What fits stands at the top, or in the middle where that is asked for.
[[nodiscard]] ui::Element scroll(const Look& look, ui::Element content, bool middle = false);

[[nodiscard]] bool landscape(const Context& context);
[[nodiscard]] float margin_mm(const Context& context);  // between the screen's edge and its content
// A wide panel's page has two columns: what is said at the start, what is touched at the end.
[[nodiscard]] bool two_columns(const Context& context);
[[nodiscard]] float page_width_mm(const Context& context);     // of the whole page
[[nodiscard]] float content_width_mm(const Context& context);  // of one column of it
// What room words have (ui/LOOK.md, "Room"): so large for the panel's width that faces stand below each other;
[[nodiscard]] bool tight(const Context& context);
// larger still: little more than the names of choices fits;
[[nodiscard]] bool scant(const Context& context);
// a panel so low that a keyboard leaves no height for header and help;
[[nodiscard]] bool low(const Context& context);
// the largest text size, on whatever panel;
[[nodiscard]] bool largest(const Context& context);
// any of these: heads scroll along with what they stand over, and screens of rest scroll.
[[nodiscard]] bool short_of_room(const Context& context);
// How many columns of at least `width_mm` the content takes, a little wider for larger text; at least one.
[[nodiscard]] int columns_for(const Context& context, float width_mm);
// The same of the whole page, for `count` cards that stand broad (composition.h): no more columns than the rows that
// they make can fill evenly.
[[nodiscard]] int broad_columns(const Context& context, float width_mm, std::size_t count);
[[nodiscard]] ui::FaceStack stack_of(Language language);

}  // namespace minbar::kiosk::parts
