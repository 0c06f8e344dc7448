// All keys as types, so that none can be used for another's work. Used by whoever signs, verifies, seals
// or opens. Secret keys are wiped when they go, cannot be copied, and are read and written only as files of their owner
// alone.
//
// | key          | kind                | lives with                                      | file, mode 0600           |
// | RecordKey    | Ed25519, secret     | minbar-kiosk's user; made on the kiosk          | <kiosk keys>/record.key   |
// | TransportKey | Ed25519, secret     | minbar-sync's user; made on the kiosk           | <agent keys>/transport.key|
// | SigningKey   | Ed25519, secret     | minbar-collector's user                         | <data>/keys/signing.key   |
// | OpeningKey   | X25519, secret      | minbar-collector's user; in sealed backups      | <data>/keys/opening.key   |
// | SealingKey   | X25519, public      | pinned by every kiosk at enrolment              | <kiosk keys>/collector.pin|
// | RootKey      | Ed25519, secret     | a sheet of paper; says what succeeds the two    | none; public half in      |
// |              |                     |                                                 | <data>/keys/root.pub      |
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <type_traits>

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/context.h"
#include "sync/seal/hash.h"
#include "sync/seal/secret.h"

namespace minbar::seal {

// The first 8 bytes of BLAKE2b-256 of a public key: enough to pick among known keys, never a proof of anything.
using KeyId = Id<struct KeyTag, 8>;

using Signature = Id<struct SignatureTag, 64>;

// Roles; each has a word that its key file carries.
struct RecordRole {};
struct TransportRole {};
struct CollectorRole {};
struct RootRole {};

// An Ed25519 public key (RFC 8032).
template <class Role>
struct VerifyingKey {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const VerifyingKey&) const = default;
  [[nodiscard]] ByteView view() const { return bytes; }
  [[nodiscard]] KeyId id() const;
  // Nothing when the view has not 32 bytes. Whether it is a good key shows when it verifies.
  [[nodiscard]] static std::optional<VerifyingKey> from(ByteView view);
  // True when `signature` was made for `context` over exactly first ‖ second.
  [[nodiscard]] bool verify(Context context, const Signature& signature, ByteView first, ByteView second = {}) const;
};

// An Ed25519 pair. Move-only.
template <class Role>
class SigningPair {
 public:
  [[nodiscard]] static SigningPair make(Random& random);
  // Of the one key that stands on paper and in no file.
  [[nodiscard]] static SigningPair from_seed(Secret<32> seed) requires std::is_same_v<Role, RootRole> {
    return SigningPair(std::move(seed));
  }
  [[nodiscard]] ByteView seed() const requires std::is_same_v<Role, RootRole> { return seed_.view(); }
  // Errors: not_found, denied (owner or mode, says which command mends it), corrupt (not such a key file), io.
  [[nodiscard]] static Result<SigningPair> load(const std::filesystem::path& path);
  // Loads, or makes and saves when there is no file. Never overwrites one. Errors as load and save.
  [[nodiscard]] static Result<SigningPair> load_or_make(const std::filesystem::path& path, Random& random);
  // Written with mode 0600. Errors: conflict (a file is there; it is left alone), denied, full, io.
  [[nodiscard]] Result<void> save(const std::filesystem::path& path) const;

  [[nodiscard]] const VerifyingKey<Role>& public_key() const { return public_; }
  // Over context, one zero byte, first ‖ second. Deterministic.
  [[nodiscard]] Signature sign(Context context, ByteView first, ByteView second = {}) const;

 private:
  explicit SigningPair(Secret<32> seed);
  Secret<32> seed_;
  Secret<64> secret_;
  VerifyingKey<Role> public_;
};

using RecordKey = SigningPair<RecordRole>;
using RecordPublicKey = VerifyingKey<RecordRole>;
using TransportKey = SigningPair<TransportRole>;
using TransportPublicKey = VerifyingKey<TransportRole>;
using SigningKey = SigningPair<CollectorRole>;
using SigningPublicKey = VerifyingKey<CollectorRole>;
using RootKey = SigningPair<RootRole>;
using RootPublicKey = VerifyingKey<RootRole>;

extern template struct VerifyingKey<RecordRole>;
extern template struct VerifyingKey<TransportRole>;
extern template struct VerifyingKey<CollectorRole>;
extern template struct VerifyingKey<RootRole>;
extern template class SigningPair<RecordRole>;
extern template class SigningPair<TransportRole>;
extern template class SigningPair<CollectorRole>;
extern template class SigningPair<RootRole>;

// An X25519 public key: bodies are sealed to it by anyone, opened by the holder of the OpeningKey only.
struct SealingKey {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const SealingKey&) const = default;
  [[nodiscard]] ByteView view() const { return bytes; }
  [[nodiscard]] KeyId id() const;
  [[nodiscard]] static std::optional<SealingKey> from(ByteView view);
};

// An X25519 pair. Move-only.
class OpeningKey {
 public:
  [[nodiscard]] static OpeningKey make(Random& random);
  // As SigningPair's.
  [[nodiscard]] static Result<OpeningKey> load(const std::filesystem::path& path);
  [[nodiscard]] static Result<OpeningKey> load_or_make(const std::filesystem::path& path, Random& random);
  [[nodiscard]] Result<void> save(const std::filesystem::path& path) const;

  [[nodiscard]] const SealingKey& sealing_key() const { return public_; }
  // 32 bytes, for envelope.cpp and blob.cpp only.
  [[nodiscard]] ByteView secret() const { return secret_.view(); }

 private:
  explicit OpeningKey(Secret<32> seed);
  Secret<32> seed_;
  Secret<32> secret_;
  SealingKey public_;
};

}  // namespace minbar::seal
