// A network at its worst between two honest ends, repeatable from a seed: it loses requests and replies, delivers
// twice, late and out of order, cuts and flips bytes, gives old replies for new requests, and says 503 and 413.
#pragma once

#include <deque>
#include <utility>

#include "sync/wire/exchange.h"
#include "tests/support/seeded_random.h"

namespace minbar::test {

class FaultyExchange {
 public:
  FaultyExchange(wire::Exchange inner, std::uint64_t seed) : inner_(std::move(inner)), random_(seed) {}

  [[nodiscard]] wire::Exchange exchange() {
    return [this](ByteView frame) { return calm_ ? inner_(frame) : troubled(frame); };
  }
  // From now on the network is good, but what it still holds arrives first.
  void calm() {
    calm_ = true;
    deliver_late();
  }
  [[nodiscard]] int faults() const { return faults_; }

 private:
  static wire::ExchangeResult failure(wire::ExchangeError error) {
    return tl::unexpected(wire::ExchangeFailure{.error = error});
  }
  static wire::ExchangeResult lost() { return failure(wire::ExchangeError::unreachable); }

  wire::ExchangeResult troubled(ByteView frame) {
    if (random_.below(4) == 0) deliver_late();
    const auto fault = random_.below(14);
    if (fault < 11) ++faults_;
    switch (fault) {
      case 0:
        return lost();
      case 1:
        return failure(wire::ExchangeError::unavailable);
      case 2:
        return failure(wire::ExchangeError::too_large);
      case 3:
        late_.push_back(to_bytes(frame));
        return lost();
      case 4:
        static_cast<void>(inner_(frame));
        return lost();
      case 5:
        static_cast<void>(inner_(frame));
        return inner_(frame);
      case 6:
        return inner_(frame.first(random_.below(frame.size())));
      case 7:
        return inner_(flipped(to_bytes(frame)));
      case 8:
        return remembered(cut(inner_(frame)));
      case 9:
        return remembered(flip(inner_(frame)));
      case 10:
        static_cast<void>(inner_(frame));
        return old_.empty() ? lost() : wire::ExchangeResult(old_[random_.below(old_.size())]);
      default:
        return remembered(inner_(frame));
    }
  }
  void deliver_late() {
    while (!late_.empty()) {
      const auto at = late_.begin() + static_cast<std::ptrdiff_t>(random_.below(late_.size()));
      static_cast<void>(inner_(*at));
      late_.erase(at);
    }
  }
  Bytes flipped(Bytes bytes) {
    bytes[random_.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << random_.below(8));
    return bytes;
  }
  wire::ExchangeResult cut(wire::ExchangeResult result) {
    if (result) result->resize(random_.below(result->size()));
    return result;
  }
  wire::ExchangeResult flip(wire::ExchangeResult result) {
    if (result) *result = flipped(std::move(*result));
    return result;
  }
  wire::ExchangeResult remembered(wire::ExchangeResult result) {
    if (result && old_.size() < 8) old_.push_back(*result);
    return result;
  }

  wire::Exchange inner_;
  SeededRandom random_;
  std::deque<Bytes> late_;
  std::deque<Bytes> old_;
  int faults_ = 0;
  bool calm_ = false;
};

}  // namespace minbar::test
