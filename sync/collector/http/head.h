// What a request's head must be before anything else of it is read: RFC 9112 where it lets two readers disagree, with
// the strictest reading, since a proxy stands in front and may read otherwise. Used by the server, before and after the
// library reads the same bytes. Judges only; keeps nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/collector/http/message.h"

namespace minbar::collector {

// Length of the head at the front of `bytes` with the empty line that ends it; nothing while it has not ended.
// `searched`: of how many bytes it is known that the end does not begin in them.
[[nodiscard]] std::optional<std::size_t> head_length(std::string_view bytes, std::size_t searched);

// Whether bytes that begin like this can become a request: a method is capital letters (RFC 9110, section 9). What
// speaks TLS, or anything else, is told so at its first byte and not after a deadline.
[[nodiscard]] bool may_begin_a_head(std::string_view bytes);

// The status that refuses a whole head before it is taken apart, or nothing. 400: no method, a NUL, a CR or LF alone, a
// line folded into the next (RFC 9112, section 5.2). 431: too long, or too many lines.
[[nodiscard]] std::optional<unsigned> refusal_of_head(std::string_view head);

struct HeadField {
  std::string_view name;
  std::string_view value;
};

// The status that refuses these fields, or nothing. 400: two framings, no or two Host fields (of HTTP/1.1), a Host that
// is no name. 411: a body of unknown length. Chunks are not taken: every client of ours knows how long its body is,
// nginx in front tells the length of what it buffered, and what is not read has no faults. 501: any other coding.
[[nodiscard]] std::optional<unsigned> refusal_of_fields(std::span<const HeadField> fields, bool is_http_1_0);

// All of a request but its body, in our words, or the status that refuses it: that of its fields, or 400 for a target
// that is not a decodable path. X-Forwarded-For fields are joined by commas in their order; of others the first counts.
[[nodiscard]] tl::expected<HttpRequest, unsigned> request_of(Method method, std::string_view target,
                                                             std::span<const HeadField> fields, bool is_http_1_0);

// "GET, HEAD", "POST": what Allow says of a path.
[[nodiscard]] std::string_view allow_of(const std::vector<Method>& methods);

}  // namespace minbar::collector
