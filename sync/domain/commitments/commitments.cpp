#include "sync/domain/commitments/commitments.h"

#include <algorithm>

namespace minbar {

namespace {

bool matches(const Commitment& commitment, const CommitmentFilter& filter) {
  if (const auto* place = std::get_if<PlaceCode>(&filter)) return commitment.is_of(*place);
  if (const auto* theme = std::get_if<ThemeId>(&filter)) return commitment.is_about(*theme);
  return commitment.completion == std::get<std::optional<Completion>>(filter);
}

}  // namespace

std::string_view name_of(Completion completion) {
  switch (completion) {
    case Completion::no_evidence:
      return "no_evidence";
    case Completion::not_started:
      return "not_started";
    case Completion::limited:
      return "limited";
    case Completion::substantial:
      return "substantial";
    case Completion::complete:
      return "complete";
  }
  return {};
}

std::string_view name_of(Potential potential) {
  switch (potential) {
    case Potential::unclear:
      return "unclear";
    case Potential::modest:
      return "modest";
    case Potential::substantial:
      return "substantial";
  }
  return {};
}

std::string_view name_of(MilestoneState state) {
  switch (state) {
    case MilestoneState::not_started:
      return "not_started";
    case MilestoneState::under_way:
      return "under_way";
    case MilestoneState::done:
      return "done";
  }
  return {};
}

bool Commitment::is_of(const PlaceCode& place) const {
  return member == place || std::find(co_members.begin(), co_members.end(), place) != co_members.end();
}

bool Commitment::is_about(const ThemeId& theme) const {
  return std::find(themes.begin(), themes.end(), theme) != themes.end();
}

bool Commitment::is_from_ogp() const { return host_of(source_url) == "opengovpartnership.org"; }

const Commitment* Commitments::find(const CommitmentId& id) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Commitment& c) { return c.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<const Commitment*> Commitments::matching(const CommitmentFilter& filter) const {
  std::vector<const Commitment*> found;
  for (const auto& commitment : all)
    if (matches(commitment, filter)) found.push_back(&commitment);
  return found;
}

std::string_view host_of(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    url.remove_prefix(scheme.size());
    url = url.substr(0, url.find_first_of("/?#"));
    if (url.starts_with("www.")) url.remove_prefix(4);
    return url;
  }
  return {};
}

}  // namespace minbar
