#include "sync/seal/keys.h"

#include <sodium.h>

#include <algorithm>
#include <type_traits>

#include "sync/seal/hash.h"
#include "sync/seal/init.h"
#include "sync/seal/key_file.h"

namespace minbar::seal {

namespace {

constexpr std::string_view opening_role = "opening";

template <class Role>
constexpr std::string_view role_word() {
  if constexpr (std::is_same_v<Role, RecordRole>) return "record";
  if constexpr (std::is_same_v<Role, TransportRole>) return "transport";
  if constexpr (std::is_same_v<Role, CollectorRole>) return "signing";
  if constexpr (std::is_same_v<Role, RootRole>) return "root";
}

KeyId key_id(ByteView public_key) {
  const auto hash = hash_of(public_key);
  KeyId id;
  std::copy_n(hash.bytes.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

// Ed25519 proper, not its prehashed form, over one piece of memory.
Bytes signed_bytes(Context context, ByteView first, ByteView second) {
  const auto name = bytes_of(string_of(context));
  Bytes out;
  out.reserve(name.size() + 1 + first.size() + second.size());
  out.insert(out.end(), name.begin(), name.end());
  out.push_back(0);
  out.insert(out.end(), first.begin(), first.end());
  out.insert(out.end(), second.begin(), second.end());
  return out;
}

template <class Key>
std::optional<Key> key_from(ByteView view) {
  Key key;
  if (view.size() != key.bytes.size()) return std::nullopt;
  std::copy(view.begin(), view.end(), key.bytes.begin());
  return key;
}

Secret<32> make_seed(Random& random) {
  Secret<32> seed;
  random.fill(seed.span());
  return seed;
}

template <class Key>
Result<Key> load_or_make_key(const std::filesystem::path& path, Random& random) {
  auto loaded = Key::load(path);
  if (loaded || loaded.error().code != Errc::not_found) return loaded;
  auto made = Key::make(random);
  TRY(made.save(path));
  return made;
}

}  // namespace

template <class Role>
KeyId VerifyingKey<Role>::id() const {
  return key_id(bytes);
}

template <class Role>
std::optional<VerifyingKey<Role>> VerifyingKey<Role>::from(ByteView view) {
  return key_from<VerifyingKey>(view);
}

template <class Role>
bool VerifyingKey<Role>::verify(Context context, const Signature& signature, ByteView first, ByteView second) const {
  init();
  const auto message = signed_bytes(context, first, second);
  return crypto_sign_verify_detached(signature.bytes.data(), message.data(), message.size(), bytes.data()) == 0;
}

template <class Role>
SigningPair<Role>::SigningPair(Secret<32> seed) : seed_(std::move(seed)) {
  init();
  crypto_sign_seed_keypair(public_.bytes.data(), secret_.span().data(), seed_.span().data());
}

template <class Role>
SigningPair<Role> SigningPair<Role>::make(Random& random) {
  return SigningPair(make_seed(random));
}

template <class Role>
Result<SigningPair<Role>> SigningPair<Role>::load(const std::filesystem::path& path) {
  return SigningPair(TRY(detail::load_seed(path, role_word<Role>())));
}

template <class Role>
Result<SigningPair<Role>> SigningPair<Role>::load_or_make(const std::filesystem::path& path, Random& random) {
  return load_or_make_key<SigningPair>(path, random);
}

template <class Role>
Result<void> SigningPair<Role>::save(const std::filesystem::path& path) const {
  return detail::save_seed(path, role_word<Role>(), seed_);
}

template <class Role>
Signature SigningPair<Role>::sign(Context context, ByteView first, ByteView second) const {
  const auto message = signed_bytes(context, first, second);
  Signature signature;
  crypto_sign_detached(signature.bytes.data(), nullptr, message.data(), message.size(), secret_.view().data());
  return signature;
}

template struct VerifyingKey<RecordRole>;
template struct VerifyingKey<TransportRole>;
template struct VerifyingKey<CollectorRole>;
template struct VerifyingKey<RootRole>;
template class SigningPair<RecordRole>;
template class SigningPair<TransportRole>;
template class SigningPair<CollectorRole>;
template class SigningPair<RootRole>;

KeyId SealingKey::id() const { return key_id(bytes); }
std::optional<SealingKey> SealingKey::from(ByteView view) { return key_from<SealingKey>(view); }

OpeningKey::OpeningKey(Secret<32> seed) : seed_(std::move(seed)) {
  init();
  crypto_box_seed_keypair(public_.bytes.data(), secret_.span().data(), seed_.span().data());
}

OpeningKey OpeningKey::make(Random& random) { return OpeningKey(make_seed(random)); }

Result<OpeningKey> OpeningKey::load(const std::filesystem::path& path) {
  return OpeningKey(TRY(detail::load_seed(path, opening_role)));
}

Result<OpeningKey> OpeningKey::load_or_make(const std::filesystem::path& path, Random& random) {
  return load_or_make_key<OpeningKey>(path, random);
}

Result<void> OpeningKey::save(const std::filesystem::path& path) const {
  return detail::save_seed(path, opening_role, seed_);
}

}  // namespace minbar::seal
