#include "sync/collector/http/head.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/collector/http/form.h"

namespace minbar::collector {

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

// The characters of a host with a port (RFC 3986, section 3.2.2), without asking whether it is one.
bool is_host_character(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || std::string_view("-._~%!$&'()*+,;=:[]").find(c) != std::string_view::npos;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::size_t> head_length(std::string_view bytes, std::size_t searched) {
  const auto overlap = std::min(searched, end_of_head.size() - 1);
  const auto found = bytes.find(end_of_head, searched - overlap);
  if (found == std::string_view::npos) return std::nullopt;
  return found + end_of_head.size();
}

bool may_begin_a_head(std::string_view bytes) {
  for (const char c : bytes) {
    if (c == ' ') return true;
    if (c < 'A' || c > 'Z') return false;
  }
  constexpr std::size_t longest_method = 32;  // none that is registered has more than 17 letters
  return bytes.size() <= longest_method;
}

std::optional<unsigned> refusal_of_head(std::string_view head) {
  if (head.size() > limits::http_header_bytes) return 431;
  if (!may_begin_a_head(head)) return 400;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    const char c = head[at];
    if (c == '\0') return 400;
    if (c == '\n' && (at == 0 || head[at - 1] != '\r')) return 400;
    if (c == '\r' && (at + 1 == head.size() || head[at + 1] != '\n')) return 400;
    if (at > 0 && head[at - 1] == '\n' && (c == ' ' || c == '\t')) return 400;
    if (c == '\n' && ++lines > limits::http_header_lines) return 431;
  }
  return std::nullopt;
}

std::optional<unsigned> refusal_of_fields(std::span<const HeadField> fields, bool is_http_1_0) {
  std::size_t hosts = 0, lengths = 0, codings = 0;
  bool chunks_alone = false;
  for (const auto& field : fields) {
    const auto name = lower_case(field.name);
    if (name == "host") {
      ++hosts;
      if (!std::all_of(field.value.begin(), field.value.end(), is_host_character)) return 400;
    } else if (name == "content-length") {
      ++lengths;
      if (field.value.empty() || !std::all_of(field.value.begin(), field.value.end(), is_digit)) return 400;
    } else if (name == "transfer-encoding") {
      ++codings;
      chunks_alone = lower_case(field.value) == "chunked";
    }
  }
  if (hosts > 1 || lengths > 1 || (hosts == 0 && !is_http_1_0)) return 400;
  if (codings > 0 && (lengths > 0 || is_http_1_0)) return 400;
  if (codings > 0) return codings == 1 && chunks_alone ? 411 : 501;
  return std::nullopt;
}

tl::expected<HttpRequest, unsigned> request_of(Method method, std::string_view target,
                                               std::span<const HeadField> fields, bool is_http_1_0) {
  if (const auto refusal = refusal_of_fields(fields, is_http_1_0)) return tl::unexpected(*refusal);
  const auto question = std::min(target.find('?'), target.size());
  auto path = percent_decoded(target.substr(0, question));
  if (!path || !path->starts_with('/')) return tl::unexpected(400U);
  HttpRequest request;
  request.method = method;
  request.path = std::move(*path);
  if (question < target.size()) request.query = parse_form(target.substr(question + 1));
  for (const auto& field : fields) {
    const auto name = lower_case(field.name);
    const auto [first, is_first] = request.headers.try_emplace(name, field.value);
    if (!is_first && name == "x-forwarded-for") first->second.append(",").append(field.value);
  }
  request.cookies = parse_cookies(value_of(request.headers, "cookie"));
  return request;
}

std::string_view allow_of(const std::vector<Method>& methods) {
  const auto has = [&](Method method) { return std::find(methods.begin(), methods.end(), method) != methods.end(); };
  if (has(Method::get) && has(Method::post)) return "GET, HEAD, POST";
  return has(Method::post) ? "POST" : "GET, HEAD";
}

}  // namespace minbar::collector
