// One ICU MessageFormat pattern of one language: checked when read, compiled when first said, so that starting stays
// cheap. Used by the catalogue alone. Every argument, and every number a plural form shows as #, is isolated by this
// code with U+2068 … U+2069, so that a Latin name or a number never reorders the sentence around it, nor the other way
// round.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/message_shape.h"

namespace minbar {

struct Argument {
  std::string_view name;
  std::variant<std::int64_t, std::string_view>
      value;  // numbers are written with the digits 0–9 and ar-MA, fr-MA, en-GB marks
};

class MessagePattern {
 public:
  // Errors: those of shape_of_message.
  [[nodiscard]] static Result<MessagePattern> parse(Language language, std::string_view pattern);
  // One that was parsed before: `pattern` as text() gave it, `shape` as shape() did.
  [[nodiscard]] static MessagePattern judged(Language language, std::string pattern, MessageShape shape);

  MessagePattern(MessagePattern&&) noexcept;
  MessagePattern& operator=(MessagePattern&&) noexcept;
  ~MessagePattern();

  [[nodiscard]] Language language() const;
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const MessageShape& shape() const;
  // Broken invariant: other arguments than the shape's, or a text for a number. Not for two threads at once: compiles
  // on the first call.
  [[nodiscard]] std::string format(std::span<const Argument> arguments) const;

 private:
  struct Parts;
  explicit MessagePattern(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// `value` between U+2068 and U+2069. Isolates it leaves open are closed, a stray U+2069 is dropped and a paragraph
// break becomes a space, so that no value can reach outside its own isolate (UAX 9, X5 and X6a).
[[nodiscard]] std::string isolated(std::string_view value);

}  // namespace minbar
