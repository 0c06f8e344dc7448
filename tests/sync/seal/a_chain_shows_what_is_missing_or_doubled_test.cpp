#include <catch2/catch.hpp>

#include <set>
#include <string_view>

#include "sync/seal/chain.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

namespace {

struct Chain {
  test::SeededRandom random{5};
  RecordKey signer = RecordKey::make(random);
  OpeningKey opening = OpeningKey::make(random);
  ChainHead head{.chain = {random.array<16>()}};

  Envelope after(const ChainHead& last) {
    return seal_envelope({.chain = last.chain,
                          .sequence = last.sequence + 1,
                          .previous = last.hash,
                          .record = {random.array<16>()},
                          .body = bytes_of("x")},
                         signer, opening.sealing_key())
        .value();
  }
};

Link judge(const ChainHead& head, const Envelope& envelope) {
  return link_of(head, envelope.header, header_hash(envelope));
}
ChainHead grow(const ChainHead& head, const Envelope& envelope) {
  return advance(head, envelope.header, header_hash(envelope));
}

}  // namespace

TEST_CASE("a chain grows by its next link and knows the same link again") {
  Chain chain;
  auto head = chain.head;
  for (int i = 0; i < 5; ++i) {
    const auto envelope = chain.after(head);
    CHECK(judge(head, envelope) == Link::next);
    head = grow(head, envelope);
    CHECK(judge(head, envelope) == Link::same);
  }
  CHECK(head.sequence == 5);
}

TEST_CASE("a missing link is a gap and an older one is earlier") {
  Chain chain;
  const auto one = chain.after(chain.head);
  const auto head_one = grow(chain.head, one);
  const auto two = chain.after(head_one);
  const auto head_two = grow(head_one, two);
  const auto three = chain.after(head_two);
  CHECK(judge(head_one, three) == Link::gap);
  CHECK(judge(head_two, one) == Link::earlier);
}

TEST_CASE("two histories of one chain are a fork") {
  Chain chain;
  const auto one = chain.after(chain.head);
  const auto other_one = chain.after(chain.head);
  const auto head = grow(chain.head, one);
  CHECK(judge(head, other_one) == Link::fork);
  const auto two_of_other = chain.after(grow(chain.head, other_one));
  CHECK(judge(head, two_of_other) == Link::fork);
}

TEST_CASE("another database file is another chain") {
  Chain chain;
  const auto foreign = chain.after({.chain = {chain.random.array<16>()}});
  CHECK(judge(chain.head, foreign) == Link::other_chain);
}

TEST_CASE("every way in which a link can stand to its chain has a word of its own") {
  std::set<std::string_view> words;
  for (const auto link : {Link::next, Link::same, Link::earlier, Link::gap, Link::fork, Link::other_chain})
    words.insert(name_of(link));
  CHECK(words == std::set<std::string_view>{"next", "same", "earlier", "gap", "fork", "other_chain"});
}
