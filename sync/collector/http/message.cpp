#include "sync/collector/http/message.h"

#include <strings.h>

namespace minbar::collector {

std::string_view value_of(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : std::string_view(found->second);
}

std::optional<std::string_view> header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& header : response.headers)
    if (header.name.size() == name.size() && ::strncasecmp(header.name.data(), name.data(), name.size()) == 0)
      return header.value;
  return std::nullopt;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

HttpResponse html(unsigned status, std::string body) {
  return {.status = status, .headers = {{"Content-Type", "text/html; charset=utf-8"}}, .body = std::move(body)};
}

HttpResponse plain_text(unsigned status, std::string body) {
  return {.status = status, .headers = {{"Content-Type", "text/plain; charset=utf-8"}}, .body = std::move(body)};
}

HttpResponse see_other(std::string location) {
  return {.status = 303, .headers = {{"Location", std::move(location)}}, .body = {}};
}

}  // namespace minbar::collector
