// The keys of a collector, as its folder has them: the first, all that succeeded them, and what proves that they did.
#pragma once

#include <optional>

#include "sync/base/bytes.h"
#include "sync/seal/keys.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

struct CollectorKeys {
  seal::OpeningKeys opening;
  seal::SigningKeys signing;
  std::optional<seal::RootPublicKey> root = {};  // whose secret half signs statements of succession
  Bytes statement = {};                          // the newest of them; empty: the first keys have no successors
};

}  // namespace minbar::collector
