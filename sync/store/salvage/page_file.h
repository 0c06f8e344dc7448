// A damaged SQLite file as pages, without SQLite: the file as its write-ahead log's commits leave it, and apart from
// that the pages of the log which no intact commit vouches for. Layout: https://sqlite.org/fileformat2.html, sections
// 1.3 and 4. The log is read when it is opened, and what it held then counts. Takes bytes from anywhere; what cannot be
// read is no page. Reads only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/descriptor.h"
#include "sync/base/result.h"

namespace minbar::store {

// Which image of a page.
struct PageAt {
  std::uint32_t number = 0;                 // from 1
  std::optional<std::uint64_t> stray = {};  // place in the log of one that no intact commit vouches for
  bool operator==(const PageAt&) const = default;
};

// Movable.
class PageFile {
 public:
  // The log may be missing; one that the disk does not give is unreadable. `go_on` is asked before each page is read:
  // once it says no, none is given any more. Errors: not_found (the file), denied (file or log is another's, or a
  // link), io.
  [[nodiscard]] static Result<PageFile> open(const std::filesystem::path& file, const std::filesystem::path& log,
                                             std::function<bool()> go_on = {});
  // What of a page rows may fill: all but what its end reserves.
  [[nodiscard]] std::size_t usable_bytes() const { return page_bytes_ - reserved_bytes_; }
  [[nodiscard]] std::uint32_t pages() const { return pages_; }
  // Some page was there and the disk did not give it, or it is gone since this was opened.
  [[nodiscard]] bool unreadable() const { return unreadable_; }
  // `go_on` has said no.
  [[nodiscard]] bool stopped() const { return stopped_; }
  // From here on pages are given again, and nobody is asked.
  void read_on() {
    stopped_ = false;
    go_on_ = {};
  }
  // In the order in which they were written.
  [[nodiscard]] const std::vector<PageAt>& strays() const { return strays_; }
  // The first page from `number` on that may hold something: what a file only claims to hold takes no time. 0: none.
  [[nodiscard]] std::uint32_t next_held(std::uint32_t number) const;
  // Whole; nothing: there is none, or the disk does not give it.
  [[nodiscard]] std::optional<Bytes> page(const PageAt& at) const;
  // The page of that number that belongs to what stands in the image: of a stray one the newest stray.
  [[nodiscard]] std::optional<Bytes> beside(const PageAt& image, std::uint32_t number) const;

 private:
  PageFile(Descriptor file, Descriptor log) : file_(std::move(file)), log_(std::move(log)) {}
  void read_header();
  void read_log();
  [[nodiscard]] std::optional<Bytes> read_at(const Descriptor& from, std::uint64_t offset, std::size_t bytes) const;
  [[nodiscard]] std::optional<Bytes> logged(std::uint64_t offset) const;

  Descriptor file_;
  Descriptor log_;
  std::uint64_t file_size_ = 0;  // when it was opened
  std::uint64_t log_size_ = 0;   // the same
  std::function<bool()> go_on_;
  mutable bool stopped_ = false;
  mutable bool unreadable_ = false;
  std::size_t page_bytes_ = 4096;
  std::size_t reserved_bytes_ = 0;
  std::uint32_t pages_ = 0;
  std::map<std::uint32_t, std::uint64_t>
      committed_;  // page: where its newest image of an intact commit lies in the log
  std::map<std::uint32_t, std::uint64_t> newest_stray_;  // the same of the others
  std::vector<PageAt> strays_;
  // By the place in the log, up to a bound: a program that still has the file open may empty its log.
  std::map<std::uint64_t, Bytes> images_;
};

}  // namespace minbar::store
