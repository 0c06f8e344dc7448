// The desk's words in one language: flat files "key": "text", one of each feature and one of the frame, compiled
// in. Templates take them when they are loaded; code takes only what it must put together itself, such as dates.
// Arabic, French and English have exactly the same keys (checked at start); Tamazight has those that are known, with
// their confidence, and borrows the others from Arabic.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/desk/embedded.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// Those in which every word is written. The first is shown to whom none was chosen for.
inline constexpr std::array desk_languages{Language::ar, Language::fr, Language::en};

class Words {
 public:
  // Reads words/<language>/*.json from the embedded files. Errors: not_found, bad_input (file, line, reason; a key that
  // two files have).
  [[nodiscard]] static Result<Words> load(Language language);
  // Reads the same files as "key": {"text": …, "confidence": …}; what they lack is `lender`'s. As two directions stand
  // beside each other, each text that has letters is isolated. Errors: as load; bad_input for a key `lender` lacks.
  [[nodiscard]] static Result<Words> load_over(Language language, const Words& lender);

  [[nodiscard]] bool has(std::string_view key) const { return texts_.contains(std::string(key)); }
  // The text of a key. A missing key is a broken invariant: what is used is checked at start.
  [[nodiscard]] const std::string& at(std::string_view key) const;
  [[nodiscard]] Language language() const { return language_; }
  // Whose words stand in for what is not known; the language itself where everything is.
  [[nodiscard]] Language lender() const { return lender_; }
  [[nodiscard]] bool is_borrowed(const std::string& key) const { return borrowed_.contains(key); }
  // An error bad_input that names a key which `other` has and this one lacks.
  [[nodiscard]] Result<void> has_keys_of(const Words& other) const;

 private:
  explicit Words(Language language) : language_(language), lender_(language) {}
  Result<void> add(const EmbeddedFile& file);
  Result<void> add_known(const EmbeddedFile& file);
  Language language_;
  Language lender_;
  std::unordered_set<std::string> borrowed_;
  std::unordered_map<std::string, std::string> texts_;
};

// The words of desk_languages in their order, then Tamazight. Errors: those of Words::load and load_over; bad_input
// when one of desk_languages has a key that another lacks.
[[nodiscard]] Result<std::vector<Words>> load_desk_words();

// `text` with each {name} replaced by its value; an unknown {name} stays.
struct Slot {
  std::string_view name;
  std::string_view value;
};
[[nodiscard]] std::string filled(std::string_view text, std::initializer_list<Slot> slots);

}  // namespace minbar::collector
