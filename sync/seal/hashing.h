// BLAKE2b-256 of what comes bit by bit, so that a file larger than the memory has a hash. The same as hash_of of all of
// it at once. Used for backups.
#pragma once

#include <memory>

#include "sync/base/bytes.h"
#include "sync/seal/hash.h"

namespace minbar::seal {

class Hashing {
 public:
  Hashing();
  Hashing(Hashing&&) noexcept;
  Hashing& operator=(Hashing&&) noexcept;
  ~Hashing();
  void add(ByteView bytes);
  // Once.
  [[nodiscard]] Hash finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace minbar::seal
