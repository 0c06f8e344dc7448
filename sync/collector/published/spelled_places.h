// The places of a content pack under every name that people read or type: full names in three languages, and found by
// what a coordinator types, folding what Arabic and French writers write in several ways. All of them are spelt when
// somebody first asks for all: some 1,700 places cost a start more than the rest of the pack. Safe from several
// threads.
#pragma once

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"
#include "sync/domain/words/words.h"

namespace minbar::collector {

// Which places count; without one all.
using Within = std::function<bool(const PlaceCode&)>;

// A place with its full names: communes with the prefecture or province, since names repeat.
struct NamedPlace {
  PlaceCode code;
  std::string name_ar;
  std::string name_fr;
  std::string name_en;  // as in French, with what it is and lies in said in English
  [[nodiscard]] const std::string& in(Language language) const;  // as SpelledPlaces::name
  bool operator==(const NamedPlace&) const = default;
};

class SpelledPlaces {
 public:
  // `words`: those place_label says.
  SpelledPlaces(Places tree, Catalogue words) : tree_(std::move(tree)), words_(std::move(words)) {}

  [[nodiscard]] const Places& tree() const { return tree_; }
  // The full name in Arabic, French or English (Arabic for Tamazight); the code itself when there is no such
  // place.
  [[nodiscard]] std::string name(const PlaceCode& code, Language language) const;
  // By code; lives as long as this.
  [[nodiscard]] const std::vector<NamedPlace>& all() const;
  // Places meant by a code, a full name, a bare name, or the beginning of one; of the best kind only, at most 20.
  [[nodiscard]] std::vector<NamedPlace> find(std::string_view text, const Within& within) const;

 private:
  // What is looked for, written with folded_name; one for each place, in its order.
  struct Folded {
    std::array<std::string, 3> full;
    std::array<std::string, 2> bare;  // the same in French and in English
  };
  [[nodiscard]] std::string full_name(const PlaceCode& code, Language language) const;
  [[nodiscard]] NamedPlace named(const PlaceCode& code) const;
  void spell() const;

  Places tree_;
  Catalogue words_;
  mutable std::once_flag spelt_;
  mutable std::vector<NamedPlace> all_;
  mutable std::vector<Folded> folded_;
};

}  // namespace minbar::collector
