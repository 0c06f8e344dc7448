#include "sync/wire/json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sync/base/hex.h"
#include "sync/wire/base64.h"

namespace minbar::wire {

namespace {

using Json = nlohmann::json;
constexpr int max_depth = 8;  // messages have 3; deeper is somebody spending our memory

}  // namespace

struct JsonReader::Impl {
  Json value;

  // Null when missing.
  [[nodiscard]] const Json* find(const char* name) const {
    const auto found = value.find(name);
    return found == value.end() ? nullptr : &*found;
  }
};

JsonReader::JsonReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

tl::unexpected<Error> JsonReader::wrong(const char* name) {
  return fail(Errc::bad_input, fmt::format("field {} is missing, of another type or out of bounds", name));
}

Result<JsonReader> JsonReader::parse(ByteView bytes) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > max_depth;
    return !too_deep;
  };
  auto value = Json::parse(bytes.begin(), bytes.end(), watch, /*allow_exceptions=*/false);
  if (too_deep || !value.is_object()) return fail(Errc::bad_input, "not a JSON object of this protocol");
  return JsonReader(std::make_unique<Impl>(Impl{std::move(value)}));
}

bool JsonReader::has(const char* name) const { return impl_->find(name) != nullptr; }

Result<std::int64_t> JsonReader::integer(const char* name, std::int64_t least, std::int64_t most) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_number_integer()) return wrong(name);
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX) return wrong(name);
  const auto value = found->get<std::int64_t>();
  if (value < least || value > most) return wrong(name);
  return value;
}

Result<bool> JsonReader::boolean(const char* name) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_boolean()) return wrong(name);
  return found->get<bool>();
}

Result<std::string> JsonReader::text(const char* name, std::size_t max_bytes) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_string()) return wrong(name);
  const auto& value = found->get_ref<const std::string&>();
  if (value.size() > max_bytes) return wrong(name);
  return value;
}

Result<std::vector<std::string>> JsonReader::texts(const char* name, std::size_t max_count,
                                                   std::size_t max_bytes_each) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_array() || found->size() > max_count) return wrong(name);
  std::vector<std::string> out;
  for (const auto& item : *found) {
    if (!item.is_string() || item.get_ref<const std::string&>().size() > max_bytes_each) return wrong(name);
    out.push_back(item.get<std::string>());
  }
  return out;
}

Result<Bytes> JsonReader::base64(const char* name, std::size_t max_bytes) const {
  auto bytes = from_base64(TRY(text(name, max_bytes / 3 * 4 + 4)));
  if (!bytes || bytes->size() > max_bytes) return wrong(name);
  return *std::move(bytes);
}

Result<std::vector<Bytes>> JsonReader::base64_list(const char* name, std::size_t max_count,
                                                   std::size_t max_bytes_each) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_array() || found->size() > max_count) return wrong(name);
  std::vector<Bytes> out;
  for (const auto& item : *found) {
    if (!item.is_string()) return wrong(name);
    auto bytes = from_base64(item.get_ref<const std::string&>());
    if (!bytes || bytes->size() > max_bytes_each) return wrong(name);
    out.push_back(*std::move(bytes));
  }
  return out;
}

Result<Bytes> JsonReader::hex(const char* name) const {
  auto bytes = from_hex(TRY(text(name, 256)));
  if (!bytes) return wrong(name);
  return *std::move(bytes);
}

Result<JsonReader> JsonReader::object(const char* name) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_object()) return wrong(name);
  return JsonReader(std::make_unique<Impl>(Impl{*found}));
}

Result<std::vector<JsonReader>> JsonReader::objects(const char* name, std::size_t max_count) const {
  const auto* found = impl_->find(name);
  if (found == nullptr || !found->is_array() || found->size() > max_count) return wrong(name);
  std::vector<JsonReader> out;
  for (const auto& item : *found) {
    if (!item.is_object()) return wrong(name);
    out.push_back(JsonReader(std::make_unique<Impl>(Impl{item})));
  }
  return out;
}

struct JsonWriter::Impl {
  Json value = Json::object();
};

JsonWriter::JsonWriter() : impl_(std::make_unique<Impl>()) {}
JsonWriter::JsonWriter(JsonWriter&&) noexcept = default;
JsonWriter& JsonWriter::operator=(JsonWriter&&) noexcept = default;
JsonWriter::~JsonWriter() = default;

void JsonWriter::integer(const char* name, std::int64_t value) { impl_->value[name] = value; }
void JsonWriter::boolean(const char* name, bool value) { impl_->value[name] = value; }
void JsonWriter::text(const char* name, std::string_view value) { impl_->value[name] = std::string(value); }
void JsonWriter::texts(const char* name, const std::vector<std::string>& values) { impl_->value[name] = values; }
void JsonWriter::hex(const char* name, ByteView value) { impl_->value[name] = to_hex(value); }
void JsonWriter::base64(const char* name, ByteView value) { impl_->value[name] = to_base64(value); }
void JsonWriter::base64_list(const char* name, const std::vector<Bytes>& values) {
  auto& list = impl_->value[name] = Json::array();
  for (const auto& value : values) list.push_back(to_base64(value));
}
void JsonWriter::object(const char* name, JsonWriter value) { impl_->value[name] = std::move(value.impl_->value); }
void JsonWriter::objects(const char* name, std::vector<JsonWriter> values) {
  auto& list = impl_->value[name] = Json::array();
  for (auto& value : values) list.push_back(std::move(value.impl_->value));
}

Result<Bytes> JsonWriter::written() const {
  try {
    return to_bytes(bytes_of(impl_->value.dump()));
  } catch (const Json::exception&) {  // the library's only way to say that a text is not UTF-8
    return fail(Errc::bad_input, "a text is not UTF-8");
  }
}

}  // namespace minbar::wire
