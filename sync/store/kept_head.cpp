#include "sync/store/kept_head.h"

#include <fmt/format.h>

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
  std::error_code ignored;  // says no more than the type does
  const auto file = head_file(keys);
  if (std::filesystem::symlink_status(file, ignored).type() == std::filesystem::file_type::not_found)
    return std::nullopt;
  const auto text = read_file(file, limits::enrol_bytes);
  auto kept = text ? head_in(bytes_of(*text)) : tl::unexpected(text.error());
  if (kept) return *std::move(kept);
  return fail(text ? Errc::corrupt : text.error().code,
              fmt::format("{} says how far this kiosk's chain goes and cannot be read: put it in order. Once it is "
                          "deleted nobody knows which records a damaged database has lost",
                          file.string()));
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
