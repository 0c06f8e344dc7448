#include "sync/store/salvage/page_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sync/store/salvage/log_frames.h"

namespace minbar::store {

namespace {

constexpr std::size_t header_bytes = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t most_reserved = 255;
constexpr std::uint32_t most_pages = 0xFFFFFFFE;
// Of a log, held in memory: sixteen times its usual size. What is beyond is read when it is needed.
constexpr std::uint64_t log_bytes_held = 64 * 1024 * 1024;

std::uint64_t size_of(int fd) {
  struct stat info {};
  return fd >= 0 && ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

int open_to_read(const std::filesystem::path& file) {
  return ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

// What no disk says: an owner, a mode or a link that somebody can put in order, or this program is short of something.
bool is_for_a_person(int failed) {
  return failed == EACCES || failed == EPERM || failed == ELOOP || failed == EMFILE || failed == ENFILE ||
         failed == ENOMEM;
}

tl::unexpected<Error> cannot_open(const std::filesystem::path& file, int failed) {
  const bool denied = failed == EACCES || failed == EPERM || failed == ELOOP;
  return fail(failed == ENOENT ? Errc::not_found
              : denied         ? Errc::denied
                               : Errc::io,
              fmt::format("cannot read {}{}", file.string(), denied ? ": look at its owner and mode" : ""));
}

}  // namespace

Result<PageFile> PageFile::open(const std::filesystem::path& file, const std::filesystem::path& log,
                                std::function<bool()> go_on) {
  Descriptor pages(open_to_read(file));
  if (pages.get() < 0) return cannot_open(file, errno);
  Descriptor logged(open_to_read(log));
  const int log_failed = logged.get() < 0 ? errno : 0;
  if (is_for_a_person(log_failed)) return cannot_open(log, log_failed);
  PageFile out(std::move(pages), std::move(logged));
  out.unreadable_ = log_failed != 0 && log_failed != ENOENT;
  out.go_on_ = std::move(go_on);
  out.file_size_ = size_of(out.file_.get());
  out.read_header();
  out.pages_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(out.file_size_ / out.page_bytes_, most_pages));
  out.read_log();
  return out;
}

// A header that is none tells nothing: then pages have the size that our programs give them.
void PageFile::read_header() {
  if (file_size_ < header_bytes) return;
  const auto header = read_at(file_, 0, header_bytes);
  if (!header || text_of(ByteView(*header).first(magic.size())) != magic) return;
  const std::size_t said = static_cast<std::size_t>((*header)[16]) << 8 | (*header)[17];
  const std::size_t bytes = said == 1 ? 65'536 : said;
  if (bytes < 512 || bytes > 65'536 || (bytes & (bytes - 1)) != 0) return;
  const std::size_t reserved = (*header)[20];
  if (reserved > most_reserved || bytes - reserved < 480) return;
  page_bytes_ = bytes;
  reserved_bytes_ = reserved;
}

void PageFile::read_log() {
  log_size_ = size_of(log_.get());
  const auto frames = frames_of(page_bytes_, log_size_, [this](std::uint64_t offset, std::size_t bytes) {
    auto frame = read_at(log_, offset, bytes);
    if (frame && frame->size() > page_bytes_ && offset + bytes <= log_bytes_held)
      images_[offset + bytes - page_bytes_] =
          Bytes(frame->end() - static_cast<std::ptrdiff_t>(page_bytes_), frame->end());
    return frame;
  });
  // each frame makes a file longer by one page at most, whatever number it bears
  const auto most =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(pages_ + std::uint64_t{frames.size()}, most_pages));
  for (const auto& [page, offset, committed] : frames) {
    if (committed && page <= most) pages_ = std::max(pages_, page);
    if (committed) {
      committed_[page] = offset;
    } else {
      strays_.push_back({.number = page, .stray = offset});
      newest_stray_[page] = offset;
    }
  }
  // of several images of a page the newest counts
  std::map<std::uint64_t, Bytes> needed;
  const auto keep = [&](std::uint64_t offset) {
    if (auto image = images_.extract(offset)) needed.insert(std::move(image));
  };
  for (const auto& [page, offset] : committed_) keep(offset);
  for (const auto& at : strays_) keep(*at.stray);
  images_ = std::move(needed);
}

std::optional<Bytes> PageFile::read_at(const Descriptor& from, std::uint64_t offset, std::size_t bytes) const {
  stopped_ = stopped_ || (go_on_ && !go_on_());
  unreadable_ = unreadable_ || stopped_;
  if (stopped_) return std::nullopt;
  Bytes out(bytes);
  for (std::size_t have = 0; have < bytes;) {
    const auto got = ::pread(from.get(), out.data() + have, bytes - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) unreadable_ = true;
    if (got == 0 && offset + bytes <= (&from == &log_ ? log_size_ : file_size_)) unreadable_ = true;
    if (got <= 0) return std::nullopt;
    have += static_cast<std::size_t>(got);
  }
  return out;
}

std::optional<Bytes> PageFile::logged(std::uint64_t offset) const {
  if (const auto found = images_.find(offset); found != images_.end()) return found->second;
  return read_at(log_, offset, page_bytes_);
}

std::uint32_t PageFile::next_held(std::uint32_t number) const {
  const auto in_log = committed_.lower_bound(number);
  const std::uint64_t logged = in_log == committed_.end() ? std::uint64_t{pages_} + 1 : in_log->first;
  const auto begin = static_cast<off_t>((std::uint64_t{number} - 1) * page_bytes_);
  const auto data = ::lseek(file_.get(), begin, SEEK_DATA);
  // a file system that knows no holes says EINVAL
  const std::uint64_t filled = data >= 0        ? static_cast<std::uint64_t>(data) / page_bytes_ + 1
                               : errno == ENXIO ? std::uint64_t{pages_} + 1
                                                : number;
  const auto next = std::max<std::uint64_t>(number, std::min(logged, filled));
  return next <= pages_ ? static_cast<std::uint32_t>(next) : 0;
}

std::optional<Bytes> PageFile::page(const PageAt& at) const {
  if (at.stray) return logged(*at.stray);
  if (at.number == 0 || at.number > pages_) return std::nullopt;
  if (const auto found = committed_.find(at.number); found != committed_.end()) return logged(found->second);
  return read_at(file_, (std::uint64_t{at.number} - 1) * page_bytes_, page_bytes_);
}

std::optional<Bytes> PageFile::beside(const PageAt& image, std::uint32_t number) const {
  if (image.stray)
    if (const auto found = newest_stray_.find(number); found != newest_stray_.end())
      return page({.number = number, .stray = found->second});
  return page({.number = number});
}

}  // namespace minbar::store
