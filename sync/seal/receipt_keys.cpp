#include "sync/seal/receipt_keys.h"

#include <sodium.h>

#include <algorithm>

#include "sync/seal/init.h"
#include "sync/seal/secret.h"
#include "sync/seal/slow_function.h"

namespace minbar::seal {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

Result<Secret<48>> stretch(const ReceiptCode& code, std::string_view context, ByteView scope) {
  Secret<48> out;
  TRY(detail::stretch(code, context, scope, out.span()));
  return out;
}

template <class First, class Second>
void split(const Secret<48>& from, First& first, Second& second) {
  std::copy_n(from.view().begin(), 16, first.bytes.begin());
  std::copy_n(from.view().begin() + 16, 32, second.bytes.begin());
}

}  // namespace

Result<ReceiptKeys> derive_receipt_keys(const ReceiptCode& code, const CollectorId& collector) {
  ReceiptKeys keys;
  split(TRY(stretch(code, "minbar-receipt-v1", collector.view())), keys.lookup, keys.reply_key);
  return keys;
}

Result<EnrolKeys> derive_enrol_keys(const ReceiptCode& code) {
  EnrolKeys keys;
  split(TRY(stretch(code, "minbar-enrol-v1", {})), keys.lookup, keys.mac_key);
  return keys;
}

Bytes seal_reply(const ReceiptKeys& keys, ByteView plain, Random& random) {
  init();
  Bytes out(nonce_bytes + plain.size() + tag_bytes);
  random.fill(std::span(out).first(nonce_bytes));
  crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                             keys.lookup.bytes.data(), keys.lookup.bytes.size(), nullptr, out.data(),
                                             keys.reply_key.bytes.data());
  return out;
}

Result<Bytes> open_reply(const ReceiptKeys& keys, ByteView sealed) {
  init();
  const auto refused = [] { return fail(Errc::denied, "a reply was not sealed for this receipt code"); };
  if (sealed.size() < nonce_bytes + tag_bytes) return refused();
  const auto cipher = sealed.subspan(nonce_bytes);
  Bytes plain(cipher.size() - tag_bytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, cipher.data(), cipher.size(),
                                                 keys.lookup.bytes.data(), keys.lookup.bytes.size(), sealed.data(),
                                                 keys.reply_key.bytes.data()) != 0)
    return refused();
  return plain;
}

}  // namespace minbar::seal
