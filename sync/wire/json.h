// Inside sync/wire: JSON objects read strictly and written plainly, without the JSON library's types. Reading takes
// time and memory in proportion to the text, whatever stands in it. It refuses depth and numbers of values beyond what
// messages have, wrong types, and values out of their bounds. Of a name that stands twice the later one counts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace minbar::wire {

// Every getter's error is bad_input and names the field, never its value.
class JsonReader {
 public:
  // Errors: bad_input (not one JSON object in UTF-8).
  [[nodiscard]] static Result<JsonReader> parse(ByteView bytes);

  [[nodiscard]] bool has(const char* name) const;
  [[nodiscard]] Result<std::int64_t> integer(const char* name, std::int64_t least, std::int64_t most) const;
  [[nodiscard]] Result<bool> boolean(const char* name) const;
  [[nodiscard]] Result<std::string> text(const char* name, std::size_t max_bytes) const;
  [[nodiscard]] Result<std::vector<std::string>> texts(const char* name, std::size_t max_count,
                                                       std::size_t max_bytes_each) const;
  [[nodiscard]] Result<Bytes> base64(const char* name, std::size_t max_bytes) const;
  [[nodiscard]] Result<std::vector<Bytes>> base64_list(const char* name, std::size_t max_count,
                                                       std::size_t max_bytes_each) const;
  [[nodiscard]] Result<Bytes> hex(const char* name) const;
  // A strong id or key, in hexadecimal of exactly its length.
  template <class IdType>
  [[nodiscard]] Result<IdType> id(const char* name) const {
    const auto found = IdType::from(TRY(hex(name)));
    if (!found) return wrong(name);
    return *found;
  }
  [[nodiscard]] Result<JsonReader> object(const char* name) const;
  [[nodiscard]] Result<std::vector<JsonReader>> objects(const char* name, std::size_t max_count) const;

  // For values whose bounds the caller checks.
  [[nodiscard]] static tl::unexpected<Error> wrong(const char* name);

 private:
  struct Document;
  JsonReader(std::shared_ptr<const Document> document, std::size_t object);
  // They live as long as a reader of this document.
  [[nodiscard]] Result<std::string_view> view(const char* name, std::size_t max_bytes) const;
  [[nodiscard]] Result<std::vector<std::string_view>> views(const char* name, std::size_t max_count) const;

  std::shared_ptr<const Document> document_;  // shared by all readers of its parts
  std::size_t object_ = 0;
};

// Members come out in the order of their names, each once: the last that was given.
class JsonWriter {
 public:
  void integer(const char* name, std::int64_t value);
  void boolean(const char* name, bool value);
  void text(const char* name, std::string_view value);
  void texts(const char* name, const std::vector<std::string>& values);
  void hex(const char* name, ByteView value);
  void base64(const char* name, ByteView value);
  void base64_list(const char* name, const std::vector<Bytes>& values);
  void object(const char* name, const JsonWriter& value);
  void objects(const char* name, const std::vector<JsonWriter>& values);
  // Error: bad_input (some text is not UTF-8).
  [[nodiscard]] Result<Bytes> written() const;

 private:
  void append_to(std::string& out) const;

  std::map<std::string, std::string> members_;  // as they are written
  bool is_utf8_ = true;
};

}  // namespace minbar::wire
