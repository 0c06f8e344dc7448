#include "sync/store/salvage/known_address.h"

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/wire/json.h"

namespace minbar::store {

namespace {

std::filesystem::path address_file(const std::filesystem::path& keys) { return keys / "collector.address"; }

}  // namespace

std::optional<KnownAddress> load_address(const std::filesystem::path& keys) {
  const auto text = read_file(address_file(keys), limits::enrol_bytes);
  const auto json = text ? wire::JsonReader::parse(bytes_of(*text)) : fail(Errc::not_found, "");
  if (!json) return std::nullopt;
  auto url = json->text("collector_url", limits::url_bytes);
  if (!url) return std::nullopt;
  KnownAddress out{.collector_url = *std::move(url)};
  if (const auto key = json->hex("record_key")) out.record_key = seal::RecordPublicKey::from(*key);
  return out;
}

Result<void> save_address(const std::filesystem::path& keys, const KnownAddress& address) {
  wire::JsonWriter json;
  json.text("collector_url", address.collector_url);
  if (address.record_key) json.hex("record_key", address.record_key->view());
  return write_file(address_file(keys), TRY(json.written()), 0600);
}

}  // namespace minbar::store
