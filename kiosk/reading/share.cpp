#include "kiosk/reading/share.h"

#include <algorithm>
#include <set>

#include "sync/base/ensure.h"

namespace minbar::kiosk::reading {

namespace {

bool is_known(const LocalText& text, Language language) {
  return !text.texts[static_cast<std::size_t>(language)].empty();
}

template <class Things, class Text>
Share share_of_names(const Things& things, Language language, Text text_of) {
  Share out{.known = 0, .of = things.size()};
  for (const auto& thing : things)
    if (is_known(text_of(thing), language)) ++out.known;
  return out;
}

Share share_of_word(const Content& content, std::string_view word, Language language) {
  const auto name = [](const auto& thing) -> const LocalText& { return thing.name; };
  if (word == "services.names") return share_of_names(content.services.all, language, name);
  if (word == "reasons.names") return share_of_names(content.services.reasons, language, name);
  if (word == "themes.names") return share_of_names(content.themes, language, name);
  if (word == "themes.hints")
    return share_of_names(content.themes, language, [](const Theme& theme) -> const LocalText& { return theme.hint; });
  return {.known = content.words.shown_in(language, word) == language ? std::size_t{1} : 0, .of = 1};
}

template <class Each>
void for_each_word(std::string_view words, Each each) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    each(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

}  // namespace

Share share_of(const Content& content, std::string_view words, Language language) {
  Share out;
  for_each_word(words, [&](std::string_view word) {
    const auto share = share_of_word(content, word, language);
    out.known += share.known;
    out.of += share.of;
  });
  return out;
}

Share share_of_all(const Content& content, Language language) {
  std::set<std::string_view> counted;
  Share out;
  for (const auto& screen : screen_words)
    for_each_word(screen.words, [&](std::string_view word) {
      if (!counted.insert(word).second) return;
      const auto share = share_of_word(content, word, language);
      out.known += share.known;
      out.of += share.of;
    });
  return out;
}

int percent(const Share& share) { return share.of == 0 ? 0 : static_cast<int>(100 * share.known / share.of); }

Directions tamazight_directions(const Content& content) {
  Directions out{};
  for (std::size_t i = 0; i < screen_words.size(); ++i) {
    const auto share = share_of(content, screen_words[i].words, Language::zgh);
    out.at(i) = direction_of(2 * share.known > share.of ? Language::zgh : Language::ar);
  }
  return out;
}

std::size_t place_of(std::string_view screen) {
  const auto found = std::find_if(screen_words.begin(), screen_words.end(),
                                  [&](const ScreenWords& one) { return one.screen == screen; });
  ENSURE(found != screen_words.end(), "every screen has its row among screen_words");
  return static_cast<std::size_t>(found - screen_words.begin());
}

}  // namespace minbar::kiosk::reading
