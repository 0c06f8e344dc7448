#include "kiosk/features/commitments/commitment_page.h"

#include "kiosk/features/commitments/commitment_figures.h"
#include "kiosk/parts/commitment_parts.h"
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

Element standing(const Look& look, const Commitment& commitment) {
  return card(column(small_head(look, "commitment.standing"),
                     fact(look, "commitment.progress", progress(look, commitment.completion, TextRole::label)),
                     fact(look, "commitment.potential", potential(look, commitment.potential)))
                  .with_gap(space::near));
}

Element names(const Look& look, const std::vector<SourcedText>& parties) {
  Element list = column().with_gap(space::hair);
  for (const auto& party : parties) list.add(worded("promise.partner", party.in(look.choices.language)));
  if (list.children.empty()) list.add(word(look, "commitment.partners.none"));
  return list;
}

Element who(const Look& look, const Commitment& commitment) {
  Element facts = column(small_head(look, "commitment.who")).with_gap(space::near);
  facts.add(
      fact(look, "commitment.lead",
           commitment.lead ? worded("promise.lead", commitment.lead->in(look.choices.language)) : not_published(look)));
  if (!commitment.co_members.empty()) {
    Element others = column().with_gap(space::hair);
    for (const auto& place : commitment.co_members) others.add(member_line(look, place, {}));
    facts.add(fact(look, "commitment.with", std::move(others)));
  }
  facts.add(
      fact(look, "commitment.partners", commitment.partners ? names(look, *commitment.partners) : not_published(look)));
  facts.add(fact(look, "commitment.period", period(look, commitment)));
  return card(std::move(facts));
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

// What can be done stands together where a line of the footer holds both.
std::vector<Element> footer_of(const Look& look) {
  std::vector<Element> doors;
  if (offers(look.choices, "propose"))
    doors.push_back(
        button(look, {.key = "commitment.propose", .event = event::OpenProposal{}, .icon = meaning::propose}));
  if (offers(look.choices, "rate"))
    doors.push_back(button(
        look, {.key = "commitment.rate", .rank = Rank::primary, .event = event::OpenRating{}, .icon = meaning::rate}));
  std::vector<Element> footer{back(look), start_again(look), spacer()};
  if (columns_for(look.context, 75) == 1 || doors.empty()) {
    for (auto& door : doors) footer.push_back(std::move(door));
    return footer;
  }
  Element together = row().with_gap(space::near);
  for (auto& door : doors) together.add(std::move(door));
  footer.push_back(std::move(together));
  return footer;
}

// In one column, or on a wide panel in two: what it is and whose, beside how far it is.
Element parts_of(const Look& look, const Commitment& commitment) {
  Element what = column(about(look, commitment), standing(look, commitment)).with_gap(space::near);
  Element far = column(milestones(look, commitment), indicators(look, commitment)).with_gap(space::near);
  Element whose = column(who(look, commitment)).with_gap(space::near);
  if (!commitment.source_url.empty()) whose.add(source(look, commitment));
  if (!landscape(look.context) || columns_for(look.context, 120) == 1)
    return column(std::move(what), std::move(far), std::move(whose)).with_gap(space::near);
  return row(column(std::move(what), std::move(whose)).with_gap(space::near).with_grow(), std::move(far).with_grow())
      .with_gap(space::near)
      .with_align(Align::start);
}

}  // namespace

Element view(const CommitmentPage& screen, const Look& look) {
  const auto* commitment = look.context.content.commitments.find(screen.shown.id);
  if (commitment == nullptr) return page(look, column(), {back(look), start_again(look), spacer()});
  return page(look, scrolled(look, head_of(look, *commitment), parts_of(look, *commitment)), footer_of(look));
}

}  // namespace minbar::kiosk::commitments
