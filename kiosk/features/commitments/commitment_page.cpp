#include "kiosk/features/commitments/commitment_page.h"

#include "kiosk/features/commitments/commitment_figures.h"
#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/qr_code.h"
#include "kiosk/session/opening.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::commitments {

using namespace ui;
using namespace parts;

Outcome update(CommitmentPage screen, const Seen& seen, const CommitmentPage::Hears& event) {
  return std::visit(overloaded{[&](const event::Back&) -> Outcome {
                                 return {CommitmentList{.filter = std::move(screen.shown.from)}};
                               },
                               [&](const event::OpenRating&) -> Outcome {
                                 if (!offers(seen.choices, "rate")) return {std::move(screen)};
                                 return {Leave{door::RateCommitment{std::move(screen.shown)}}};
                               },
                               [&](const event::OpenProposal&) -> Outcome {
                                 if (!offers(seen.choices, "propose")) return {std::move(screen)};
                                 return {Leave{door::Propose{.on = std::move(screen.shown)}}};
                               }},
                    event);
}

namespace {

Element small_head(const Look& look, std::string_view key) {
  return word(look, key, {.role = TextRole::heading, .color = ColorRole::primary});
}

// A name and what it is, one above the other.
Element fact(const Look& look, std::string_view key, Element value) {
  return column(word(look, key, {.role = TextRole::caption, .color = ColorRole::ink_soft}), std::move(value))
      .with_gap(space::hair);
}

Element themes_line(const Look& look, const Commitment& commitment) {
  Element line = wrap().with_gap(space::near);
  for (const auto& id : commitment.themes)
    if (const auto* theme = look.context.content.find_theme(id))
      line.add(row(icon(look, theme->icon, ColorRole::primary, 7),
                   worded("promise.theme", theme->name.in(look.choices.language), {.role = TextRole::caption}))
                   .with_gap(space::tight)
                   .with_align(Align::center));
  return line;
}

Element head_of(const Look& look, const Commitment& commitment) {
  Element head = column(member_line(look, commitment.member, {.color = ColorRole::ink_soft}),
                        worded("promise.title", commitment.title.in(look.choices.language),
                               {.role = short_of_room(look.context) ? TextRole::heading : TextRole::title}))
                     .with_gap(space::tight);
  if (commitment.sample) head.add(sample_remark(look));
  return head;
}

Element about(const Look& look, const Commitment& commitment) {
  const auto language = look.choices.language;
  Element words =
      column(small_head(look, "commitment.about"), worded("promise.summary", commitment.summary.in(language)))
          .with_gap(space::near);
  if (!commitment.sample && commitment.summary.is_ours_in(language))
    words.add(word(look, commitment.title.is_ours_in(language) ? "commitment.ours" : "commitment.summary_ours",
                   {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  words.add(themes_line(look, commitment));
  return card(std::move(words));
}

Element standing_of(const Look& look, const Commitment& commitment) {
  Element facts = column(small_head(look, "commitment.standing"),
                         fact(look, "commitment.progress", progress(look, commitment.completion, TextRole::label)))
                      .with_gap(space::near);
  if (commitment.potential) facts.add(fact(look, "commitment.potential", potential(look, commitment.potential)));
  return card(std::move(facts));
}

Element names(const Look& look, const std::vector<SourcedText>& parties) {
  Element list = column().with_gap(space::hair);
  for (const auto& party : parties) list.add(worded("promise.partner", party.in(look.choices.language)));
  if (list.children.empty()) list.add(word(look, "commitment.partners.none"));
  return list;
}

bool has_period(const Commitment& commitment) { return commitment.start || commitment.end; }

std::optional<Element> who(const Look& look, const Commitment& commitment) {
  Element facts = column(small_head(look, "commitment.who")).with_gap(space::near);
  if (commitment.lead)
    facts.add(fact(look, "commitment.lead", worded("promise.lead", commitment.lead->in(look.choices.language))));
  if (!commitment.co_members.empty()) {
    Element others = column().with_gap(space::hair);
    for (const auto& place : commitment.co_members) others.add(member_line(look, place, {}));
    facts.add(fact(look, "commitment.with", std::move(others)));
  }
  if (commitment.partners) facts.add(fact(look, "commitment.partners", names(look, *commitment.partners)));
  if (has_period(commitment)) facts.add(fact(look, "commitment.period", period(look, commitment)));
  if (facts.children.size() == 1) return std::nullopt;
  return card(std::move(facts));
}

// All that nobody published, in one line instead of one for each.
std::optional<Element> unpublished(const Look& look, const Commitment& commitment) {
  std::vector<std::string_view> keys;
  if (!commitment.potential) keys.push_back("commitment.potential");
  if (!commitment.milestones) keys.push_back("commitment.milestones");
  if (!commitment.indicators) keys.push_back("commitment.indicators");
  if (!commitment.lead) keys.push_back("commitment.lead");
  if (!commitment.partners) keys.push_back("commitment.partners");
  if (!has_period(commitment)) keys.push_back("commitment.period");
  if (keys.empty()) return std::nullopt;
  Element names = wrap().with_gap(space::near);
  for (const auto key : keys) names.add(word(look, key, {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  return card(row(icon(look, "help_outline", ColorRole::ink_soft, 9),
                  column(not_published(look), std::move(names)).with_gap(space::hair).with_grow())
                  .with_gap(space::near)
                  .with_align(Align::center));
}

// The page it was read on: whose it is in letters, the whole address for a telephone.
Element source(const Look& look, const Commitment& commitment) {
  const bool stacked = short_of_room(look.context);  // an address is one long word
  Element words = column(small_head(look, "commitment.source"),
                         plain("promise.host", std::string(host_of(commitment.source_url)), Language::en,
                               {.role = stacked ? TextRole::caption : TextRole::body}),
                         word(look, "commitment.source.qr", {.color = ColorRole::ink_soft}))
                      .with_gap(space::tight);
  if (commitment.is_from_ogp()) words.add(attribution(look));
  auto square = ui::qr(qr_matrix(commitment.source_url), 50);
  if (stacked) return card(column(std::move(words), row(std::move(square), spacer())).with_gap(space::near));
  return card(row(std::move(words).with_grow(), std::move(square)).with_gap(space::near).with_align(Align::center));
}

Foot foot_of(const Look& look) {
  Foot foot{.out = back(look)};
  if (offers(look.choices, "rate"))
    foot.on = button(
        look, {.key = "commitment.rate", .rank = Rank::primary, .event = event::OpenRating{}, .icon = meaning::rate});
  return foot;
}

Element parts_of(const Look& look, const Commitment& commitment) {
  Element all = column(about(look, commitment), standing_of(look, commitment)).with_gap(space::near);
  if (commitment.milestones) all.add(milestones(look, commitment));
  if (commitment.indicators) all.add(indicators(look, commitment));
  if (auto known = who(look, commitment)) all.add(*std::move(known));
  if (auto lacks = unpublished(look, commitment)) all.add(*std::move(lacks));
  if (!commitment.source_url.empty()) all.add(source(look, commitment));
  return all;
}

}  // namespace

Element view(const CommitmentPage& screen, const Look& look) {
  const auto* commitment = look.context.content.commitments.find(screen.shown.id);
  if (commitment == nullptr) return page(look, column(), {.out = back(look)});
  Element head = head_of(look, *commitment);
  Element parts = parts_of(look, *commitment);
  Element body = two_columns(look.context) ? composed(look, {.head = std::move(head), .hands = std::move(parts)})
                                           : scrolled(look, std::move(head), std::move(parts));
  if (offers(look.choices, "propose"))
    body = column(std::move(body).with_grow(),
                  button(look, {.key = "commitment.propose", .event = event::OpenProposal{}, .icon = meaning::propose}))
               .with_gap(space::tight);
  return page(look, std::move(body), foot_of(look));
}

}  // namespace minbar::kiosk::commitments
