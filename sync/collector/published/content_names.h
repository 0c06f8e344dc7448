// The names that people read where the database has ids: themes, services, reasons, commitments and places, as the
// content packs word them. Used by pages, by enrolment and by sync.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/published/spelled_places.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

// Made of the pack in the collector's own folder, and of those published since: places and names as the newest has
// them, and for an id it has no more, the name it had last; petitions as every pack has them that some kiosk is
// offered. Follows what is published without a restart. Safe from several threads; each answer is of one moment.
class ContentNames {
 public:
  // Reads the content pack in `folder` (domain/content.h). Errors: not_found (a file), bad_input (file, line and
  // reason).
  [[nodiscard]] static Result<std::unique_ptr<ContentNames>> open(const std::filesystem::path& folder);

  // Looks whether a newer pack was published, also by another process; a pack that cannot be read changes nothing.
  // Cheap when there is none.
  void follow(Storage& storage, const seal::SigningPublicKey& key, const CollectorId& collector);

  // The name in the language, Arabic where it has none; the id itself when no pack has it. Places have no Tamazight.
  [[nodiscard]] std::string theme(const ThemeId& id, Language language) const;
  [[nodiscard]] std::string service(const ServiceId& id, Language language) const;
  [[nodiscard]] std::string reason(const ReasonId& id, Language language) const;
  [[nodiscard]] std::string commitment(const CommitmentId& id, Language language) const;
  [[nodiscard]] std::string place(const PlaceCode& code, Language language) const;
  // The place and all that lies in it, by code; of a code that is no place it alone.
  [[nodiscard]] std::vector<PlaceCode> places_in(const PlaceCode& code) const;
  // The ids that have a name, in order.
  [[nodiscard]] std::set<std::string> services() const;
  [[nodiscard]] std::set<std::string> reasons() const;
  [[nodiscard]] std::set<std::string> commitments() const;
  // Of every pack that some kiosk is offered, drafts too; one that stands in several as the newest has it.
  [[nodiscard]] std::vector<Petition> petitions() const;
  // Whether a kiosk at `place` takes signatures for it; false for one that no such pack has.
  [[nodiscard]] bool takes_signatures(const PlaceCode& place, const PetitionId& petition) const;
  // Whether some such pack has it, and a kiosk at `place` takes none for it.
  [[nodiscard]] bool is_signed_elsewhere(const PlaceCode& place, const PetitionId& petition) const;
  [[nodiscard]] bool is_place(const PlaceCode& code) const;
  // The prefectures and provinces of a region; none for other places.
  [[nodiscard]] std::vector<PlaceCode> provinces_in(const PlaceCode& region) const;
  // As Places::lineage.
  [[nodiscard]] std::vector<PlaceCode> lineage(const PlaceCode& code) const;
  [[nodiscard]] std::vector<NamedPlace> places() const;  // by code

  // Places meant by a code, a full name, a bare name, or the beginning of one; of the best kind only, at most 20.
  [[nodiscard]] std::vector<NamedPlace> find_place(std::string_view text, const Within& within = {}) const;

 private:
  struct Names {
    std::string ar;
    std::string fr;
    std::string en;
    std::string zgh;
  };
  using Named = std::unordered_map<std::string, Names>;
  struct Tables {
    Named themes;
    Named services;
    Named reasons;
    Named commitments;
    std::unique_ptr<const SpelledPlaces> places;
    std::vector<Petition> petitions;
  };

  explicit ContentNames(std::vector<ContentFile> shipped) : shipped_(std::move(shipped)) {}
  static Result<void> take_names(const std::vector<ContentFile>& files, Tables& into);
  // What is left of the pack: its petitions.
  static Result<std::vector<Petition>> take_places(const std::vector<ContentFile>& files, Tables& into);
  static void take_petitions(std::vector<Petition> petitions, Tables& into);
  [[nodiscard]] Result<std::shared_ptr<const Tables>> read_published(Storage& storage,
                                                                     const seal::SigningPublicKey& key,
                                                                     const CollectorId& collector) const;
  [[nodiscard]] static std::set<std::string> ids_of(const Named& named);
  [[nodiscard]] static std::string name_in(const Named& named, const std::string& id, Language language);
  [[nodiscard]] std::shared_ptr<const Tables> now() const;

  const std::vector<ContentFile> shipped_;
  std::mutex following_;  // one looks, the others go on with what there is
  std::int64_t followed_ = 0;
  mutable std::mutex mutex_;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace minbar::collector
