// The parts every screen is made of, so that all look like one hand: words, buttons, cards, the header with the
// languages, the footer. Used by the screens' views only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/actions.h"
#include "kiosk/context.h"
#include "kiosk/state.h"
#include "ui/element.h"

namespace minbar::kiosk::parts {

struct WordStyle {
  ui::TextRole role = ui::TextRole::body;
  ui::ColorRole color = ui::ColorRole::ink;
  ui::TextAlign align = ui::TextAlign::start;
  int max_lines = 0;
};

// What the views of one screen share.
struct Look {
  const State& state;
  const Context& context;
  Actions& actions;
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
// The khatam: an eight-pointed star, with a smaller one inside.
[[nodiscard]] ui::Element khatam(float size_mm, ui::ColorRole outer, ui::ColorRole inner);
// A quiet row of stars across the screen.
[[nodiscard]] ui::Element star_band(const Look& look, ui::ColorRole color);

enum class Rank : std::uint8_t { primary, secondary, quiet };
struct Button {
  std::string_view key;
  Rank rank = Rank::secondary;
  Event event;
  std::string_view icon = {};  // before the word
  bool forward = false;        // an arrow after the word
  bool back = false;           // an arrow before the word
};
[[nodiscard]] ui::Element button(const Look& look, const Button& button);

[[nodiscard]] ui::Element card(ui::Element content);
// A scroll area whose "more" turns pages of the screen's own state.
[[nodiscard]] ui::Element scroll(const Look& look, ui::Element content);

// A whole screen: header, then `body` within the reading width, then the footer's buttons.
[[nodiscard]] ui::Element page(const Look& look, ui::Element body, std::vector<ui::Element> footer);
// The head of a step of a proposal: where one is, what to do, a line of help.
[[nodiscard]] ui::Element step_title(const Look& look, int step, std::string_view title_key, std::string_view help_key);
inline constexpr int steps = 4;

[[nodiscard]] bool landscape(const Context& context);
[[nodiscard]] float content_width_mm(const Context& context);
[[nodiscard]] ui::FaceStack stack_of(Language language);

}  // namespace minbar::kiosk::parts
