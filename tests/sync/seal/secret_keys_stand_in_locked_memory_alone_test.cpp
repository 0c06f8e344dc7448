// A process that holds a key, looked at from outside: where in its memory the key stands, and what the kernel says of
// those pages.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sstream>

#include "sync/base/file.h"
#include "sync/base/hex.h"
#include "sync/base/swap.h"
#include "sync/seal/derived_key.h"
#include "sync/seal/keys.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using namespace minbar::seal;

namespace {

struct Mapping {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool locked = false;
};

// Those that can be written, as /proc/PID/smaps lists them.
std::vector<Mapping> mappings_of(pid_t process) {
  std::ifstream smaps("/proc/" + std::to_string(process) + "/smaps");
  std::vector<Mapping> out;
  bool wanted = false;
  for (std::string line; std::getline(smaps, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (const auto dash = first.find('-'); dash != std::string::npos && first.back() != ':') {
      wanted = second.starts_with("rw");
      if (wanted) out.push_back({std::stoull(first, nullptr, 16), std::stoull(first.substr(dash + 1), nullptr, 16)});
    } else if (first == "VmFlags:" && wanted) {
      out.back().locked = (line + " ").find(" lo ") != std::string::npos;
    }
  }
  return out;
}

struct Found {
  int locked = 0;
  int elsewhere = 0;
};

Found find(pid_t process, std::string_view wanted) {
  std::ifstream memory("/proc/" + std::to_string(process) + "/mem", std::ios::binary);
  REQUIRE(memory.good());
  Found found;
  for (const auto& mapping : mappings_of(process)) {
    if (mapping.end - mapping.begin > (std::uint64_t{1} << 30)) continue;  // a sanitizer's shadow
    std::string bytes(mapping.end - mapping.begin, '\0');
    memory.clear();
    memory.seekg(static_cast<std::streamoff>(mapping.begin));
    memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount())));
    for (auto at = bytes.find(wanted); at != std::string::npos; at = bytes.find(wanted, at + 1))
      ++(mapping.locked ? found.locked : found.elsewhere);
  }
  return found;
}

// A child that makes a key, forgets it, loads it again from its file and holds it until it is killed.
template <class Key>
class Holder {
 public:
  explicit Holder(const std::filesystem::path& file) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      SystemRandom random;
      { const auto made = Key::load_or_make(file, random); }
      const auto key = Key::load_or_make(file, random);
      const auto derived = derived_from(key);
      static_cast<void>(::write(ends[1], key && derived ? "y" : "n", 1));
      ::pause();
      ::_exit(0);
    }
    char holds = 'n';
    REQUIRE(::read(ends[0], &holds, 1) == 1);
    REQUIRE(holds == 'y');
    ::close(ends[0]);
    ::close(ends[1]);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  ~Holder() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  [[nodiscard]] pid_t process() const { return pid_; }

 private:
  static std::optional<Locked<MacKey>> derived_from(const Result<OpeningKey>& key) { return signer_key_of(*key); }
  static bool derived_from(const Result<RecordKey>& key) { return key.has_value(); }

  pid_t pid_ = -1;
};

std::string digits_in(const std::filesystem::path& file) {
  const auto text = read_file(file, 256).value();
  return text.substr(text.rfind(' ') + 1, 64);
}

}  // namespace

TEST_CASE("a loaded key stands in locked memory and nowhere else") {
  REQUIRE(may_lock_memory());
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "record.key";
  const Holder<RecordKey> holder(file);
  const auto digits = digits_in(file);
  const auto found = find(holder.process(), text_of(*from_hex(digits)));
  CHECK(found.locked > 0);
  CHECK(found.elsewhere == 0);
  CHECK(find(holder.process(), digits).elsewhere == 0);  // as its file has it
}

TEST_CASE("the opening key and what is derived from it stand in locked memory and nowhere else") {
  REQUIRE(may_lock_memory());
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "opening.key";
  const Holder<OpeningKey> holder(file);
  const auto key = OpeningKey::load(file);
  REQUIRE(key);
  const auto derived = signer_key_of(*key);
  for (const auto secret : {key->secret(), (*derived).view()}) {
    const auto found = find(holder.process(), text_of(secret));
    CHECK(found.locked > 0);
    CHECK(found.elsewhere == 0);
  }
}
