#include "sync/store/kept_head.h"

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/wire/json.h"

namespace minbar::store {

namespace {

std::filesystem::path head_file(const std::filesystem::path& keys) { return keys / "chain.head"; }

Result<KeptHead> head_in(ByteView text) {
  const auto json = TRY(wire::JsonReader::parse(text));
  KeptHead kept;
  kept.device = TRY(json.id<DeviceId>("device"));
  kept.head.chain = TRY(json.id<ChainId>("chain"));
  kept.head.sequence =
      static_cast<std::uint64_t>(TRY(json.integer("sequence", 0, static_cast<std::int64_t>(last_sequence))));
  kept.head.hash = TRY(json.id<seal::Hash>("hash"));
  kept.heartbeats = TRY(json.integer("heartbeats", 0, static_cast<std::int64_t>(2 * last_sequence)));
  return kept;
}

}  // namespace

Result<std::optional<KeptHead>> load_head(const std::filesystem::path& keys) {
  std::error_code ignored;
  if (!std::filesystem::exists(head_file(keys), ignored)) return std::nullopt;
  auto kept = head_in(bytes_of(TRY(read_file(head_file(keys), limits::enrol_bytes))));
  if (!kept) return fail(Errc::corrupt, "what says how far this kiosk's chain goes cannot be read");
  return *std::move(kept);
}

Result<void> save_head(const std::filesystem::path& keys, const KeptHead& kept) {
  wire::JsonWriter json;
  json.hex("device", kept.device.view());
  json.hex("chain", kept.head.chain.view());
  json.integer("sequence", static_cast<std::int64_t>(kept.head.sequence));
  json.hex("hash", kept.head.hash.view());
  json.integer("heartbeats", kept.heartbeats);
  return write_file(head_file(keys), TRY(json.written()), 0600);
}

}  // namespace minbar::store
