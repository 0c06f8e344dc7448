// The names that people read where the database has ids: themes, services, reasons and places, as the content pack
// words them. Used by pages and by enrolment. Also finds a place by what a coordinator types, folding what Arabic and
// French writers write in several ways.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// A place with its full names: communes with the prefecture or province, since names repeat.
struct NamedPlace {
  PlaceCode code;
  std::string name_ar;
  std::string name_fr;
  bool operator==(const NamedPlace&) const = default;
};

class ContentNames {
 public:
  // Reads the content pack in `folder` (domain/content.h). Errors: not_found (a file), bad_input (file, line and
  // reason).
  [[nodiscard]] static Result<ContentNames> open(const std::filesystem::path& folder);

  // The name in Arabic or French (French for other languages); the id itself when this pack has none: an older or newer
  // one.
  [[nodiscard]] std::string theme(const ThemeId& id, Language language) const;
  [[nodiscard]] std::string service(const ServiceId& id, Language language) const;
  [[nodiscard]] std::string reason(const ReasonId& id, Language language) const;
  [[nodiscard]] std::string place(const PlaceCode& code, Language language) const;
  // The place itself, then what it lies in, up to its region. A code this pack does not know stands alone.
  [[nodiscard]] std::vector<PlaceCode> lineage(const PlaceCode& code) const;
  [[nodiscard]] const std::vector<NamedPlace>& places() const { return places_; }  // by code

  // Places meant by a code, a full name, a bare name, or the beginning of one; of the best kind only, at most 20.
  [[nodiscard]] std::vector<NamedPlace> find_place(std::string_view text) const;

 private:
  struct TwoNames {
    std::string ar;
    std::string fr;
  };
  // As written with folded_name; one for each place, in its order.
  struct Folded {
    TwoNames full;
    TwoNames bare;
  };

  using Named = std::unordered_map<std::string, TwoNames>;
  [[nodiscard]] static std::string name_in(const Named& named, const std::string& id, Language language);

  Named themes_;
  Named services_;
  Named reasons_;
  std::vector<NamedPlace> places_;
  std::vector<Folded> folded_;
  std::vector<PlaceCode> parents_;  // one for each place, in its order; empty for a region
  std::unordered_map<std::string, std::size_t> by_code_;
};

// Lower case, accents dropped; hamza, alef, ta marbuta and alef maqsura made one; tashkeel and the article dropped;
// every other character but letters and digits becomes one space. Only for comparing.
[[nodiscard]] std::string folded_name(std::string_view text);

}  // namespace minbar::collector
