#include "sync/domain/records/petition_check.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/records/national_id.h"
#include "sync/domain/words/says_something.h"

namespace minbar {

namespace {

constexpr std::array names{
    std::pair{FormGap::given_name, std::string_view("given_name")},
    std::pair{FormGap::family_name, std::string_view("family_name")},
    std::pair{FormGap::national_id, std::string_view("national_id")},
    std::pair{FormGap::national_id_malformed, std::string_view("national_id_malformed")},
    std::pair{FormGap::residence, std::string_view("residence")},
    std::pair{FormGap::electoral_list, std::string_view("electoral_list")},
    std::pair{FormGap::not_on_the_list, std::string_view("not_on_the_list")},
    std::pair{FormGap::ink, std::string_view("ink")},
    std::pair{FormGap::ink_too_small, std::string_view("ink_too_small")},
    std::pair{FormGap::addressee, std::string_view("addressee")},
    std::pair{FormGap::object, std::string_view("object")},
    std::pair{FormGap::object_too_long, std::string_view("object_too_long")},
    std::pair{FormGap::reasons, std::string_view("reasons")},
    std::pair{FormGap::reasons_too_long, std::string_view("reasons_too_long")},
    std::pair{FormGap::representative_name, std::string_view("representative_name")},
    std::pair{FormGap::representative_contact, std::string_view("representative_contact")},
    std::pair{FormGap::association_name, std::string_view("association_name")},
    std::pair{FormGap::association_conditions, std::string_view("association_conditions")},
    std::pair{FormGap::authorisation, std::string_view("authorisation")},
};

class Gaps {
 public:
  void when(bool missing, FormGap gap) {
    if (missing) out_.push_back(gap);
  }
  void national_id(std::string_view id) {
    when(!says_something(id), FormGap::national_id);
    when(says_something(id) && !is_national_id(id), FormGap::national_id_malformed);
  }
  [[nodiscard]] std::vector<FormGap> take() { return std::move(out_); }

 private:
  std::vector<FormGap> out_;
};

// A tenth of the field in one direction at least: a resting finger draws less.
bool is_too_small(const std::vector<InkStroke>& ink) {
  constexpr int least = limits::signature_units / 10;
  int left = limits::signature_units, right = 0, top = limits::signature_units, bottom = 0;
  for (const auto& stroke : ink)
    for (const auto& point : stroke) {
      left = std::min<int>(left, point.x);
      right = std::max<int>(right, point.x);
      top = std::min<int>(top, point.y);
      bottom = std::max<int>(bottom, point.y);
    }
  return right - left < least && bottom - top < least;
}

bool all_declared(const PetitioningAssociation& association) {
  return association.older_than_three_years && association.in_good_standing && association.seated_in_territory &&
         association.activity_related;
}

}  // namespace

std::string_view name_of(FormGap gap) {
  for (const auto& [value, name] : names)
    if (value == gap) return name;
  return "unknown";
}

std::vector<FormGap> gaps_of(const PetitionSignature& signature, ElectoralList list) {
  Gaps gaps;
  if (list != ElectoralList::not_asked) gaps.when(!signature.on_electoral_list, FormGap::electoral_list);
  if (list == ElectoralList::required)
    gaps.when(signature.on_electoral_list == std::optional(false), FormGap::not_on_the_list);
  gaps.when(!says_something(signature.given_name), FormGap::given_name);
  gaps.when(!says_something(signature.family_name), FormGap::family_name);
  gaps.national_id(signature.national_id);
  gaps.when(signature.residence.value.empty(), FormGap::residence);
  gaps.when(signature.ink.empty(), FormGap::ink);
  gaps.when(!signature.ink.empty() && is_too_small(signature.ink), FormGap::ink_too_small);
  gaps.when(!says_something(signature.authorisation), FormGap::authorisation);
  return gaps.take();
}

std::vector<FormGap> gaps_of(const PetitionStart& start) {
  Gaps gaps;
  gaps.when(start.addressee.value.empty(), FormGap::addressee);
  gaps.when(!says_something(start.object), FormGap::object);
  gaps.when(count_code_points(start.object) > limits::petition_object_code_points, FormGap::object_too_long);
  gaps.when(!says_something(start.reasons), FormGap::reasons);
  gaps.when(count_code_points(start.reasons) > limits::proposal_code_points, FormGap::reasons_too_long);
  if (start.association) {
    gaps.when(!says_something(start.association->name), FormGap::association_name);
    gaps.when(!all_declared(*start.association), FormGap::association_conditions);
  }
  gaps.when(!says_something(start.representative.name), FormGap::representative_name);
  gaps.national_id(start.representative.national_id);
  gaps.when(!says_something(start.representative.contact), FormGap::representative_contact);
  gaps.when(!says_something(start.authorisation), FormGap::authorisation);
  return gaps.take();
}

}  // namespace minbar
