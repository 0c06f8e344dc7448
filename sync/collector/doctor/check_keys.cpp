#include "sync/collector/doctor/checks.h"

#include <utility>

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
  examined.keys.emplace(CollectorKeys{.opening = std::move(*opening), .signing = std::move(*signing)});
  found.push_back({.check = "keys", .says = "Both can be read, by their owner alone."});
  return found;
}

}  // namespace minbar::collector
