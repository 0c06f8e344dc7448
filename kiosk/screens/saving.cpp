#include "kiosk/screens/saving.h"

#include <algorithm>

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/sign_draft.h"
#include "kiosk/screens/start_draft.h"
#include "sync/base/limits.h"
#include "sync/domain/validate.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {

struct Made {
  std::int64_t at_s;  // as exact as its kind of record may be
  std::int64_t content_version;
};

template <class Body>
Submission said(const RecordId& id, Body body, const State& state, const Made& made) {
  return {.id = id,
          .place = state.station ? state.station->place : PlaceCode{},
          .language = state.language,
          .content_version = made.content_version,
          .made_at_s = made.at_s,
          .assisted_by = std::is_same_v<Body, Rating> ? std::nullopt : state.assisted_by,
          .body = std::move(body)};
}

}  // namespace

Save save(const Draft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  Proposal proposal{.theme = draft.theme.value_or(ThemeId{}),
                    .text = says_something(draft.text.text) || draft.voice == nullptr ? draft.text.text : ""};
  if (draft.commitment) proposal.commitment = draft.commitment->id;
  if (draft.consent && (says_something(draft.name.text) || says_something(draft.contact.text)))
    proposal.author = minbar::Author{.name = draft.name.text, .contact = draft.contact.text};
  if (draft.about.gender || draft.about.age_band) proposal.about = draft.about;
  return {.submission = said(draft.id, std::move(proposal), state, {wall_s - wall_s % 60, content_version}),
          .code = draft.code,
          .voice = draft.voice};
}

Save save(const RatingDraft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  Rating rating{.subject = draft.subject,
                .satisfaction = draft.satisfaction,
                .reasons = draft.reasons,
                .comment = says_something(draft.comment.text) ? draft.comment.text : "",
                .soon_after_another = draft.soon_after_another};
  std::sort(rating.reasons.begin(), rating.reasons.end());
  return {.submission =
              said(draft.id, std::move(rating), state, {wall_s - wall_s % limits::rating_time_s, content_version}),
          .code = std::nullopt};
}

Save save(const SignDraft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  return {.submission = said(draft.id, signature_of(draft), state, {wall_s - wall_s % 60, content_version}),
          .code = std::nullopt};
}

Save save(const StartDraft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  return {.submission = said(draft.id, start_of(draft), state, {wall_s - wall_s % 60, content_version}),
          .code = draft.code};
}

Save save(const Saving& saving, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  return std::visit([&](const auto& draft) { return save(draft, state, wall_s, content_version); }, saving.draft);
}

RecordId id_of(const Saving& saving) {
  return std::visit([](const auto& draft) { return draft.id; }, saving.draft);
}

Outcome update(Saving screen, const State& state, const Event& event, const Context& context) {
  const auto id = id_of(screen);
  if (const auto* saved = std::get_if<event::Saved>(&event); saved != nullptr && saved->id == id) {
    return {std::visit(
        overloaded{[](const Draft& draft) -> Screen { return Receipt{.code = draft.code}; },
                   [](const StartDraft& draft) -> Screen { return Receipt{.code = draft.code, .petition = true}; },
                   [](const RatingDraft& draft) -> Screen {
                     return Thanks{.of_commitment = std::holds_alternative<CommitmentId>(draft.subject)};
                   },
                   [](const SignDraft&) -> Screen { return Signed{}; }},
        screen.draft)};
  }
  if (const auto* failed = std::get_if<event::NotSaved>(&event); failed != nullptr && failed->id == id)
    screen.failed = failed->why;
  if (screen.failed && std::holds_alternative<event::Send>(event)) {
    screen.failed.reset();
    auto effect = save(screen, state, context.wall_s, context.content.version);
    return {std::move(screen), {std::move(effect)}};
  }
  return {std::move(screen)};
}

Element view(const Saving& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool failed = screen.failed.has_value();
  Element body =
      at_rest_in_the_middle(look, {medallion(look, failed ? "warning" : "hourglass_top", low(context) ? 28 : 44,
                                             failed ? ColorRole::warning : ColorRole::primary_soft,
                                             failed ? ColorRole::on_warning : ColorRole::primary),
                                   word(look, failed ? "saving.failed.title" : "saving.title",
                                        {.role = TextRole::title, .align = TextAlign::center}),
                                   word(look, failed ? "saving.failed.text" : "saving.text",
                                        {.color = ColorRole::ink_soft, .align = TextAlign::center})});
  if (!failed) return page(look, std::move(body), {});
  return page(
      look, std::move(body),
      {start_again(look), spacer(),
       button(look, {.key = "saving.failed.retry", .rank = Rank::primary, .event = event::Send{}, .icon = "refresh"})});
}

}  // namespace minbar::kiosk::screen
