// What the readers of commitments and outcomes have in common: members that may be unknown, and places, themes, dates
// and sources that must be real. Inside sync/domain alone.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>

#include "sync/domain/files/located_json.h"
#include "sync/domain/places/places.h"
#include "sync/domain/subjects/themes.h"
#include "sync/domain/time/partial_date.h"

namespace minbar {

// Reads members of one file of published things. Borrows all it is given.
class PublishedReader {
 public:
  PublishedReader(const ContentFile& file, const Places& places, std::span<const Theme> themes)
      : json(file), places_(places), themes_(themes) {}

  // Null pointer: not known, whether the member is null or is not there.
  [[nodiscard]] Result<const LocatedJson*> known(const LocatedJson& owner, std::string_view key) const;
  [[nodiscard]] Result<bool> flag(const LocatedJson& owner, std::string_view key) const;  // false when not there
  [[nodiscard]] Result<PlaceCode> place(const LocatedJson& value) const;
  [[nodiscard]] Result<ThemeId> theme(const LocatedJson& value) const;
  [[nodiscard]] Result<std::optional<PartialDate>> date(const LocatedJson& owner, std::string_view key) const;
  // The id of an item, different from those `before`, to which it is added.
  [[nodiscard]] Result<std::string> id(const LocatedJson& owner, std::set<std::string>& before) const;
  // The address under source.url of an item; without a source only where `sample` says that it is invented.
  [[nodiscard]] Result<std::string> source_url(const LocatedJson& owner, bool sample) const;

  JsonReader json;

 private:
  const Places& places_;
  std::span<const Theme> themes_;
};

}  // namespace minbar
