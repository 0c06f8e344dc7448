#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/whole_numbers.h"
#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/follow/followed.h"
#include "sync/collector/features/follow/routes.h"
#include "sync/collector/intake/holes.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::collector {

namespace {

HttpResponse show_answer(Page& page, ViewData data, unsigned status = 200) {
  data.text("code", std::string(value_of(page.form, "code").substr(0, 24)));
  return render(page, "follow", std::move(data), status);
}

ViewData answer_view(const Page& page, const Answer& answer) {
  ViewData view;
  view.text("state", page.words.at(fmt::format("answer.state.{}", name_of(answer.state))))
      .text("state_name", std::string(name_of(answer.state)))
      .text("text", with_whole_numbers(answer.text))
      .text("language", std::string(tag_of(answer.language)))
      .text("date", date_text(in_ms(answer.answered_at_s), page.words))
      .text("date_machine", machine_time(in_ms(answer.answered_at_s)));
  return view;
}

void tell(const Page& page, ViewData& data, const Followed& followed) {
  data.text("received", date_text(followed.received_at_ms, page.words));
  std::vector<ViewData> newest, earlier;
  for (const auto& answer : followed.answers) (newest.empty() ? newest : earlier).push_back(answer_view(page, answer));
  data.flag("no_answer", newest.empty()).flag("has_earlier", !earlier.empty());
  data.list("newest", std::move(newest)).list("earlier", std::move(earlier));
}

// It must not be said of what nobody has any more that it is on its way. Whose records they were is nobody's business.
void tell_lost(const Page& page, ViewData& data, const LostRecords& lost) {
  const auto records = count_text(lost.records, page.words);
  const auto until = date_text(lost.until_ms, page.words);
  const auto after = lost.after_ms ? date_text(*lost.after_ms, page.words) : std::string();
  data.text("lost", filled(page.words.at(lost.after_ms ? "follow.lost.between" : "follow.lost.before"),
                           {{"n", records}, {"after", after}, {"until", until}}));
}

Admission admit_look_up(Page& page, const FollowNeeds& with) {
  const auto taken = with.limit.take(page.request.peer);
  if (taken) return {};
  log(LogEvent::follow_limited);
  ViewData data;
  data.flag("too_many");
  return {.refused = with_wait(show_answer(page, std::move(data), 429), taken.error())};
}

// Every well-formed code takes the slow derivation and the same two looks, so that knowing and not knowing take the
// same time; what is said of unknown ones is the same for all of them.
HttpResponse look_up(Page& page, const FollowNeeds& with) {
  ViewData data;
  const auto code = parse_receipt_code(value_of(page.form, "code"));
  if (!code) {
    data.flag("mistyped");
    return show_answer(page, std::move(data));
  }
  const auto keys = seal::derive_receipt_keys(*code, with.collector);
  if (!keys) return error_page(page, 503);
  const auto found = follow(with.storage, keys->lookup);
  const auto lost = with.storage.read(lost_records);
  if (!found || !lost) return error_page(page, 500);
  if (*found)
    tell(page, data, **found);
  else if (lost->records > 0)
    tell_lost(page, data, *lost);
  else
    data.flag("unknown");
  return show_answer(page, std::move(data));
}

}  // namespace

void add_follow_routes(Router& router, const PageContext& context, const FollowNeeds& with) {
  add_page(router, context, {.permission = Permission::everyone, .pattern = "/follow", .show = [](Page& page) {
                               return show_answer(page, {});
                             }});
  add_form(router, context,
           {.permission = Permission::everyone,
            .pattern = "/follow",
            .lane = Lane::follow,
            .admit = bound(admit_look_up, with),
            .take = bound(look_up, with)});
}

}  // namespace minbar::collector
