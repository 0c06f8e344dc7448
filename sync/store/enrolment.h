// Whom the shared database says that this kiosk answers to: the agent's word, which the kiosk holds against its pin
// (pin.h).
#pragma once

#include <string>

#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/wire/enrol.h"

namespace minbar::store {

struct Enrolment {
  DeviceId device{};
  CollectorId collector{};
  seal::SigningPublicKey signing_key{};
  seal::SealingKey sealing_key{};
  wire::Place place{};
  std::string follow_url{};
  std::string collector_url{};
  bool operator==(const Enrolment&) const = default;
};

}  // namespace minbar::store
