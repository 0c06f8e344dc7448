#include "sync/store/salvage/log_frames.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::store {

namespace {

constexpr std::size_t log_header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::uint32_t log_magic = 0x377F0682;  // with its last bit the words of checksums are big-endian

std::uint32_t big_endian(ByteView bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

std::uint32_t little_endian(ByteView bytes, std::size_t at) {
  return std::uint32_t{bytes[at + 3]} << 24 | std::uint32_t{bytes[at + 2]} << 16 | std::uint32_t{bytes[at + 1]} << 8 |
         bytes[at];
}

struct Checksum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  bool operator==(const Checksum&) const = default;

  void add(ByteView bytes, bool big) {
    const auto word = [&](std::size_t at) { return big ? big_endian(bytes, at) : little_endian(bytes, at); };
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first += word(at) + second;
      second += word(at + 4) + first;
    }
  }
};

Checksum checksum_in(ByteView bytes, std::size_t at) {
  return {.first = big_endian(bytes, at), .second = big_endian(bytes, at + 4)};
}

// Of the log, as far as its header is intact.
struct Round {
  bool known = false;
  bool big = false;
  Bytes salts{};
  Checksum sum{};  // up to where the frames are intact
};

Round round_of(const std::optional<Bytes>& header, std::size_t page_bytes) {
  Round out;
  if (!header) return out;
  const ByteView bytes(*header);
  const auto magic = big_endian(bytes, 0);
  if ((magic & ~1U) != log_magic || big_endian(bytes, 8) != page_bytes) return out;
  out.big = (magic & 1U) != 0;
  out.sum.add(bytes.first(24), out.big);
  out.known = out.sum == checksum_in(bytes, 24);
  out.salts = to_bytes(bytes.subspan(16, 8));
  return out;
}

}  // namespace

std::vector<LogFrame> frames_of(std::size_t page_bytes, std::uint64_t log_bytes, const ReadLog& read) {
  std::vector<LogFrame> out;
  if (log_bytes < log_header_bytes) return out;
  auto round = round_of(read(0, log_header_bytes), page_bytes);
  bool intact = round.known;
  std::size_t committed = 0;
  const auto end = std::min<std::uint64_t>(log_bytes, limits::log_bytes_salvaged);
  for (std::uint64_t at = log_header_bytes; at + frame_header_bytes + page_bytes <= end;
       at += frame_header_bytes + page_bytes) {
    const auto frame = read(at, frame_header_bytes + page_bytes);
    if (!frame) {
      intact = false;
      continue;
    }
    const ByteView bytes(*frame);
    const bool of_this_round = !round.known || to_bytes(bytes.subspan(8, 8)) == round.salts;
    if (intact) {
      round.sum.add(bytes.first(8), round.big);
      round.sum.add(bytes.subspan(frame_header_bytes), round.big);
      intact = of_this_round && round.sum == checksum_in(bytes, 16);
    }
    const auto page = big_endian(bytes, 0);
    if (!of_this_round || page == 0) continue;
    out.push_back({.page = page, .offset = at + frame_header_bytes});
    if (intact && big_endian(bytes, 4) != 0) committed = out.size();
  }
  for (std::size_t i = 0; i < committed; ++i) out[i].committed = true;
  return out;
}

}  // namespace minbar::store
