// The services that can be rated and the reasons a rating may name, as the content pack lists them. Used by the kiosk's
// rating screens and by whoever shows ratings again; ids are permanent. Reasons are worded so that they fit a smile and
// a frown alike: what is offered never tells which face was touched.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/local_text.h"

namespace minbar {

struct Reason {
  ReasonId id;
  std::string icon;  // an icon's name in the icon font
  LocalText name;
  bool operator==(const Reason&) const = default;
};

struct Service {
  ServiceId id;
  std::string icon;
  LocalText name;
  std::vector<ReasonId> reasons;  // offered in this order
  bool operator==(const Service&) const = default;
};

struct Services {
  std::vector<Service> all;
  std::vector<Reason> reasons;
  bool operator==(const Services&) const = default;

  // Null: none; lives as long as this.
  [[nodiscard]] const Service* find(const ServiceId& id) const;
  [[nodiscard]] const Reason* find(const ReasonId& id) const;
};

// `icons`: the names the icon font has; empty: not checked. Refused: an unknown icon or reason, an id given twice, a
// missing name, more reasons for one service than half of limits::rating_reasons, no service at all.
[[nodiscard]] Result<Services> parse_services(const ContentFile& file, std::span<const std::string_view> icons);

}  // namespace minbar
