// The real program, told what to do over a pipe: after the wipe its memory and its files are searched for what was
// typed, in every encoding that a text may stand in.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "sync/base/file.h"
#include "sync/base/utf8.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;

namespace {

// An enrolled kiosk's folders.
class Place {
 public:
  Place() {
    std::filesystem::create_directory(folder() / "keys");
    std::filesystem::permissions(folder() / "keys", std::filesystem::perms::owner_all);
    REQUIRE(kiosk_.record_key.save(folder() / "keys" / "record.key"));
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return kiosk_.folder.path(); }

 private:
  test::EnrolledKiosk kiosk_;
};

class Program {
 public:
  explicit Program(const std::filesystem::path& folder) {
    int in[2], out[2];
    REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
    const std::string data = (folder / "shared").string();
    const std::string keys = (folder / "keys").string();
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      // what glibc's M_PERTURB does in a release, for builds whose allocator is the sanitizer's
      ::setenv("ASAN_OPTIONS", "max_free_fill_size=1073741824:free_fill_byte=90:detect_leaks=0", 1);
      ::execl(MINBAR_KIOSK, MINBAR_KIOSK, "--offscreen", "--size", "1080x1920", "--ppi", "141", "--data", data.c_str(),
              "--keys", keys.c_str(), "--script", "-", nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Program() {
    ::close(to_);
    ::close(from_);
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  Program& play(const std::string& line) {
    const std::string sent = line + "\n";
    REQUIRE(::write(to_, sent.data(), sent.size()) == static_cast<ssize_t>(sent.size()));
    INFO(line);
    std::string answer;
    while (answer.find('\n') == std::string::npos) {
      pollfd waiting{from_, POLLIN, 0};
      REQUIRE(::poll(&waiting, 1, 120'000) == 1);
      char buffer[64];
      const auto got = ::read(from_, buffer, sizeof(buffer));
      REQUIRE(got > 0);
      answer.append(buffer, static_cast<std::size_t>(got));
    }
    REQUIRE(answer == "ok\n");
    return *this;
  }

  // Where in the writable memory one of the texts stands: the mapping's line; empty: nowhere.
  [[nodiscard]] std::string find(const std::vector<std::string>& wanted) const {
    std::ifstream maps("/proc/" + std::to_string(pid_) + "/maps");
    std::ifstream memory("/proc/" + std::to_string(pid_) + "/mem", std::ios::binary);
    REQUIRE(memory.good());
    for (std::string line; std::getline(maps, line);) {
      std::uint64_t begin = 0, end = 0;
      char dash = 0;
      std::string rights;
      std::istringstream(line) >> std::hex >> begin >> dash >> end >> rights;
      if (rights.substr(0, 2) != "rw" || end - begin > (std::uint64_t{1} << 30)) continue;  // a sanitizer's shadow
      std::string bytes(end - begin, '\0');
      memory.clear();
      memory.seekg(static_cast<std::streamoff>(begin));
      memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount())));
      for (const auto& text : wanted)
        if (const auto at = bytes.find(text); at != std::string::npos)
          return line + ": " + text + " after " + bytes.substr(at < 64 ? 0 : at - 64, 64);
    }
    return {};
  }

 private:
  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
};

// UTF-8, and little-endian UTF-16 and UTF-32 as ICU and HarfBuzz hold texts.
std::vector<std::string> encodings(const std::string& text) {
  std::string two, four;
  for (const auto c : to_utf32(text)) {
    two += {static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
    four += {static_cast<char>(c & 0xFF), static_cast<char>((c >> 8) & 0xFF), '\0', '\0'};
  }
  return {text, two, four};
}

std::vector<std::string> all_of(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts)
    for (auto& encoded : encodings(text)) out.push_back(std::move(encoded));
  return out;
}

std::string found_in_files(const std::filesystem::path& folder, const std::vector<std::string>& wanted) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const auto bytes = read_file(entry.path(), std::size_t{64} * 1024 * 1024).value();
    for (const auto& text : wanted)
      if (bytes.find(text) != std::string::npos) return entry.path().filename().string();
  }
  return {};
}

// Words of nobody else's: no letter of them stands so in the content.
const std::string words = "نقترح غرسشجيرات ظليلةقربالمدرسة";
const std::string name = "Zoubidaoufqir";
const std::string contact = "0698765412";

void write_proposal(Program& kiosk) {
  kiosk.play("language ar").play("tap menu.propose").play("tap theme.transparency_accountability");
  kiosk.play("keys " + words).play("tap nav.next").play("tap propose.author.consent");
  kiosk.play("tap propose.author.named").play("keys " + name).play("tap author.contact").play("keys " + contact);
  kiosk.play("tap nav.next");
}

}  // namespace

TEST_CASE("what was typed is in memory while it is typed so that the search can find it") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  CHECK_FALSE(program.find({words}).empty());
  CHECK_FALSE(program.find({contact}).empty());
}

TEST_CASE("after start again neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("tap nav.start_again").play("expect attract.title");
  const auto wanted = all_of({words, name, contact, "غرسشجيرات"});
  CHECK(program.find(wanted) == "");
  CHECK(found_in_files(place.folder(), wanted) == "");
}

TEST_CASE("after a proposal was sent and its receipt closed neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("tap propose.about.skip")
      .play("tap propose.review.send")
      .play("expect receipt.title")
      .play("tap receipt.done");
  program.play("expect attract.title");
  const auto wanted = all_of({words, name, contact, "غرسشجيرات"});
  CHECK(program.find(wanted) == "");
  CHECK(found_in_files(place.folder(), wanted) == "");
}

TEST_CASE("after an idle wipe neither memory nor files hold what was typed") {
  const Place place;
  Program program(place.folder());
  write_proposal(program);
  program.play("wait 200000").play("expect attract.title");
  CHECK(program.find(all_of({words, name, contact})) == "");
}
