// The vectors of tests/data/petition_forms.json: forms and what each lacks, for the tests of both ends.
#pragma once

#include <string>
#include <vector>

#include "sync/domain/records/petition_check.h"

namespace minbar::test {

struct FormCase {
  std::string name;
  ElectoralList list = ElectoralList::not_asked;
  Body body;                      // a PetitionSignature or a PetitionStart
  std::vector<std::string> gaps;  // by name_of
};

// Fails the test when the file cannot be read.
[[nodiscard]] std::vector<FormCase> petition_forms();

// What `gaps_of` finds, by name.
[[nodiscard]] std::vector<std::string> gaps_in(const FormCase& form);

}  // namespace minbar::test
