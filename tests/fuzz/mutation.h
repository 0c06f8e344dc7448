// Inputs near the seeds: a seed with one to eight changes, each a byte turned, put in or taken out, a piece moved,
// doubled or taken from another seed, or a number made another.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "sync/base/bytes.h"

namespace minbar::fuzz {

class Mutation {
 public:
  // No input is longer than `longest` bytes. The seeds outlive this.
  Mutation(const std::vector<Bytes>& seeds, std::size_t longest, std::uint32_t seed)
      : seeds_(seeds), longest_(longest), random_(seed) {}

  [[nodiscard]] Bytes next();

 private:
  struct Piece {
    std::size_t at = 0;
    std::size_t bytes = 0;
  };

  std::size_t below(std::size_t limit);  // 0 where the limit is
  const Bytes& some_seed();
  Piece piece_of(const Bytes& bytes);
  void change(Bytes& bytes);
  void change_number(Bytes& bytes);

  const std::vector<Bytes>& seeds_;
  std::size_t longest_;
  std::mt19937 random_;
};

}  // namespace minbar::fuzz
