#include "ui/text/typesetter.h"

#include <type_traits>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "ui/text/compose.h"

namespace minbar::ui::text {

namespace {

template <class T>
void append_bytes(std::string& key, const T& value) {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
  key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// The fields first, each of bounded form, so that no two questions have one key.
std::string key_of(std::string_view text, const TextStyle& s, float width) {
  std::string key;
  key.reserve(48 + s.language.size() + text.size());
  append_bytes(key, width);
  append_bytes(key, s.stack);
  append_bytes(key, s.weight);
  append_bytes(key, s.size_px);
  append_bytes(key, s.line_height);
  append_bytes(key, s.direction);
  append_bytes(key, s.align);
  append_bytes(key, s.max_lines);
  append_bytes(key, s.balanced);
  append_bytes(key, s.language.size());
  key += s.language;
  key += text;
  return key;
}

std::size_t memory_of(const Paragraph& paragraph) {
  std::size_t sum = sizeof(Paragraph) + paragraph.text.capacity();
  for (const auto& line : paragraph.lines) {
    sum += sizeof(Line);
    for (const auto& run : line.runs) sum += sizeof(Run) + run.glyphs.capacity() * sizeof(Glyph);
  }
  return sum;
}

}  // namespace

Typesetter::Typesetter(const FontSet& fonts, Segmenter segmenter, WordBreaker words)
    : fonts_(&fonts), segmenter_(std::move(segmenter)), words_(std::move(words)) {}

Result<Typesetter> Typesetter::open(const FontSet& fonts) {
  auto segmenter = TRY(Segmenter::open());
  return Typesetter(fonts, std::move(segmenter), TRY(WordBreaker::open()));
}

ParagraphPtr Typesetter::layout(std::string_view text, const TextStyle& style, float width) {
  std::string key = key_of(text, style, width);
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    return recent_.front().paragraph;
  }
  auto paragraph = std::make_shared<const Paragraph>(compose(text, style, width, *fonts_, segmenter_));
  keep(std::move(key), paragraph);
  return paragraph;
}

void Typesetter::keep(std::string key, const ParagraphPtr& paragraph) {
  const std::size_t bytes = sizeof(Entry) + key.capacity() + memory_of(*paragraph);
  if (bytes > limits::paragraph_cache_bytes) return;
  while (!recent_.empty() &&
         (recent_.size() >= limits::paragraph_cache_entries || bytes_ + bytes > limits::paragraph_cache_bytes)) {
    by_key_.erase(recent_.back().key);
    bytes_ -= recent_.back().bytes;
    recent_.pop_back();
  }
  recent_.push_front({std::move(key), paragraph, bytes});
  by_key_.emplace(recent_.front().key, recent_.begin());
  bytes_ += bytes;
}

std::vector<std::size_t> Typesetter::grapheme_boundaries(std::string_view text) const {
  return segmenter_.grapheme_boundaries(is_valid_utf8(text) ? std::string(text) : sanitized_utf8(text));
}

std::vector<TextRange> Typesetter::words(std::string_view text) const {
  return words_.words(is_valid_utf8(text) ? std::string(text) : sanitized_utf8(text));
}

void Typesetter::forget() {
  by_key_.clear();
  recent_.clear();
  bytes_ = 0;
}

}  // namespace minbar::ui::text
