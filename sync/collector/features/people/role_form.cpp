#include "sync/collector/features/people/role_form.h"
#include "sync/collector/desk/day_bounds.h"

#include <fmt/format.h>

namespace minbar::collector {

namespace {

tl::unexpected<ViewData> wrong(std::string field) {
  ViewData data;
  data.flag(std::move(field));
  return tl::unexpected(std::move(data));
}

tl::unexpected<ViewData> several(const Page& page, const ContentNames& names, const std::vector<NamedPlace>& found) {
  std::vector<ViewData> options;
  for (const auto& place : found) {
    ViewData option;
    option.text("code", place.code.value).text("place_name", names.place(place.code, page.language()));
    options.push_back(std::move(option));
  }
  ViewData data;
  data.flag("choices").list("options", std::move(options));
  return tl::unexpected(std::move(data));
}

// Empty: the whole country.
tl::expected<PlaceCode, ViewData> read_place(const Page& page, const ContentNames& names) {
  if (value_of(page.form, "where") == "everywhere") {
    if (page.scope.is_everywhere()) return PlaceCode{};
    return wrong("place_unknown");
  }
  const auto choice = value_of(page.form, "choice");
  const auto found = names.find_place(choice.empty() ? value_of(page.form, "place") : choice,
                                      [&](const PlaceCode& place) { return page.scope.holds(place); });
  if (found.size() > 1) return several(page, names, found);
  if (found.empty()) return wrong("place_unknown");
  return found.front().code;
}

}  // namespace

tl::expected<RoleChoice, ViewData> read_role(const Page& page, const ContentNames& names) {
  const auto role = role_from(value_of(page.form, "role"));
  if (!role) return wrong("role_missing");
  auto place = read_place(page, names);
  if (!place) return tl::unexpected(std::move(place).error());
  RoleChoice choice;
  choice.what = {.role = *role, .place = std::move(*place)};
  const auto day = value_of(page.form, "until");
  if (day.empty()) return choice;
  choice.until_ms = end_of_day(day);
  if (!choice.until_ms || *choice.until_ms <= page.now_ms()) return wrong("until_wrong");
  return choice;
}

void add_role_fields(const Page& page, const ContentNames& names, ViewData& data) {
  std::vector<ViewData> roles, places;
  for (const auto role : all_roles) {
    ViewData row;
    row.text("id", std::string(name_of(role)))
        .text("role_name", page.words.at(fmt::format("role.{}", name_of(role))))
        .text("allows", page.words.at(fmt::format("role.{}.allows", name_of(role))))
        .flag("picked", value_of(page.form, "role") == name_of(role));
    roles.push_back(std::move(row));
  }
  for (const auto& place : names.places()) {
    if (!page.scope.holds(place.code)) continue;
    ViewData row;
    row.text("place_name", names.place(place.code, page.language()));
    places.push_back(std::move(row));
  }
  data.list("roles", std::move(roles))
      .list("places", std::move(places))
      .flag("may_everywhere", page.scope.is_everywhere())
      .flag("everywhere", value_of(page.form, "where") == "everywhere")
      .text("place", std::string(value_of(page.form, "place")))
      .text("until", std::string(value_of(page.form, "until")));
}

}  // namespace minbar::collector
