// What a citizen says, as a value. A submission is immutable once made; its id was minted when the draft opened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sync/domain/ids.h"

namespace minbar {

// Given only after the data-protection notice was shown and agreed to. Either field may be empty, not both.
struct Author {
  std::string name;
  std::string contact;  // a telephone number or an e-mail address, as the citizen wrote it
  bool operator==(const Author&) const = default;
};

struct Proposal {
  ThemeId theme;
  std::string text;  // letter for letter as typed, UTF-8; never normalised
  std::optional<Author> author;
  bool operator==(const Proposal&) const = default;
};

using Body = std::variant<Proposal>;

struct Submission {
  RecordId id;
  PlaceCode place;                   // where the kiosk stood when this was made
  Language language;                 // of the interface; the text's script is its own
  std::int64_t content_version = 0;  // of the pack this was made under
  std::int64_t made_at_s = 0;  // UTC seconds as the kiosk believed, rounded down to a minute; no evidence of order
  Body body;
  bool operator==(const Submission&) const = default;
};

}  // namespace minbar
