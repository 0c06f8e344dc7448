#include "sync/domain/commitments/published.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/domain/commitments/commitments.h"

namespace minbar {

Result<const LocatedJson*> PublishedReader::known(const LocatedJson& owner, std::string_view key) const {
  const auto* value = TRY(json.optional_member(owner, key));
  return value != nullptr && std::holds_alternative<std::monostate>(value->value) ? nullptr : value;
}

Result<bool> PublishedReader::flag(const LocatedJson& owner, std::string_view key) const {
  const auto* value = TRY(json.optional_member(owner, key));
  if (value == nullptr) return false;
  const auto* yes = std::get_if<bool>(&value->value);
  if (yes == nullptr) return json.fault(*value, fmt::format("{} is true or false", key));
  return *yes;
}

Result<PlaceCode> PublishedReader::place(const LocatedJson& value) const {
  PlaceCode code{TRY(json.text(value))};
  if (places_.find(code) == nullptr) return json.fault(value, fmt::format("there is no place {}", code.value));
  return code;
}

Result<ThemeId> PublishedReader::theme(const LocatedJson& value) const {
  ThemeId id{TRY(json.text(value))};
  if (std::none_of(themes_.begin(), themes_.end(), [&](const Theme& theme) { return theme.id == id; }))
    return json.fault(value, fmt::format("there is no theme \"{}\"", id.value));
  return id;
}

Result<std::optional<PartialDate>> PublishedReader::date(const LocatedJson& owner, std::string_view key) const {
  const auto* value = TRY(known(owner, key));
  if (value == nullptr) return std::nullopt;
  const auto date = partial_date_from(TRY(json.text(*value)));
  if (!date) return json.fault(*value, fmt::format("{} is a date such as 2027, 2027-07 or 2027-07-31", key));
  return date;
}

Result<std::string> PublishedReader::id(const LocatedJson& owner, std::set<std::string>& before) const {
  const auto* value = TRY(json.member(owner, "id"));
  auto text = TRY(json.text(*value));
  if (text.size() > limits::pack_id_bytes)
    return json.fault(*value, fmt::format("an id has at most {} bytes", limits::pack_id_bytes));
  if (!before.insert(text).second) return json.fault(*value, fmt::format("the id \"{}\" stands twice", text));
  return text;
}

Result<std::string> PublishedReader::source_url(const LocatedJson& owner, bool sample) const {
  const auto* source = TRY(known(owner, "source"));
  if (source == nullptr) {
    if (sample) return std::string();
    return json.fault(owner, "what is no sample names its source");
  }
  const auto* value = TRY(json.member(*source, "url"));
  auto url = TRY(json.text(*value));
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!plain || host_of(url).empty() || url.size() > limits::source_url_bytes)
    return json.fault(*value, fmt::format("a source is a web address of at most {} letters, the ones a browser sends",
                                          limits::source_url_bytes));
  return url;
}

}  // namespace minbar
