// Inside sync/db: Pages as the file system of one connection (https://sqlite.org/vfs.html). There is one file, without
// locks, and neither journal nor log.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sync/db/pages.h"

struct sqlite3_vfs;

namespace minbar::db::detail {

class PagesVfs {
 public:
  explicit PagesVfs(Pages& pages);
  PagesVfs(const PagesVfs&) = delete;
  PagesVfs& operator=(const PagesVfs&) = delete;
  ~PagesVfs();  // after the connection

  [[nodiscard]] const char* name() const { return name_.c_str(); }
  // What Pages said when the engine could only say that it failed.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  // For its calls.
  [[nodiscard]] Pages& pages() { return pages_; }
  int failed(Error error);

 private:
  Pages& pages_;
  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::optional<Error> error_;
};

}  // namespace minbar::db::detail
