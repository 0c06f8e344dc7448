#include "sync/wire/pack.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/wire/frame.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t pack_format = 1;
constexpr std::size_t place_code_bytes = 32;

// A path below the pack's folder and nowhere else: what is signed is written to a disk again.
bool is_inside_a_pack(std::string_view name) {
  if (name.empty() || name.size() > limits::pack_file_name_bytes || name.back() == '/') return false;
  char before = '/';
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!letter && (before == '/' || (c != '.' && c != '/'))) return false;
    before = c;
  }
  return true;
}

JsonWriter json_of(const std::vector<ContentFile>& files) {
  JsonWriter json;
  json.integer("format", pack_format);
  std::vector<JsonWriter> list;
  for (const auto& file : files) {
    JsonWriter item;
    item.text("name", file.name);
    item.text("text", file.text);
    list.push_back(std::move(item));
  }
  json.objects("files", list);
  return json;
}

Result<void> check_files(const std::vector<ContentFile>& files) {
  if (files.empty() || files.size() > limits::pack_files)
    return fail(Errc::bad_input, fmt::format("a pack has 1 to {} files", limits::pack_files));
  std::set<std::string_view> names;
  for (const auto& file : files) {
    if (!is_inside_a_pack(file.name))
      return fail(Errc::bad_input, "the name of a pack's file is a path of small letters, digits, _ - . inside it");
    if (!names.insert(file.name).second) return fail(Errc::bad_input, file.name + ": stands twice in the pack");
  }
  return {};
}

Result<std::vector<ContentFile>> files_from(const JsonReader& json) {
  const auto format = TRY(json.integer("format", 0, INT32_MAX));
  if (format != pack_format) return fail(Errc::unsupported_version, fmt::format("pack format {}", format));
  std::vector<ContentFile> files;
  for (const auto& item : TRY(json.objects("files", limits::pack_files))) {
    ContentFile file;
    file.name = TRY(item.text("name", limits::pack_file_name_bytes));
    file.text = TRY(item.text("text", limits::pack_bytes));
    files.push_back(std::move(file));
  }
  TRY(check_files(files));
  return files;
}

Result<Bytes> bounded(Result<Bytes> bytes) {
  if (bytes && bytes->size() > limits::pack_bytes)
    return fail(Errc::too_large,
                fmt::format("a pack of {} bytes; at most {} are carried", bytes->size(), limits::pack_bytes));
  return bytes;
}

}  // namespace

Result<Bytes> make_pack(const Pack& pack, const seal::SigningKey& key) {
  TRY(check_files(pack.files));
  if (pack.version < 1 || pack.places.size() > limits::pack_places)
    return fail(Errc::bad_input, fmt::format("a pack is for at most {} places", limits::pack_places));
  auto json = json_of(pack.files);
  json.integer("version", pack.version);
  json.hex("collector", pack.collector.view());
  json.integer("made_at_s", pack.made_at_s);
  std::vector<std::string> places;
  for (const auto& place : pack.places) places.push_back(place.value);
  json.texts("places", places);
  return bounded(make_frame(seal::Context::pack, TRY(json.written()), key));
}

Result<Pack> open_pack(ByteView bytes, const seal::SigningPublicKey& key, const CollectorId& collector) {
  const auto frame = TRY(parse_frame(bytes, limits::pack_bytes));
  TRY(check_frame(frame, seal::Context::pack, key));
  const auto json = TRY(JsonReader::parse(frame.payload));
  Pack pack;
  pack.files = TRY(files_from(json));
  pack.version = TRY(json.integer("version", 1, INT64_MAX));
  pack.collector = TRY(json.id<CollectorId>("collector"));
  pack.made_at_s = TRY(json.integer("made_at_s", 0, INT64_MAX));
  for (auto& place : TRY(json.texts("places", limits::pack_places, place_code_bytes)))
    pack.places.push_back({std::move(place)});
  if (pack.collector != collector) return fail(Errc::denied, "a pack of another collector");
  return pack;
}

Result<Bytes> make_pack_draft(const std::vector<ContentFile>& files) {
  TRY(check_files(files));
  auto sorted = files;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return bounded(json_of(sorted).written());
}

Result<std::vector<ContentFile>> parse_pack_draft(ByteView bytes) {
  if (bytes.size() > limits::pack_bytes) return fail(Errc::too_large, "a pack has at most 8 MiB");
  return files_from(TRY(JsonReader::parse(bytes)));
}

}  // namespace minbar::wire
