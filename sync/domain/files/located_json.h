// JSON in which every value knows its line, so that a mistake in a content file is reported where it stands. Used by
// the readers of the content pack; not for wire messages. Refuses duplicate keys, nesting deeper than 16, and more
// values than any pack has: reading takes time and memory in proportion to the file.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/domain/files/content_file.h"

namespace minbar {

struct LocatedMember;

struct LocatedJson {
  using Array = std::vector<LocatedJson>;
  using Object = std::vector<LocatedMember>;  // in file order
  int line = 1;
  std::variant<std::monostate, bool, double, std::string, Array, Object> value;  // monostate: null
};

struct LocatedMember {
  std::string key;
  LocatedJson value;  // its line is the key's
};

[[nodiscard]] Result<LocatedJson> parse_located_json(const ContentFile& file);

// Reads members of objects of one file; every error names the file, the line and the member. Borrows the file.
class JsonReader {
 public:
  explicit JsonReader(const ContentFile& file) : file_(file) {}

  [[nodiscard]] Result<const LocatedJson::Object*> object(const LocatedJson& value) const;
  [[nodiscard]] Result<const LocatedJson::Array*> array(const LocatedJson& value) const;
  [[nodiscard]] Result<bool> boolean(const LocatedJson& value) const;
  [[nodiscard]] Result<std::int64_t> whole_number(const LocatedJson& value, std::int64_t least,
                                                  std::int64_t most) const;
  // A text of at least one character.
  [[nodiscard]] Result<std::string> text(const LocatedJson& value) const;

  // Null pointer when the object has no such member.
  [[nodiscard]] Result<const LocatedJson*> optional_member(const LocatedJson& owner, std::string_view key) const;
  [[nodiscard]] Result<const LocatedJson*> member(const LocatedJson& owner, std::string_view key) const;
  [[nodiscard]] Result<std::string> text_member(const LocatedJson& owner, std::string_view key) const;
  [[nodiscard]] Result<const LocatedJson::Array*> array_member(const LocatedJson& owner, std::string_view key) const;
  // A misspelt member would be silently ignored otherwise.
  [[nodiscard]] Result<void> only_members(const LocatedJson& owner, std::initializer_list<std::string_view> keys) const;

  [[nodiscard]] tl::unexpected<Error> fault(const LocatedJson& value, std::string_view reason) const {
    return content_fault(file_, value.line, reason);
  }

 private:
  const ContentFile& file_;
};

}  // namespace minbar
