// Whether every page of a database is what was written, table by table, each in a snapshot of its own so that writing
// goes on. Takes seconds for a million records, or half a minute when it is thorough. What came of the last one is kept
// as a small file beside the database, for whoever asks: the desk, doctor.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::collector {

struct Checked {
  std::int64_t at_ms = 0;                 // UTC
  bool thorough = false;                  // rows were held against their indexes too
  std::vector<std::string> damaged = {};  // tables
  [[nodiscard]] bool well() const { return damaged.empty(); }
  bool operator==(const Checked&) const = default;
};

// `stop` is asked between tables; nothing when it said so. Errors: the database's but corrupt, which is damage.
[[nodiscard]] Result<std::optional<Checked>> check_tables(db::Database& database, bool thorough, std::int64_t now_ms,
                                                          const std::function<bool()>& stop = {});

[[nodiscard]] Result<void> keep_check_note(const std::filesystem::path& data, const Checked& checked);
// Nothing: there is none, or it cannot be read, which is as good as none.
[[nodiscard]] std::optional<Checked> last_check(const std::filesystem::path& data);

}  // namespace minbar::collector
