#include "sync/base/hex.h"
#include "sync/base/utf8.h"
#include "sync/wire/base64.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

void append_text(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x20 && text[end] != '"' && text[end] != '\\')
      ++end;
    out.append(text, at, end - at);
    if (end == text.size()) break;
    const char c = text[end];
    constexpr std::string_view named = "\b\t\n\f\r\"\\";
    if (const auto which = named.find(c); which != std::string_view::npos) {
      out += {'\\', "btnfr\"\\"[which]};
    } else {
      const auto code = static_cast<unsigned char>(c);
      out += {'\\', 'u', '0', '0', digits[code >> 4], digits[code & 0xF]};
    }
    at = end + 1;
  }
  out += '"';
}

template <class Range, class Append>
std::string list_of(const Range& values, Append append) {
  std::string out = "[";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    append(out, value);
  }
  return out + "]";
}

}  // namespace

void JsonWriter::integer(const char* name, std::int64_t value) { members_[name] = std::to_string(value); }

void JsonWriter::boolean(const char* name, bool value) { members_[name] = value ? "true" : "false"; }

void JsonWriter::text(const char* name, std::string_view value) {
  is_utf8_ = is_utf8_ && is_valid_utf8(value);
  auto& out = members_[name];
  out.clear();
  append_text(out, value);
}

void JsonWriter::texts(const char* name, const std::vector<std::string>& values) {
  for (const auto& value : values) is_utf8_ = is_utf8_ && is_valid_utf8(value);
  members_[name] = list_of(values, append_text);
}

void JsonWriter::hex(const char* name, ByteView value) { members_[name] = "\"" + to_hex(value) + "\""; }

void JsonWriter::base64(const char* name, ByteView value) { members_[name] = "\"" + to_base64(value) + "\""; }

void JsonWriter::base64_list(const char* name, const std::vector<Bytes>& values) {
  members_[name] =
      list_of(values, [](std::string& out, const Bytes& value) { out.append("\"").append(to_base64(value)) += '"'; });
}

void JsonWriter::object(const char* name, const JsonWriter& value) {
  is_utf8_ = is_utf8_ && value.is_utf8_;
  auto& out = members_[name];
  out.clear();
  value.append_to(out);
}

void JsonWriter::objects(const char* name, const std::vector<JsonWriter>& values) {
  for (const auto& value : values) is_utf8_ = is_utf8_ && value.is_utf8_;
  members_[name] = list_of(values, [](std::string& out, const JsonWriter& value) { value.append_to(out); });
}

void JsonWriter::append_to(std::string& out) const {
  out += '{';
  for (const auto& [name, value] : members_) {
    if (out.back() != '{') out += ',';
    append_text(out, name);
    out.append(":").append(value);
  }
  out += '}';
}

Result<Bytes> JsonWriter::written() const {
  if (!is_utf8_) return fail(Errc::bad_input, "a text is not UTF-8");
  std::string out;
  append_to(out);
  return to_bytes(bytes_of(out));
}

}  // namespace minbar::wire
