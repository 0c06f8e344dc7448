// A collector's own keys, the first and those that succeeded it: none ever goes, since envelopes sealed to any of them
// may still come, and kiosks may still believe any of them. Number 0 are the first; each succession has one more and
// brings a new signing key, a new opening key or both.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/envelope.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

class OpeningKeys {
 public:
  explicit OpeningKeys(OpeningKey first) { keys_.push_back(std::move(first)); }
  void add(OpeningKey next) { keys_.push_back(std::move(next)); }

  // What is derived from an opening key (derived_key.h) is derived from this one, so that it outlives every succession.
  [[nodiscard]] const OpeningKey& first() const { return keys_.front(); }
  // To which what is new is sealed.
  [[nodiscard]] const SealingKey& sealing_key() const { return keys_.back().sealing_key(); }
  [[nodiscard]] const std::vector<OpeningKey>& all() const { return keys_; }

 private:
  std::vector<OpeningKey> keys_;  // never empty
};

// With the key that the envelope names. Errors: as of one key.
[[nodiscard]] Result<Bytes> open_envelope(const Envelope& envelope, const OpeningKeys& keys);
// It names none: each is tried, the newest first.
[[nodiscard]] Result<Bytes> open_blob(ByteView sealed, const OpeningKeys& keys);

class SigningKeys {
 public:
  explicit SigningKeys(SigningKey first) { keys_.push_back(std::move(first)); }
  // The next number; without a key it signs with the one before.
  void succeed(std::optional<SigningKey> next) {
    if (next) keys_.push_back(*std::move(next));
    of_.push_back(keys_.size() - 1);
  }

  [[nodiscard]] const SigningKey& first() const { return keys_.front(); }
  [[nodiscard]] const SigningKey& newest() const { return keys_[of_.back()]; }
  [[nodiscard]] std::int64_t number() const { return static_cast<std::int64_t>(of_.size()) - 1; }
  // Null: there is no such number here. Valid until the next succession.
  [[nodiscard]] const SigningKey* of(std::int64_t number) const {
    if (number < 0 || number > this->number()) return nullptr;
    return &keys_[of_[static_cast<std::size_t>(number)]];
  }

 private:
  std::vector<SigningKey> keys_;       // never empty
  std::vector<std::size_t> of_ = {0};  // of each number
};

}  // namespace minbar::seal
