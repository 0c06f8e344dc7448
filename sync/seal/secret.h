// Bytes that must not outlive their owner, nor reach a disk: on pages of their own that the system keeps from swap
// where it may (sync/base/swap says at start when not) and leaves out of core files, between guards that end a program
// which reads past them. Wiped on destruction, never copied, never printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

#include "sync/base/bytes.h"

namespace minbar::seal {

// Overwrites with zeros in a way the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes);

namespace detail {
struct GiveBack {
  void operator()(std::uint8_t* bytes) const;  // wiped first
};
using LockedBytes = std::unique_ptr<std::uint8_t, GiveBack>;
// Zeros. Some pages each: for keys, not for texts.
[[nodiscard]] LockedBytes take_locked(std::size_t bytes);
}  // namespace detail

// N bytes. One that was moved from has none.
template <std::size_t N>
class Secret {
 public:
  Secret() : bytes_(detail::take_locked(N)) {}

  [[nodiscard]] ByteView view() const { return {bytes_.get(), bytes_ ? N : 0}; }
  [[nodiscard]] std::span<std::uint8_t, N> span() { return std::span<std::uint8_t, N>(bytes_.get(), N); }

 private:
  detail::LockedBytes bytes_;
};

// A key whose type is a plain value, where it is kept for long.
template <class Key>
class Locked {
 public:
  static_assert(std::is_trivially_copyable_v<Key> && alignof(Key) <= 16);
  Locked() : bytes_(detail::take_locked(sizeof(Key))), key_(new (bytes_.get()) Key{}) {}

  [[nodiscard]] const Key& operator*() const { return *key_; }
  [[nodiscard]] Key& operator*() { return *key_; }

 private:
  detail::LockedBytes bytes_;
  Key* key_;
};

}  // namespace minbar::seal
