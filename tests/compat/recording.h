// A recording that tests/compat/record made of older programs, unpacked by the build (CMakeLists.txt). Stories look at
// its bytes, and work on copies of its folders with the modes that their owners gave them. What each part is, the
// README.md beside the recording says.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sync/seal/keys.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::test {

// One exchange, byte for byte.
struct Recorded {
  std::string name{};
  std::string request{};   // from "POST" on
  std::string response{};  // from "HTTP/1.1" on
};
[[nodiscard]] ByteView body_of(std::string_view message);  // what follows the empty line
[[nodiscard]] int status_of(std::string_view response);

class Recording {
 public:
  explicit Recording(std::filesystem::path folder) : folder_(std::move(folder)) {}
  // The one of commit 1a8021b.
  [[nodiscard]] static Recording version_1() { return Recording(MINBAR_RECORDING_V1); }

  [[nodiscard]] std::string fact(const std::string& name) const;
  [[nodiscard]] std::int64_t time_ms(const std::string& name) const;
  // The exchanges of wire/NAME that are numbered, in order.
  [[nodiscard]] std::vector<Recorded> chapter(const std::string& name) const;
  // Those that have names.
  [[nodiscard]] std::vector<Recorded> named(const std::string& name) const;

  // Copies of recorded folders; `to` must not be there yet.
  void copy_collector(const std::string& name, const std::filesystem::path& to) const;
  void copy_kiosk(const std::string& name, const std::filesystem::path& to) const;

 private:
  [[nodiscard]] std::vector<Recorded> exchanges(const std::string& name, bool numbered) const;
  std::filesystem::path folder_;
};

// What a kiosk of that recording and its collector held; worthless anywhere else.
struct RecordedKeys {
  seal::RecordKey record;
  seal::TransportKey transport;
  seal::OpeningKeys opening;
  seal::SigningKey signing;
};
[[nodiscard]] RecordedKeys keys_of(const Recording& recording);

}  // namespace minbar::test
