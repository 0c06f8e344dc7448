#include "sync/collector/http/form.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

// Calls take(part) for each part between separators, for at most limits::http_fields parts.
template <class Take>
void each_part(std::string_view text, char separator, Take take) {
  for (std::size_t count = 0; !text.empty() && count < limits::http_fields; ++count) {
    const auto end = std::min(text.find(separator), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a') + 10;
  return std::nullopt;
}

std::optional<std::string> form_decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out.push_back(text[at]);
      continue;
    }
    const auto high = at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
    if (!low) return std::nullopt;
    out.push_back(static_cast<char>(*high << 4 | *low));
    at += 2;
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '-' || c == '.' || c == '_' || c == '~') {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

Fields parse_form(std::string_view text) {
  Fields fields;
  each_part(text, '&', [&](std::string_view part) {
    const auto equals = std::min(part.find('='), part.size());
    auto name = form_decoded(part.substr(0, equals));
    auto value = form_decoded(equals == part.size() ? std::string_view{} : part.substr(equals + 1));
    if (name && value && !name->empty()) fields.try_emplace(std::move(*name), std::move(*value));
  });
  return fields;
}

Fields parse_cookies(std::string_view header) {
  Fields cookies;
  each_part(header, ';', [&](std::string_view part) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return;
    const auto name = trimmed(part.substr(0, equals));
    if (!name.empty()) cookies.try_emplace(std::string(name), trimmed(part.substr(equals + 1)));
  });
  return cookies;
}

}  // namespace minbar::collector
