// The chain of one kiosk database: which header follows which. Used by the store to extend it and by the collector to
// notice what is missing or doubled. It judges and never refuses: a gap or a fork is a fact to show to a person.
#pragma once

#include <cstdint>
#include <string_view>

#include "sync/seal/envelope.h"

namespace minbar::seal {

// The last header of a chain; sequence 0 and a zero hash when there is none yet.
struct ChainHead {
  ChainId chain{};
  std::uint64_t sequence = 0;
  Hash hash{};
  bool operator==(const ChainHead&) const = default;
};

enum class Link {
  next,         // continues the head
  same,         // is the head, again
  earlier,      // a sequence before the head: compare with the stored header of that sequence
  gap,          // headers are missing between the head and this one
  fork,         // the place of the head, or the one after it, is claimed by another history
  other_chain,  // another database file
};
[[nodiscard]] std::string_view name_of(Link link);

[[nodiscard]] Link link_of(const ChainHead& head, const EnvelopeHeader& header, const Hash& header_hash);
// The head after this header. Only for Link::next; anything else is a broken invariant.
[[nodiscard]] ChainHead advance(const ChainHead& head, const EnvelopeHeader& header, const Hash& header_hash);

}  // namespace minbar::seal
