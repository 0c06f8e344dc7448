// The 1,590 collectivités territoriales, the provinces and prefectures between them, and the arrondissements where a
// kiosk may stand. Used to name a place by its code. Names repeat across provinces, so who shows a place shows
// `place_label`, never the bare name.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/words.h"

namespace minbar {

enum class PlaceKind : std::uint8_t { region, province, prefecture, commune, arrondissement };

struct Place {
  PlaceCode code;
  PlaceKind kind = PlaceKind::commune;
  std::string name_ar;
  std::string name_fr;
  PlaceCode parent;  // empty for a region; a province's region, a commune's province, an arrondissement's city
  std::int64_t population = 0;  // by the census of the pack's tables; 0: not known
  bool has_arrondissements = false;
  std::string folded_ar;  // the names as they are searched (folded_name.h)
  std::string folded_fr;
  bool operator==(const Place&) const = default;
};

class Places {
 public:
  // Refused with file and line: other columns than documented in SOURCES.md, a code given twice, a parent that does not
  // exist or is of a kind that holds no such places (so no place lies in itself), a place without a name.
  [[nodiscard]] static Result<Places> parse(const ContentFile& collectivities, const ContentFile& arrondissements);

  // Null when there is no such code. Lives as long as this object.
  [[nodiscard]] const Place* find(const PlaceCode& code) const;
  // The place itself and all that it lies in, up to its region. A code that is not here: itself alone.
  [[nodiscard]] std::vector<PlaceCode> lineage(const PlaceCode& code) const;
  [[nodiscard]] std::span<const Place> all() const { return places_; }  // by code
  // Whether `inner` is `outer` or lies in it. False for codes this pack does not know, but for equal ones.
  [[nodiscard]] bool lies_in(const PlaceCode& inner, const PlaceCode& outer) const;
  // The prefecture or province that a place is or lies in; null for a region and for an unknown code.
  [[nodiscard]] const Place* province_of(const PlaceCode& code) const;

 private:
  friend ArchivedFields;
  template <class Self>
  static auto fields(Self& self) {
    auto& [places] = self;
    return std::tie(places);
  }

  std::vector<Place> places_;
};

// The place with its province (or city), as the words "place.*" compose it. A code this pack does not know (a newer one
// may) is shown as it is, in the catalogue's own frame.
[[nodiscard]] Wording place_label(const Places& places, const Catalogue& words, Language language,
                                  const PlaceCode& code);

// The keys place_label says.
inline constexpr std::array place_word_keys{
    WordKey{"place.region", "name"},
    WordKey{"place.province", "name"},
    WordKey{"place.prefecture", "name"},
    WordKey{"place.in_province", "name parent"},
    WordKey{"place.in_prefecture", "name parent"},
    WordKey{"place.in_city", "name parent"},
    WordKey{"place.unknown", "code"},
};

}  // namespace minbar
