#include "tests/compat/recording.h"

#include <algorithm>
#include <cctype>

#include "sync/base/ensure.h"
#include "sync/base/file.h"
#include "sync/base/number.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 16 * 1024 * 1024;

// An archive need not keep them, and a program refuses folders that are open to others.
void set_modes(const fs::path& folder, fs::perms of_folders, fs::perms of_files) {
  fs::permissions(folder, of_folders);
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    fs::permissions(entry.path(), entry.is_directory() ? of_folders : of_files);
}

constexpr auto private_folder = fs::perms::owner_all;
constexpr auto private_file = fs::perms::owner_read | fs::perms::owner_write;
constexpr auto shared_folder = fs::perms::owner_all | fs::perms::group_all | fs::perms::set_gid;
constexpr auto shared_file = private_file | fs::perms::group_read | fs::perms::group_write;

}  // namespace

ByteView body_of(std::string_view message) {
  const auto end = message.find("\r\n\r\n");
  ENSURE(end != std::string_view::npos, "a recorded message has a head");
  return bytes_of(message.substr(end + 4));
}

int status_of(std::string_view response) {
  ENSURE(response.starts_with("HTTP/1.1 "), "a recorded response begins with its status");
  return static_cast<int>(whole_number(response.substr(9, 3)).value());
}

std::string Recording::fact(const std::string& name) const {
  const auto text = "\n" + taken(read_file(folder_ / "facts", most_bytes));
  const auto at = text.find("\n" + name + " ");
  ENSURE(at != std::string::npos, "the recording has this fact");
  const auto begin = at + name.size() + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::int64_t Recording::time_ms(const std::string& name) const { return whole_number(fact(name)).value(); }

std::vector<Recorded> Recording::exchanges(const std::string& name, bool numbered) const {
  std::vector<Recorded> out;
  for (const auto& entry : fs::directory_iterator(folder_ / "wire" / name)) {
    const auto stem = entry.path().stem().string();
    const bool is_number = std::isdigit(static_cast<unsigned char>(stem.front())) != 0;
    if (entry.path().extension() != ".request" || is_number != numbered) continue;
    auto answered = entry.path();
    answered.replace_extension(".response");
    out.push_back({.name = name + "/" + stem,
                   .request = taken(read_file(entry.path(), most_bytes)),
                   .response = taken(read_file(answered, most_bytes))});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  ENSURE(!out.empty(), "the recording has such a chapter");
  return out;
}

std::vector<Recorded> Recording::chapter(const std::string& name) const { return exchanges(name, true); }
std::vector<Recorded> Recording::named(const std::string& name) const { return exchanges(name, false); }

void Recording::copy_collector(const std::string& name, const fs::path& to) const {
  fs::copy(folder_ / name, to, fs::copy_options::recursive);
  set_modes(to, private_folder, private_file);
}

void Recording::copy_kiosk(const std::string& name, const fs::path& to) const {
  fs::copy(folder_ / name, to, fs::copy_options::recursive);
  set_modes(to, private_folder, private_file);
  set_modes(to / "shared", shared_folder, shared_file);
}

RecordedKeys keys_of(const Recording& recording) {
  const TemporaryFolder folder;
  const auto kiosk = folder.path() / "kiosk", collector = folder.path() / "collector";
  recording.copy_kiosk("kiosk-before", kiosk);
  recording.copy_collector("collector-before", collector);
  return {.record = taken(seal::RecordKey::load(kiosk / "kiosk-keys" / "record.key")),
          .transport = taken(seal::TransportKey::load(kiosk / "agent-keys" / "transport.key")),
          .opening = seal::OpeningKeys(taken(seal::OpeningKey::load(collector / "keys" / "opening.key"))),
          .signing = taken(seal::SigningKey::load(collector / "keys" / "signing.key"))};
}

}  // namespace minbar::test
