// Masks kept for the next frame, the least recently used forgotten first, bounded by the bytes they hold. Used by the
// painter for text and for shapes. A mask handed out is valid until the next call.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <utility>

#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

template <class Key>
class MaskCache {
 public:
  explicit MaskCache(std::size_t limit_bytes) : limit_(limit_bytes) {}

  // The mask kept under `key`, else the one that `make()` gives. The newest is kept even if it alone is over the limit.
  template <class Make>
  const Mask& get(const Key& key, Make make) {
    if (const auto found = index_.find(key); found != index_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->mask;
    }
    entries_.push_front({nullptr, make()});
    entries_.front().key = &index_.emplace(key, entries_.begin()).first->first;
    bytes_ += cost(entries_.front());
    while (bytes_ > limit_ && entries_.size() > 1) forget_oldest();
    return entries_.front().mask;
  }

  void clear() {
    index_.clear();
    entries_.clear();
    bytes_ = 0;
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    const Key* key;  // owned by the index
    Mask mask;
  };
  static constexpr std::size_t overhead = 256;  // an entry's nodes, key and allocations, about

  static std::size_t cost(const Entry& entry) { return entry.mask.coverage.size() + overhead; }
  void forget_oldest() {
    bytes_ -= cost(entries_.back());
    index_.erase(index_.find(*entries_.back().key));
    entries_.pop_back();
  }

  std::size_t limit_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // the most recently used first
  std::map<Key, typename std::list<Entry>::iterator> index_;
};

}  // namespace minbar::ui::sdl
