// Strong types for what has an id, so that no id can stand where another is meant. Values, no I/O.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/bytes.h"

namespace minbar {

// N random bytes under a name. Random and not time-ordered on purpose: an id must say nothing about when it was made.
template <class Tag, std::size_t N>
struct Id {
  std::array<std::uint8_t, N> bytes{};
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] ByteView view() const { return bytes; }
  [[nodiscard]] static std::optional<Id> from(ByteView view) {
    if (view.size() != N) return std::nullopt;
    Id id;
    for (std::size_t i = 0; i < N; ++i) id.bytes[i] = view[i];
    return id;
  }
};

using RecordId = Id<struct RecordTag, 16>;        // one thing a citizen said; minted when the draft opens
using DeviceId = Id<struct DeviceTag, 16>;        // one kiosk, given at enrolment
using ChainId = Id<struct ChainTag, 16>;          // one kiosk database file
using CollectorId = Id<struct CollectorTag, 16>;  // one collector, for its whole life
using LookupId = Id<struct LookupTag, 16>;        // what a receipt code is found by; says nothing of the code

// What travels in pieces beside a record, such as a recording: the BLAKE2b-256 of its sealed bytes.
using BlobId = Id<struct BlobTag, 32>;

// An HCP code such as "09.001.01.01"; a string, never a number (SOURCES: leading zeros and dots carry meaning).
struct PlaceCode {
  std::string value;
  auto operator<=>(const PlaceCode&) const = default;
};

// A permanent id from the content pack, such as "public_services".
struct ThemeId {
  std::string value;
  auto operator<=>(const ThemeId&) const = default;
};

// A permanent id of a service that can be rated, such as "civil_status".
struct ServiceId {
  std::string value;
  auto operator<=>(const ServiceId&) const = default;
};

// A permanent id of an open-government commitment, such as "MAAGD0001".
struct CommitmentId {
  std::string value;
  auto operator<=>(const CommitmentId&) const = default;
};

// A permanent id of a reason that a rating may name, such as "waiting_time".
struct ReasonId {
  std::string value;
  auto operator<=>(const ReasonId&) const = default;
};

// A permanent id of a petition that the content pack opens, such as "agadir_bus_line_2026".
struct PetitionId {
  std::string value;
  auto operator<=>(const PetitionId&) const = default;
};

// What stands on a badge of staff, such as "agadir-7".
struct BadgeId {
  std::string value;
  auto operator<=>(const BadgeId&) const = default;
};

enum class Language : std::uint8_t { ar, zgh, fr, en };
inline constexpr std::array all_languages{Language::ar, Language::zgh, Language::fr, Language::en};

enum class Direction : std::uint8_t { ltr, rtl };

[[nodiscard]] std::string_view tag_of(Language language);  // BCP 47: "ar", "zgh", "fr", "en"
[[nodiscard]] std::optional<Language> language_from(std::string_view tag);
[[nodiscard]] Direction direction_of(Language language);

}  // namespace minbar
