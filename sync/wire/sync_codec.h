// Messages of sync ↔ signed frames. `Verified<SyncReply>` can only come out of open_sync_reply: what the store deletes
// on, it deletes on a signature that was checked.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/wire/frame.h"
#include "sync/wire/messages.h"

namespace minbar::wire {

// --- agent's side
// Errors: too_large (over limits::request_bytes), bad_input (a text field that is not UTF-8 or over its limit).
[[nodiscard]] Result<Bytes> make_sync_request(const SyncRequest& request, const seal::TransportKey& key);

template <class T>
class Verified;
// Errors: bad_input (no frame, not our JSON: a captive portal), denied (not signed by this collector),
// unsupported_version, too_large.
[[nodiscard]] Result<Verified<SyncReply>> open_sync_reply(ByteView frame, const seal::SigningPublicKey& key);

// --- collector's side
// The frame's `signer` says where to look for the key. The signature is verified before anything is read: no stranger
// has us read a message. Errors: denied (not signed by this key), bad_input, unsupported_version.
[[nodiscard]] Result<SyncRequest> open_sync_request(const Frame& frame, const seal::TransportPublicKey& key);
[[nodiscard]] Result<Bytes> make_sync_reply(const SyncReply& reply, const seal::SigningKey& key);

template <class T>
class Verified {
 public:
  [[nodiscard]] const T& operator*() const { return value_; }
  [[nodiscard]] const T* operator->() const { return &value_; }

 private:
  explicit Verified(T value) : value_(std::move(value)) {}
  friend Result<Verified<SyncReply>> open_sync_reply(ByteView, const seal::SigningPublicKey&);
  T value_;
};

}  // namespace minbar::wire
