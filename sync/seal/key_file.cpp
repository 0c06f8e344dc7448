#include "sync/seal/key_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "sync/base/file.h"
#include "sync/base/hex.h"

namespace minbar::seal::detail {

namespace {

constexpr std::size_t key_file_bytes = 128;

std::string prefix_of(std::string_view role) { return fmt::format("minbar-key-v1 {} ", role); }

void wipe_text(std::string& text) { wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}); }

std::optional<Bytes> seed_in(std::string_view text, std::string_view role) {
  const auto prefix = prefix_of(role);
  if (text.substr(0, prefix.size()) != prefix || text.empty() || text.back() != '\n') return std::nullopt;
  auto seed = from_hex(text.substr(prefix.size(), text.size() - prefix.size() - 1));
  if (!seed || seed->size() != 32) return std::nullopt;
  return seed;
}

}  // namespace

Result<Secret<32>> load_seed(const std::filesystem::path& path, std::string_view role) {
  TRY(check_private(path));
  auto text = TRY(read_file(path, key_file_bytes));
  auto bytes = seed_in(text, role);
  wipe_text(text);
  if (!bytes)
    return fail(Errc::corrupt, fmt::format("{} is not a {} key file: restore it, or move it away and enrol again",
                                           path.string(), role));
  Secret<32> seed;
  std::copy(bytes->begin(), bytes->end(), seed.span().begin());
  wipe(*bytes);
  return seed;
}

Result<void> save_seed(const std::filesystem::path& path, std::string_view role, const Secret<32>& seed) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored))
    return fail(Errc::conflict, fmt::format("{} exists and is never overwritten: move it away first", path.string()));
  auto digits = to_hex(seed.view());
  std::string text;
  text.reserve(key_file_bytes);  // grown, it would leave what it held behind
  text += prefix_of(role);
  text += digits;
  text += '\n';
  wipe_text(digits);
  auto written = write_file(path, bytes_of(text), 0600);
  wipe_text(text);
  return written;
}

}  // namespace minbar::seal::detail
