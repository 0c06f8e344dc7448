#include "sync/domain/content/content_changes.h"

#include <array>
#include <map>
#include <optional>
#include <set>

#include "sync/domain/files/located_json.h"
#include "sync/domain/petitions/petitions.h"

namespace minbar {

namespace {

// Where ids stand: a list of objects in a file, each with an "id".
struct Ids {
  std::string_view file;
  std::string_view list;
  std::string_view kind;
};
constexpr std::array all_ids{
    Ids{"themes.json", "themes", "theme"},          Ids{"services.json", "services", "service"},
    Ids{"services.json", "reasons", "reason"},      Ids{"commitments.json", "commitments", "commitment"},
    Ids{"petitions.json", "petitions", "petition"}, Ids{"staff.json", "badges", "badge"},
};

Result<std::set<std::string>> ids_in(std::span<const ContentFile> files, const Ids& where) {
  std::set<std::string> ids;
  const auto file = find_file(files, where.file);
  if (!file) return ids;
  const auto root = TRY(parse_located_json(**file));
  const JsonReader reader(**file);
  for (const auto& thing : *TRY(reader.array_member(root, where.list)))
    ids.insert(TRY(reader.text_member(thing, "id")));
  return ids;
}

// Of every petition in a pack; a draft has none yet.
using Thresholds = std::map<std::string, std::optional<Threshold>>;

Result<Thresholds> thresholds_in(std::span<const ContentFile> files) {
  Thresholds out;
  const auto file = find_file(files, "petitions.json");
  if (!file) return out;
  const auto root = TRY(parse_located_json(**file));
  const JsonReader reader(**file);
  for (const auto& petition : *TRY(reader.array_member(root, "petitions"))) {
    auto& threshold = out[TRY(reader.text_member(petition, "id"))];
    if (TRY(reader.text_member(petition, "state")) == "draft") continue;
    threshold = TRY(parse_threshold(reader, *TRY(reader.member(petition, "threshold"))));
  }
  return out;
}

}  // namespace

std::vector<ContentLoss> lost_words(const Catalogue& before, const Catalogue& after) {
  std::vector<ContentLoss> lost;
  const auto now = after.keys();
  for (const auto& [key, arguments] : before.keys()) {
    const auto found = now.find(key);
    if (found == now.end() || found->second != arguments) lost.push_back({"word", key});
  }
  return lost;
}

Result<std::vector<ContentLoss>> lost_ids(std::span<const ContentFile> before, std::span<const ContentFile> after) {
  std::vector<ContentLoss> lost;
  for (const auto& where : all_ids) {
    const auto now = TRY(ids_in(after, where));
    for (const auto& id : TRY(ids_in(before, where)))
      if (!now.contains(id)) lost.push_back({where.kind, id});
  }
  return lost;
}

Result<std::vector<ContentLoss>> moved_thresholds(std::span<const ContentFile> before,
                                                  std::span<const ContentFile> after) {
  std::vector<ContentLoss> moved;
  const auto now = TRY(thresholds_in(after));
  for (const auto& [id, frozen] : TRY(thresholds_in(before))) {
    const auto found = now.find(id);
    if (frozen && found != now.end() && found->second != frozen) moved.push_back({"petition", id});
  }
  return moved;
}

}  // namespace minbar
