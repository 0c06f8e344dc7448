// What a signature or a new petition still lacks in form. One list for the kiosk, which explains each gap before
// anything is sent, and for the collector, which checks what arrives; tests/data/petition_forms.json holds vectors that
// both run. Half of local petitions fail on form: this finds those faults, and says nothing about the law's own
// judgement.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sync/domain/petitions/petition_rules.h"
#include "sync/domain/records/submission.h"

namespace minbar {

enum class FormGap : std::uint8_t {
  given_name,
  family_name,
  national_id,            // missing
  national_id_malformed,  // not letters and digits as on the card
  residence,
  electoral_list,   // asked and not answered
  not_on_the_list,  // required, and answered with no
  ink,              // nothing was drawn
  ink_too_small,    // a dot or a short line is no signature
  addressee,
  object,
  object_too_long,
  reasons,
  reasons_too_long,
  representative_name,
  representative_contact,
  association_name,
  association_conditions,  // not all four are declared
  authorisation,
};

// Snake case, as word keys and test vectors write it.
[[nodiscard]] std::string_view name_of(FormGap gap);

// In the order of the form. `list` is the collectivity's setting; the collector, which may not have the pack a kiosk
// had, passes not_asked: whether this signer may sign is the bureau's to verify.
[[nodiscard]] std::vector<FormGap> gaps_of(const PetitionSignature& signature, ElectoralList list);
[[nodiscard]] std::vector<FormGap> gaps_of(const PetitionStart& start);

}  // namespace minbar
