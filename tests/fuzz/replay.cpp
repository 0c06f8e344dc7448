// fuzz_replay FUZZER [SECONDS [SEED]]: the fuzzer's seeds, each as it is, and then changed at random for so long (5 s).
// fuzz_replay FUZZER FILE:             that input alone.
// No coverage leads it, so it hunts less far than libFuzzer (tests/fuzz/run); but it is built from the libraries that
// every other test uses, and so belongs to tests/run. The input at work lies in FUZZER.input of the working folder, for
// whoever wants to see a crash again; one that takes 20 s is a crash too. The same seed makes the same inputs.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/seal/init.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/seeds.h"

// What tests/fuzz/CMakeLists.txt calls LLVMFuzzerTestOneInput of each fuzzer.
#define MINBAR_FUZZER(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
MINBAR_FUZZER(content)
MINBAR_FUZZER(envelope)
MINBAR_FUZZER(frame)
MINBAR_FUZZER(http)
MINBAR_FUZZER(messages)
MINBAR_FUZZER(reply)
MINBAR_FUZZER(text_edit)
MINBAR_FUZZER(typesetter)
#undef MINBAR_FUZZER

namespace minbar::fuzz {
namespace {

struct Fuzzer {
  std::string_view name;
  int (*take)(const std::uint8_t* data, std::size_t size);
  std::size_t longest;  // bytes; as in tests/fuzz/run
};

constexpr std::array fuzzers{
    Fuzzer{"content", fuzz_content, 16384},   Fuzzer{"envelope", fuzz_envelope, 4096},
    Fuzzer{"frame", fuzz_frame, 4096},        Fuzzer{"http", fuzz_http, 8192},
    Fuzzer{"messages", fuzz_messages, 4096},  Fuzzer{"reply", fuzz_reply, 4096},
    Fuzzer{"text_edit", fuzz_text_edit, 512}, Fuzzer{"typesetter", fuzz_typesetter, 512},
};

std::vector<Bytes> seeds_of(std::string_view fuzzer) {
  std::vector<Bytes> seeds;
  const TakeSeed take = [&](std::string_view name, ByteView input) {
    if (name == fuzzer) seeds.push_back(to_bytes(input));
  };
  seeds_of_messages(take);
  seeds_of_content(take);
  seeds_of_http(take);
  seeds_of_replies(take);
  seeds_of_texts(take);
  return seeds;
}

// The file that holds the input at work: written before each, so that it is there however the program ends.
class Kept {
 public:
  explicit Kept(const std::string& path) : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (file_ < 0) std::abort();
  }
  ~Kept() { ::close(file_); }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  void keep(ByteView input) const {
    if (::pwrite(file_, input.data(), input.size(), 0) != static_cast<ssize_t>(input.size()) ||
        ::ftruncate(file_, static_cast<off_t>(input.size())) != 0)
      std::abort();
  }

 private:
  int file_;
};

void give(const Fuzzer& fuzzer, const Kept& kept, ByteView input) {
  constexpr unsigned patience_s = 20;
  kept.keep(input);
  ::alarm(patience_s);
  fuzzer.take(input.data(), input.size());
  ::alarm(0);
}

void replay(const Fuzzer& fuzzer, std::chrono::seconds length, std::uint32_t seed) {
  const auto seeds = seeds_of(fuzzer.name);
  const Kept kept(fmt::format("{}.input", fuzzer.name));
  for (const auto& input : seeds) give(fuzzer, kept, input);
  Mutation mutation(seeds, fuzzer.longest, seed);
  std::size_t inputs = seeds.size();
  const auto end = std::chrono::steady_clock::now() + length;
  for (; std::chrono::steady_clock::now() < end; ++inputs) give(fuzzer, kept, mutation.next());
  fmt::print("{}: {} inputs from {} seeds, no crash\n", fuzzer.name, inputs, seeds.size());
}

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace
}  // namespace minbar::fuzz

int main(int argc, char** argv) {
  using namespace minbar;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto fuzzer = std::find_if(fuzz::fuzzers.begin(), fuzz::fuzzers.end(), [&](const auto& each) {
    return !arguments.empty() && each.name == arguments.front();
  });
  if (fuzzer == fuzz::fuzzers.end() || arguments.size() > 3) {
    fmt::print(stderr, "usage: fuzz_replay FUZZER [SECONDS [SEED]] | FUZZER FILE\n");
    return 2;
  }
  seal::init();
  const auto seconds = arguments.size() > 1 ? fuzz::number(arguments[1]) : 5;
  if (!seconds) {
    constexpr std::size_t largest = 1 << 20;
    const auto input = read_file(arguments[1], largest);
    if (!input) {
      fmt::print(stderr, "{} cannot be read\n", arguments[1]);
      return 2;
    }
    fuzzer->take(reinterpret_cast<const std::uint8_t*>(input->data()), input->size());
    return 0;
  }
  const auto seed = arguments.size() > 2 ? fuzz::number(arguments[2]) : 1;
  if (!seed) return 2;
  fuzz::replay(*fuzzer, std::chrono::seconds(*seconds), *seed);
  return 0;
}
