#include "sync/domain/subjects/services.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/base/limits.h"

namespace minbar {

namespace {

constexpr std::size_t most_reasons = limits::rating_reasons / 2;  // what one screen shows without scrolling

template <class Thing, class Id>
const Thing* find_in(const std::vector<Thing>& things, const Id& id) {
  const auto found = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.id == id; });
  return found == things.end() ? nullptr : &*found;
}

class ServicesReader {
 public:
  ServicesReader(const ContentFile& file, std::span<const std::string_view> icons) : reader_(file), icons_(icons) {}

  Result<Services> read(const LocatedJson& root) {
    TRY(reader_.only_members(root, {"meta", "reasons", "services"}));
    for (const auto& value : *TRY(reader_.array_member(root, "reasons"))) {
      TRY(reader_.only_members(value, {"id", "icon", "names"}));
      out_.reasons.push_back(TRY(named<Reason>(value, reason_ids_)));
    }
    for (const auto& value : *TRY(reader_.array_member(root, "services"))) out_.all.push_back(TRY(service(value)));
    if (out_.all.empty()) return reader_.fault(root, "there is no service; a rating needs one");
    return std::move(out_);
  }

 private:
  template <class Thing>
  Result<Thing> named(const LocatedJson& value, std::set<std::string>& before) const {
    Thing out;
    const auto* id = TRY(reader_.member(value, "id"));
    out.id.value = TRY(reader_.text(*id));
    if (out.id.value.size() > limits::pack_id_bytes)
      return reader_.fault(*id, fmt::format("an id has at most {} bytes", limits::pack_id_bytes));
    if (!before.insert(out.id.value).second)
      return reader_.fault(*id, fmt::format("the id \"{}\" stands twice", out.id.value));
    const auto* icon = TRY(reader_.member(value, "icon"));
    out.icon = TRY(reader_.text(*icon));
    if (!icons_.empty() && std::find(icons_.begin(), icons_.end(), out.icon) == icons_.end())
      return reader_.fault(*icon, fmt::format("the icon font has no \"{}\"; see fonts/icons", out.icon));
    out.name = TRY(parse_local_text(reader_, *TRY(reader_.member(value, "names"))));
    return out;
  }

  Result<Service> service(const LocatedJson& value) {
    TRY(reader_.only_members(value, {"id", "icon", "names", "reasons", "status", "sources", "examples_ar",
                                     "examples_fr", "provider", "note"}));
    auto out = TRY(named<Service>(value, service_ids_));
    const auto* reasons = TRY(reader_.member(value, "reasons"));
    for (const auto& reason : *TRY(reader_.array(*reasons))) {
      const ReasonId id{TRY(reader_.text(reason))};
      if (out_.find(id) == nullptr) return reader_.fault(reason, fmt::format("there is no reason \"{}\"", id.value));
      if (std::find(out.reasons.begin(), out.reasons.end(), id) != out.reasons.end())
        return reader_.fault(reason, fmt::format("the reason \"{}\" stands twice", id.value));
      if (out.reasons.size() == most_reasons)
        return reader_.fault(*reasons, fmt::format("a service offers at most {} reasons", most_reasons));
      out.reasons.push_back(id);
    }
    return out;
  }

  JsonReader reader_;
  std::span<const std::string_view> icons_;
  std::set<std::string> reason_ids_;
  std::set<std::string> service_ids_;
  Services out_;
};

}  // namespace

const Service* Services::find(const ServiceId& id) const { return find_in(all, id); }
const Reason* Services::find(const ReasonId& id) const { return find_in(reasons, id); }

Result<Services> parse_services(const ContentFile& file, std::span<const std::string_view> icons) {
  const auto root = TRY(parse_located_json(file));
  return ServicesReader(file, icons).read(root);
}

}  // namespace minbar
