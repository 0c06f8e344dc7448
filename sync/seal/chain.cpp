#include "sync/seal/chain.h"

#include "sync/base/ensure.h"

namespace minbar::seal {

std::string_view name_of(Link link) {
  switch (link) {
    case Link::next:
      return "next";
    case Link::same:
      return "same";
    case Link::earlier:
      return "earlier";
    case Link::gap:
      return "gap";
    case Link::fork:
      return "fork";
    case Link::other_chain:
      return "other_chain";
  }
  return "other_chain";
}

Link link_of(const ChainHead& head, const EnvelopeHeader& header, const Hash& header_hash) {
  if (header.chain != head.chain) return Link::other_chain;
  if (header.sequence < head.sequence) return Link::earlier;
  if (header.sequence == head.sequence) return header_hash == head.hash ? Link::same : Link::fork;
  if (header.sequence > head.sequence + 1) return Link::gap;
  return header.previous == head.hash ? Link::next : Link::fork;
}

ChainHead advance(const ChainHead& head, const EnvelopeHeader& header, const Hash& header_hash) {
  ENSURE(link_of(head, header, header_hash) == Link::next, "a chain grows by its next link only");
  return {.chain = head.chain, .sequence = header.sequence, .hash = header_hash};
}

}  // namespace minbar::seal
