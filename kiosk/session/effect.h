// What update asks of the world. Effects are values; their outcome returns as an event.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "kiosk/voice/recording.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/submission.h"
#include "sync/domain/staff/badges.h"

namespace minbar::kiosk {

// Seal, sign and store; answered by Saved or NotSaved. Saved: it is on this kiosk's disk and will be delivered.
struct Save {
  Submission submission;
  std::optional<ReceiptCode> code;  // of what can be followed: a proposal, the start of a petition
  RecordingPtr voice = {};          // beside the text of a proposal, or instead of it
  bool operator==(const Save&) const = default;
};

// Seal and keep it on the disk as it stands, in the place of what was kept under its id, so that it is said whatever
// happens; answered by DraftKept or DraftNotKept. It is still to be saved, and may change until then.
struct KeepDraft {
  Save save;
  bool operator==(const KeepDraft&) const = default;
};

// Find out what this kiosk knows of a receipt code; answered by Found.
struct LookUp {
  RecordId ask;  // fresh, so that an answer that comes late meets no other question
  ReceiptCode code;
  bool operator==(const LookUp&) const = default;
};

// Find out whose badge has this code; answered by BadgeChecked.
struct CheckBadge {
  RecordId ask;  // fresh, as above
  ReceiptCode code;
  std::vector<Badge> badges;  // that are good here
  bool operator==(const CheckBadge&) const = default;
};

// Open the microphone for this draft; answered by Heard again and again, until Finish or the end of its time.
struct Listen {
  RecordId draft;
  bool operator==(const Listen&) const = default;
};
// Close it and make a recording of what was heard; answered by Recorded or NotRecorded.
struct Finish {
  bool operator==(const Finish&) const = default;
};
// Answered by Played again and again.
struct Play {
  RecordId draft;
  RecordingPtr voice;
  bool operator==(const Play&) const = default;
};
// Close microphone and loudspeaker, and forget what was heard.
struct Silence {
  bool operator==(const Silence&) const = default;
};

// These petitions are shown here from now on; answered by PetitionsCounted, now and whenever a number was heard.
struct WatchPetitions {
  std::vector<PetitionId> petitions;
  bool operator==(const WatchPetitions&) const = default;
};

// A person has seen that both sides show one fingerprint: keep that.
struct KeepCompared {
  bool operator==(const KeepCompared&) const = default;
};

using Effect =
    std::variant<Save, KeepDraft, LookUp, CheckBadge, Listen, Finish, Play, Silence, WatchPetitions, KeepCompared>;
using Effects = std::vector<Effect>;

}  // namespace minbar::kiosk
