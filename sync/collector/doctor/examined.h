// What doctor looks at and what it finds. A check is a function in a file of its own; checks.h lists them. A check only
// reads, and goes on where another has found something: each says in one sentence what is wrong, and in another what to
// do. Sentences are for the operator of the collector and name no citizen's words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sync/collector/storage/data_folder.h"
#include "sync/db/database.h"

namespace minbar::collector {

struct Finding {
  std::string check;       // a word of a program: "keys", "database"
  std::string says;        // one sentence
  std::string to_do = {};  // one or more sentences; empty: it is well, or good to know
  [[nodiscard]] bool well() const { return to_do.empty(); }
  bool operator==(const Finding&) const = default;
};

struct Examined {
  std::filesystem::path data;
  std::int64_t now_ms = 0;                    // UTC, by this machine
  std::optional<CollectorKeys> keys = {};     // when both can be read
  std::optional<db::Database> database = {};  // read only; when it can be opened
  std::optional<Error> database_error = {};   // else why not
};

using Findings = std::vector<Finding>;
using Check = Findings (*)(Examined&);

}  // namespace minbar::collector
