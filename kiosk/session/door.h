// The ways from one feature to another. A feature that a session leaves names the door it goes through and what it
// hands over; which screen stands behind it is the other feature's business. Within a feature no door is needed.
#pragma once

#include <optional>
#include <variant>

#include "kiosk/session/effect.h"
#include "kiosk/session/seen.h"
#include "kiosk/session/shown_commitment.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"

namespace minbar::kiosk {

namespace door {

// --- to where no session runs
struct Rest {};      // the kiosk waits for its next citizen
struct Compared {};  // the same, and somebody has compared its fingerprint
// --- to the menu
struct Begin {
  Choices choices;  // with which a session begins
};
struct Menu {};
struct Helped {
  BadgeId by;  // whose help the citizen has just accepted
};
// --- to the other features
struct Propose {
  std::optional<ShownCommitment> on = {};  // nothing: on whatever the citizen likes
};
struct Rate {};  // a service, which the citizen chooses
struct RateService {
  ServiceId service;
};
struct RateCommitment {
  ShownCommitment shown;
};
struct Petitions {};
struct Commitments {};
struct Commitment {
  ShownCommitment shown;
};
struct Follow {};
struct AboutKiosk {};
struct Badge {};  // staff helps, and says who
// --- when something was said
struct Receipt {
  ReceiptCode code;
  bool petition = false;  // of a petition that was started, else of a proposal
};
struct Thanks {
  bool of_commitment = false;
};
struct Signed {};
using OnceKept = std::variant<Receipt, Thanks, Signed>;
// To the screen that waits for the disk; the core asks the world for the saving.
struct Keep {
  Save save;
  OnceKept then;
};

}  // namespace door

using Door =
    std::variant<door::Rest, door::Compared, door::Begin, door::Menu, door::Helped, door::Propose, door::Rate,
                 door::RateService, door::RateCommitment, door::Petitions, door::Commitments, door::Commitment,
                 door::Follow, door::AboutKiosk, door::Badge, door::Receipt, door::Thanks, door::Signed, door::Keep>;

// Copied, moved and destroyed in door.cpp, as Event is in event.cpp.
struct Leave {
  Door door;
  Leave(Door door);
  Leave(const Leave& other);
  Leave(Leave&& other) noexcept;
  Leave& operator=(const Leave& other);
  Leave& operator=(Leave&& other) noexcept;
  ~Leave();
};

}  // namespace minbar::kiosk
