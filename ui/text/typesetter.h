// The TextLayout of the kiosk: composes paragraphs and keeps the recent ones. Used by the app, the tests and the text
// command; one thread. The cache holds what a citizen typed: `forget` it when a session is wiped.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sync/base/result.h"
#include "ui/paragraph.h"
#include "ui/text/fonts.h"
#include "ui/text/segment.h"
#include "ui/text/word_breaks.h"

namespace minbar::ui::text {

class Typesetter final : public TextLayout {
 public:
  // `fonts` must outlive the typesetter. Error: internal, when ICU is too old or its data are not installed.
  [[nodiscard]] static Result<Typesetter> open(const FontSet& fonts);

  [[nodiscard]] ParagraphPtr layout(std::string_view text, const TextStyle& style, float width) override;
  [[nodiscard]] std::vector<std::size_t> grapheme_boundaries(std::string_view text) const override;
  [[nodiscard]] std::vector<TextRange> words(std::string_view text) const override;

  void forget();
  // At most limits::paragraph_cache_entries and limits::paragraph_cache_bytes; a paragraph larger than that is not
  // kept.
  [[nodiscard]] std::size_t cached_entries() const { return recent_.size(); }
  [[nodiscard]] std::size_t cached_bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    ParagraphPtr paragraph;
    std::size_t bytes;
  };
  Typesetter(const FontSet& fonts, Segmenter segmenter, WordBreaker words);
  void keep(std::string key, const ParagraphPtr& paragraph);

  const FontSet* fonts_;
  Segmenter segmenter_;
  WordBreaker words_;
  std::list<Entry> recent_;                                                  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;  // views of the entries' keys
  std::size_t bytes_ = 0;
};

}  // namespace minbar::ui::text
