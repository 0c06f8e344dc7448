// The fields in which a role is given: which role, where, and until when. Used where somebody is invited and where
// somebody gets another role; the fields themselves are pages/parts/role_fields.html. Nobody gives a role where they do
// not run accounts themselves, and only who does so everywhere gives one for the whole country.
#pragma once

#include <cstdint>
#include <optional>

#include <tl/expected.hpp>

#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/published/content_names.h"

namespace minbar::collector {

struct RoleChoice {
  RoleAt what;
  std::optional<std::int64_t> until_ms = {};  // not counted in: the midnight after the last day
};
// What the form asks for, or what the page is to say of the field that is wrong.
[[nodiscard]] tl::expected<RoleChoice, ViewData> read_role(const Page& page, const ContentNames& names);
// The fields, filled as they came.
void add_role_fields(const Page& page, const ContentNames& names, ViewData& data);

}  // namespace minbar::collector
