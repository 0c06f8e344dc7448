#include "sync/domain/records/submission.h"

#include <utility>

namespace minbar {

namespace {

constexpr std::array genders{std::pair{Gender::woman, "woman"}, std::pair{Gender::man, "man"}};
constexpr std::array age_bands{std::pair{AgeBand::under_18, "under_18"}, std::pair{AgeBand::from_18, "18_24"},
                               std::pair{AgeBand::from_25, "25_34"},     std::pair{AgeBand::from_35, "35_49"},
                               std::pair{AgeBand::from_50, "50_64"},     std::pair{AgeBand::from_65, "65_or_more"}};

template <class Table, class E>
std::string_view tag_in(const Table& table, E value) {
  for (const auto& [key, tag] : table)
    if (key == value) return tag;
  return {};
}

template <class E, class Table>
std::optional<E> value_in(const Table& table, std::string_view wanted) {
  for (const auto& [key, tag] : table)
    if (tag == wanted) return key;
  return std::nullopt;
}

}  // namespace

std::string_view tag_of(Gender gender) { return tag_in(genders, gender); }
std::string_view tag_of(AgeBand band) { return tag_in(age_bands, band); }
std::optional<Gender> gender_from(std::string_view tag) { return value_in<Gender>(genders, tag); }
std::optional<AgeBand> age_band_from(std::string_view tag) { return value_in<AgeBand>(age_bands, tag); }

}  // namespace minbar
