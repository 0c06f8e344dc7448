#include "sync/collector/features/satisfaction/summary.h"

#include <algorithm>
#include <map>

namespace minbar::collector {

namespace {

template <class IdOf, class MayShow>
std::vector<Group> grouped(const std::vector<TallyRow>& rows, IdOf id_of, MayShow may_show) {
  std::map<std::string, Answers> sums;
  for (const auto& row : rows) sums[id_of(row.of)] += row.answers;
  std::vector<Group> groups;
  groups.reserve(sums.size());
  for (auto& [id, answers] : sums)
    groups.push_back({.id = id, .answers = answers, .hidden = answers.total() < fewest_shown || !may_show(id)});
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Group& a, const Group& b) { return a.answers.total() > b.answers.total(); });
  return groups;
}

}  // namespace

std::vector<TallyRow> rows_of(const std::vector<TallyRow>& rows, const RatedPair& of) {
  std::vector<TallyRow> found;
  for (const auto& row : rows)
    if ((of.place.empty() || row.of.place == of.place) && (of.subject.empty() || row.of.subject == of.subject))
      found.push_back(row);
  return found;
}

Answers all_of(const std::vector<TallyRow>& rows) {
  Answers all;
  for (const auto& row : rows) all += row.answers;
  return all;
}

std::vector<Group> by_subject(const std::vector<TallyRow>& rows, const Disclosure& disclosure,
                              const std::string& place) {
  return grouped(
      rows, [](const RatedPair& of) { return of.subject; },
      [&](const std::string& id) { return disclosure.may_show({.place = place, .subject = id}); });
}

std::vector<Group> by_place(const std::vector<TallyRow>& rows, const Disclosure& disclosure,
                            const std::string& subject) {
  return grouped(
      rows, [](const RatedPair& of) { return of.place; },
      [&](const std::string& id) { return disclosure.may_show({.place = id, .subject = subject}); });
}

Disclosure::Disclosure(const std::vector<TallyRow>& period) {
  for (const auto& row : period) {
    const auto total = row.answers.total();
    if (total == 0) continue;
    for (auto* cell :
         {&all_, &subjects_[row.of.subject], &places_[row.of.place], &pairs_[row.of.subject][row.of.place]})
      cell->total += total;
  }
  std::map<std::string, Line> of_subject, of_place;
  Line all_subjects, all_places;
  for (auto& [subject, places] : pairs_)
    for (auto& [place, cell] : places) {
      of_subject[subject].push_back(&cell);
      of_place[place].push_back(&cell);
      cell.hidden = cell.total < fewest_shown;
    }
  for (auto* totals : {&subjects_, &places_})
    for (auto& [id, cell] : *totals) {
      (totals == &subjects_ ? all_subjects : all_places).push_back(&cell);
      cell.hidden = cell.total < fewest_shown;
    }
  all_.hidden = all_.total < fewest_shown;
  for (bool changed = true; changed;) {
    changed = give_way(all_subjects, nullptr);
    changed = give_way(all_places, nullptr) || changed;
    for (const auto& [subject, line] : of_subject) changed = give_way(line, &subjects_.at(subject)) || changed;
    for (const auto& [place, line] : of_place) changed = give_way(line, &places_.at(place)) || changed;
  }
}

// Hides one cell more as long as the line, whose cells add up to `total`, tells what is hidden in it: all of it but
// one, or a sum of fewer ratings than may be shown. Says whether it hid any.
bool Disclosure::give_way(const Line& line, Cell* total) {
  const bool open = total == nullptr || !total->hidden;
  for (bool hid = false;; hid = true) {
    std::int64_t together = 0, count = 0;
    Cell* next = nullptr;
    for (auto* cell : line) {
      if (cell->hidden) {
        together += cell->total;
        ++count;
      } else if (next == nullptr || cell->total < next->total) {
        next = cell;
      }
    }
    const bool safe = open ? count == 0 || (count > 1 && together >= fewest_shown) : count > 0;
    if (safe) return hid;
    if (next == nullptr) {
      if (total == nullptr) return hid;
      total->hidden = true;  // its cells are all hidden and it alone would tell
      return true;
    }
    next->hidden = true;
  }
}

bool Disclosure::may_show(const RatedPair& of) const {
  const auto shown = [](const auto& cells, const std::string& id) {
    const auto found = cells.find(id);
    return found == cells.end() || !found->second.hidden;
  };
  if (of.subject.empty() && of.place.empty()) return !all_.hidden;
  if (of.place.empty()) return shown(subjects_, of.subject);
  if (of.subject.empty()) return shown(places_, of.place);
  const auto places = pairs_.find(of.subject);
  return places == pairs_.end() || shown(places->second, of.place);
}

std::int64_t Disclosure::total_of(const RatedPair& of) const {
  const auto places = pairs_.find(of.subject);
  if (places == pairs_.end()) return 0;
  const auto found = places->second.find(of.place);
  return found == places->second.end() ? 0 : found->second.total;
}

}  // namespace minbar::collector
