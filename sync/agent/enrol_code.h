// Where `minbar-sync enrol` takes its one-time code from: standard input or a file, so that it stands in no list of
// processes and no history of a shell; or the command line, as before. Used by the command only; judges nothing.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "sync/base/result.h"

namespace minbar::agent {

struct EnrolCodeSource {
  std::string given{};           // on the command line; "" or "-": standard input
  std::filesystem::path file{};  // its first line; empty: no file
};

// One line of `in`, asked for on `ask` when `by_person`. Errors: bad_input (two sources, nothing there, a line too long
// for a code), those of reading the file.
[[nodiscard]] Result<std::string> read_enrol_code(const EnrolCodeSource& source, std::istream& in, bool by_person,
                                                  std::ostream& ask);

}  // namespace minbar::agent
