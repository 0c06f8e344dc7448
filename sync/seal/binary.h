// Inside sync: fixed binary layouts, big-endian. A Reader never reads past its end: the first short read makes it bad,
// and everything after reads as zero, so a parser checks once at its end.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sync/base/bytes.h"

namespace minbar::seal {

class Writer {
 public:
  void bytes(ByteView view) { out_.insert(out_.end(), view.begin(), view.end()); }
  template <class T>
  void number(T value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = sizeof(T); i > 0; --i) out_.push_back(static_cast<std::uint8_t>(bits >> (8 * (i - 1))));
  }
  [[nodiscard]] const Bytes& written() const { return out_; }

 private:
  Bytes out_;
};

class Reader {
 public:
  explicit Reader(ByteView in) : in_(in) {}
  [[nodiscard]] ByteView bytes(std::size_t count) {
    if (count > in_.size()) good_ = false;
    if (!good_) return {};
    const auto head = in_.first(count);
    in_ = in_.subspan(count);
    return head;
  }
  template <class T>
  [[nodiscard]] T number() {
    std::uint64_t value = 0;
    for (const auto byte : bytes(sizeof(T))) value = value << 8 | byte;
    return static_cast<T>(value);
  }
  template <class IdType>
  [[nodiscard]] IdType id() {
    IdType out;
    const auto view = bytes(out.bytes.size());
    std::copy(view.begin(), view.end(), out.bytes.begin());
    return out;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::size_t left() const { return in_.size(); }

 private:
  ByteView in_;
  bool good_ = true;
};

}  // namespace minbar::seal
