#include "sync/collector/storage/erased.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/file_lock.h"
#include "sync/base/hex.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_list_bytes = 256 * 1024 * 1024;  // millions of records
constexpr std::string_view record_word = "record ";
constexpr std::string_view blob_word = "blob ";

std::string checksum_of(std::string_view text) { return to_hex(seal::hash_of(bytes_of(text)).view().first(8)); }

std::string line_of(std::string_view word, ByteView id) {
  auto line = fmt::format("{}{}", word, to_hex(id));
  const auto checksum = checksum_of(line);
  return line + " " + checksum + "\n";
}

template <class IdType>
std::optional<IdType> id_in(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  const auto bytes = from_hex(text.substr(word.size()));
  return bytes ? IdType::from(*bytes) : std::nullopt;
}

tl::unexpected<Error> cannot_add(const fs::path& file) {
  const int number = errno;
  const Errc code = number == ENOSPC || number == EDQUOT                     ? Errc::full
                    : number == EACCES || number == EPERM || number == EROFS ? Errc::denied
                                                                             : Errc::io;
  return fail(code, fmt::format("cannot add to {}: {}", file.string(), std::strerror(number)));
}

Result<void> write_at_end(const fs::path& file, std::uintmax_t whole, std::string_view text) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return cannot_add(file);
  Result<void> done;
  if (::ftruncate(fd, static_cast<off_t>(whole)) != 0) done = cannot_add(file);
  while (done && !text.empty()) {
    const auto put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno != EINTR) done = cannot_add(file);
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (done && ::fsync(fd) != 0) done = cannot_add(file);
  ::close(fd);
  if (done) TRY(sync_folder(file.parent_path()));
  return done;
}

}  // namespace

Result<std::unique_ptr<Erased>> Erased::open(const fs::path& file) {
  std::unique_ptr<Erased> erased(new Erased(file));
  erased->list_ = TRY(read(file));
  return erased;
}

Result<Erased::List> Erased::read(const fs::path& file) {
  List list;
  const auto read = read_file(file, most_list_bytes);
  if (!read && read.error().code == Errc::not_found) return list;
  const auto text = TRY(std::move(read));
  list.bytes = text.size();
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
      list.unfinished = true;
      break;
    }
    take_line(rest.substr(0, end), number, list);
    rest.remove_prefix(end + 1);
  }
  list.whole = text.size() - rest.size();
  return list;
}

void Erased::take_line(std::string_view line, std::size_t number, List& list) {
  const auto space = line.rfind(' ');
  const auto said = line.substr(0, space == std::string_view::npos ? 0 : space);
  if (said.empty() || line.substr(space + 1) != checksum_of(said)) {
    list.damaged.push_back(number);
  } else if (const auto record = id_in<RecordId>(said, record_word)) {
    list.records.insert(*record);
  } else if (const auto blob = id_in<BlobId>(said, blob_word)) {
    list.blobs.insert(*blob);
  } else {
    list.damaged.push_back(number);  // of a newer version, which this one must not take for nothing
  }
}

void Erased::take(List list) {
  const std::unique_lock lock(mutex_);
  list.records.insert(list_.records.begin(), list_.records.end());
  list.blobs.insert(list_.blobs.begin(), list_.blobs.end());
  list_ = std::move(list);
}

Result<void> Erased::add(const ErasedIds& ids) {
  const auto alone = TRY(FileLock::wait_for(file_.string() + ".lock"));
  auto list = TRY(read(file_));
  std::string text;
  for (const auto& record : ids.records)
    if (list.records.insert(record).second) text += line_of(record_word, record.view());
  for (const auto& blob : ids.blobs)
    if (list.blobs.insert(blob).second) text += line_of(blob_word, blob.view());
  if (!text.empty()) TRY(write_at_end(file_, list.whole, text));
  list.whole += text.size();
  if (!text.empty()) list.unfinished = false;
  list.bytes = list.unfinished ? list.bytes : list.whole;
  take(std::move(list));
  return {};
}

// It only grows: a file as long as it was is the one that it was, but for a person's work, which counts at a start.
Result<void> Erased::follow() {
  std::error_code error;
  const auto size = fs::file_size(file_, error);
  const auto bytes = error ? 0 : size;
  {
    const std::shared_lock lock(mutex_);
    if (bytes == list_.bytes) return {};
  }
  take(TRY(read(file_)));
  return {};
}

bool Erased::has(const RecordId& record) const {
  const std::shared_lock lock(mutex_);
  return list_.records.contains(record);
}

bool Erased::has(const BlobId& blob) const {
  const std::shared_lock lock(mutex_);
  return list_.blobs.contains(blob);
}

std::vector<RecordId> Erased::records() const {
  const std::shared_lock lock(mutex_);
  return {list_.records.begin(), list_.records.end()};
}

ErasedIds Erased::ids() const {
  const std::shared_lock lock(mutex_);
  return {.records = {list_.records.begin(), list_.records.end()}, .blobs = {list_.blobs.begin(), list_.blobs.end()}};
}

std::vector<std::size_t> Erased::damaged_lines() const {
  const std::shared_lock lock(mutex_);
  return list_.damaged;
}

bool Erased::ends_unfinished() const {
  const std::shared_lock lock(mutex_);
  return list_.unfinished;
}

}  // namespace minbar::collector
