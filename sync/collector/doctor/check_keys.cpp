#include "sync/collector/doctor/checks.h"

#include <utility>

#include "sync/collector/storage/successors.h"

namespace minbar::collector {

namespace {

// A missing key is told by the folder's check.
void add_fault(Findings& found, const Error& error) {
  if (error.code == Errc::not_found) return;
  found.push_back({.check = "keys", .says = "A key cannot be used.", .to_do = error.context + "."});
}

}  // namespace

Findings check_keys(Examined& examined) {
  Findings found;
  auto opening = seal::OpeningKey::load(examined.data / "keys" / "opening.key");
  auto signing = seal::SigningKey::load(examined.data / "keys" / "signing.key");
  if (!opening) add_fault(found, opening.error());
  if (!signing) add_fault(found, signing.error());
  if (!opening || !signing) return found;
  CollectorKeys keys{.opening = seal::OpeningKeys(std::move(*opening)),
                     .signing = seal::SigningKeys(std::move(*signing))};
  const auto succeeded = load_successors(examined.data, keys);
  if (!succeeded)
    found.push_back({.check = "keys",
                     .says = "What succeeded the first keys cannot be used.",
                     .to_do = succeeded.error().context + "."});
  examined.keys.emplace(std::move(keys));
  if (succeeded) found.push_back({.check = "keys", .says = "Both can be read, by their owner alone."});
  return found;
}

}  // namespace minbar::collector
