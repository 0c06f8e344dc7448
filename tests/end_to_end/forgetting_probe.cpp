// Frees strings and leaves frames as the kiosk does, and says on its output where its own memory still holds them.
// Built without a sanitizer, so that kiosk/forgetting is what a release has. With "careless" it keeps one text and its
// frames, to show that the search finds.
#include <fcntl.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/world/forgetting.h"

namespace {

// Never whole in the program's own image or on its way here.
std::string secret(char kind) {
  std::string out;
  for (int i = 0; i < 13; ++i) out.push_back(static_cast<char>('a' + (i * 7 + kind) % 26));
  return out;
}

[[gnu::noinline]] void leave_a_frame() {
  [[maybe_unused]] volatile char frame[1 << 15];  // deeper than the search reaches
  const auto text = secret('f');
  for (std::size_t i = 0; i < text.size(); ++i) frame[i] = text[i];
}

[[gnu::noinline]] void use_the_heap() {
  std::vector<std::string> texts;
  for (int i = 0; i < 200; ++i) texts.push_back(secret('h') + std::string(static_cast<std::size_t>(i), '.'));
  auto large = std::make_unique<std::string>();
  for (int i = 0; i < 100'000; ++i) *large += secret('h');
}

// By its steps from letter to letter, so that there is no needle that the search could find in its own frame.
bool is_secret(const char* text, char kind) {
  if (text[0] != 'a' + kind % 26) return false;
  for (int i = 0; i + 1 < 13; ++i)
    if (const int step = text[i + 1] - text[i]; step != 7 && step != 7 - 26) return false;
  return true;
}

bool memory_holds(char kind) {
  std::ifstream maps("/proc/self/maps");
  const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  bool found = false;
  static char part[1 << 16];
  for (std::string line; std::getline(maps, line);) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    char rights[5] = {};
    if (std::sscanf(line.c_str(), "%" SCNx64 "-%" SCNx64 " %4s", &begin, &end, rights) != 3) continue;
    if (std::strncmp(rights, "rw", 2) != 0) continue;
    for (auto at = begin; at < end; at += sizeof(part) - 16) {
      const auto own = reinterpret_cast<std::uint64_t>(part);
      if (at < own + sizeof(part) && own < at + sizeof(part)) continue;
      const auto got = ::pread(memory, part, std::min<std::uint64_t>(sizeof(part), end - at), static_cast<off_t>(at));
      for (ssize_t i = 0; i + 13 <= got && !found; ++i) found = is_secret(part + i, kind);
    }
  }
  ::close(memory);
  return found;
}

}  // namespace

int main(int argc, char**) {
  const bool careful = argc == 1;
  if (careful) minbar::kiosk::scribble_freed_memory();
  use_the_heap();
  std::string kept;
  if (!careful) kept = secret('h') + std::string(64, '.');  // on the heap: longer than a string keeps in itself
  leave_a_frame();
  if (careful) minbar::kiosk::scrub_stack();
  const bool stack = memory_holds('f');
  const bool heap = memory_holds('h');
  std::printf("heap %s, stack %s\n", heap ? "held" : "gone", stack ? "held" : "gone");
  return 0;
}
