#include "sync/wire/base64.h"

#include <array>

namespace minbar::wire {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t none = 255;

constexpr std::array<std::uint8_t, 256> sextets = [] {
  std::array<std::uint8_t, 256> out{};
  out.fill(none);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    out[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
  return out;
}();

}  // namespace

std::string to_base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) group = group << 8 | (i < have ? bytes[at + i] : 0U);
    for (std::size_t i = 0; i < 4; ++i) out.push_back(i <= have ? alphabet[group >> (18 - 6 * i) & 63] : '=');
  }
  return out;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < text.size(); at += 4) {
    const auto group = text.substr(at, 4);
    const std::size_t pad = group[3] != '=' ? 0 : group[2] != '=' ? 1 : 2;
    if (pad > 0 && at + 4 != text.size()) return std::nullopt;
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto value = i < 4 - pad ? sextets[static_cast<std::uint8_t>(group[i])] : std::uint8_t{0};
      if (value == none) return std::nullopt;
      bits = bits << 6 | value;
    }
    // the bits that padding leaves over must be zero, so that one text stands for one sequence of bytes
    if ((bits & ((1U << (8 * pad)) - 1)) != 0) return std::nullopt;
    for (std::size_t i = 0; i < 3 - pad; ++i) out.push_back(static_cast<std::uint8_t>(bits >> (16 - 8 * i)));
  }
  return out;
}

}  // namespace minbar::wire
