// What succeeded a collector's first keys, beside them in keys/: of each succession the new ones of signing-NN.key and
// opening-NN.key, and succession-NN.statement, signed by the root key. That one is written last, whole or not at all.
// Until then succession-NN.begun says that keys without it are in use nowhere; without both the statement is lost.
// root.pub is the public half of the root key; the other is on paper. Read with the keys; written by the commands
// root-key and succeed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/storage/collector_keys.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// In the place of the one that is there.
[[nodiscard]] Result<void> keep_root_key(const std::filesystem::path& folder, const seal::RootPublicKey& key);

// Adds to the first keys what succeeded them. Errors: not_found (a part is missing: says what to put back), corrupt (a
// part is not what the statement names), denied, io.
[[nodiscard]] Result<void> load_successors(const std::filesystem::path& folder, CollectorKeys& keys);

struct NewKeys {
  bool signing = true;
  bool opening = true;
};
// One more succession. Nobody serves meanwhile. Killed at any step there is one more or there is none. Errors: denied
// (this is not the collector's root key), bad_input (nothing is to be new), too_large (there were limits::successions),
// full, io.
[[nodiscard]] Result<void> add_succession(const std::filesystem::path& folder, CollectorKeys& keys,
                                          const CollectorId& collector, const seal::RootKey& root, NewKeys which,
                                          const Clock& clock, Random& random);

// Names of files of keys/. Of a succession are its keys and its statement; left over is one of a succession that was
// killed before its end, among `there`.
[[nodiscard]] bool is_of_a_succession(const std::string& file);
[[nodiscard]] bool is_left_over(const std::string& file, const std::set<std::string>& there);

// Error conflict: the statements are another collector's.
[[nodiscard]] Result<void> check_collector(const CollectorKeys& keys, const CollectorId& collector);

// As kiosks show it, with the root key where there is one.
[[nodiscard]] std::string fingerprint_of(const CollectorId& collector, const CollectorKeys& keys);
// As kiosks show it that know no root key.
[[nodiscard]] std::string fingerprint_without_root(const CollectorId& collector, const CollectorKeys& keys);

}  // namespace minbar::collector
