#include "kiosk/parts/trust_parts.h"

#include "kiosk/parts/meaning.h"

namespace minbar::kiosk::parts {

using namespace ui;

namespace {

constexpr std::size_t half = 9;  // two groups and the hyphen between them

constexpr WordStyle large{
    .role = TextRole::title, .color = ColorRole::primary, .align = TextAlign::center, .max_lines = 1};

}  // namespace

Element fingerprint_card(const Look& look) {
  Element lines = column(word(look, "fingerprint.title",
                              {.role = TextRole::label, .color = ColorRole::ink_soft, .align = TextAlign::center}))
                      .with_gap(space::tight);
  const auto& text = look.kiosk.station ? look.kiosk.station->fingerprint : std::string();
  if (!short_of_room(look.context) || text.size() <= half) {
    lines.add(plain("fingerprint.value", text, Language::en, large));
  } else {
    lines.add(plain("fingerprint.value", text.substr(0, half), Language::en, large));
    lines.add(plain("fingerprint.rest", text.substr(half + 1), Language::en, large));
  }
  return card(std::move(lines));
}

bool enrolment_differs(const Kiosk& kiosk) { return kiosk.station && kiosk.station->differs; }

bool records_are_missing(const Kiosk& kiosk) { return kiosk.station && kiosk.station->records_missing > 0; }

bool has_notice(const Kiosk& kiosk) { return enrolment_differs(kiosk) || records_are_missing(kiosk); }

Element notice_mark(const Look& look) {
  const auto said = [&](Language language, TextAlign align) {
    auto words = word_in(look, language, enrolment_differs(look.kiosk) ? "trust.mark" : "salvage.mark",
                         {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = align, .max_lines = 1});
    words.name += "." + std::string(tag_of(language));
    return words;
  };
  if (short_of_room(look.context)) return said(Language::ar, TextAlign::center);
  return row(said(Language::ar, TextAlign::end).with_grow(), icon(look, meaning::staff, ColorRole::ink_soft, 6),
             said(Language::fr, TextAlign::start).with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

std::string place_name(const Look& look, Language language) {
  if (!look.kiosk.station) return {};
  const auto& station = *look.kiosk.station;
  const auto& name = language == Language::ar ? station.name_ar : station.name_fr;
  if (!name.empty()) return name;
  return place_label(look.context.content.places, look.context.words, language, station.place).text;
}

}  // namespace minbar::kiosk::parts
