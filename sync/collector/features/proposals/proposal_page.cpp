#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/number.h"
#include "sync/base/whole_numbers.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/proposals/answers.h"
#include "sync/collector/features/proposals/author_page.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/features/proposals/routes.h"
#include "sync/collector/features/proposals/theme_text.h"
#include "sync/collector/intake/blobs.h"

namespace minbar::collector {

namespace {

std::string minutes(std::int64_t ms) {
  const auto seconds = (ms + 500) / 1000;
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

// The player, or how far the recording is.
Result<void> add_voice(const Page& page, const ProposalNeeds& with, const RecordId& record, const ProposalRow& row,
                       bool opened, ViewData& data) {
  if (!row.voice) return {};
  const auto arrival =
      TRY(with.storage.read([&](db::Database& database) { return blob_arrival(database, row.device, *row.voice); }));
  data.text("voice", to_hex(record.view())).text("voice_length", minutes(row.voice->duration_ms));
  const auto kib = [](std::int64_t bytes) { return fmt::format("{}", bytes / 1024); };
  if (arrival.erased) {
    data.text("voice_note", page.words.at("proposal.voice.erased"));
  } else if (!arrival.whole) {
    data.text("voice_note", filled(page.words.at("proposal.voice.arriving"),
                                   {{"have", kib(arrival.have)}, {"size", kib(arrival.size)}}));
  }
  const bool may_hear = lies_in(row, page.scope_of(Permission::open_authors));
  data.flag("voice_whole", arrival.whole && opened)
      .flag("voice_to_open", arrival.whole && may_hear && !opened)
      .flag("voice_closed", arrival.whole && !may_hear);
  return {};
}

std::optional<RecordId> record_of(const Page& page) {
  const auto bytes = from_hex(value_of(page.request.params, "record"));
  return bytes ? RecordId::from(*bytes) : std::nullopt;
}

std::string state_word(const Page& page, std::string_view state) {
  return page.words.at(fmt::format("answer.state.{}", state));
}

ViewData answer_view(const Page& page, const GivenAnswer& given) {
  const auto& answer = given.answer;
  ViewData view;
  view.text("state", state_word(page, name_of(answer.state)))
      .text("state_name", std::string(name_of(answer.state)))
      .text("text", with_whole_numbers(answer.text))
      .text("language", std::string(tag_of(answer.language)))
      .text("date", time_text(in_ms(answer.answered_at_s), page.words))
      .text("date_machine", machine_time(in_ms(answer.answered_at_s)))
      .text("by", given.by);
  return view;
}

// What stands in the form: as the coordinator left it, else the citizen's language and nothing.
void fill_form(const Page& page, const ProposalRow& row, ViewData& data) {
  const auto given_language = value_of(page.form, "language");
  std::vector<ViewData> states, languages;
  for (const auto state : all_answer_states) {
    ViewData choice;
    choice.text("name", std::string(name_of(state)))
        .text("label", state_word(page, name_of(state)))
        .flag("chosen", name_of(state) == value_of(page.form, "state"));
    states.push_back(std::move(choice));
  }
  for (const auto language : all_languages) {
    const auto tag = tag_of(language);
    ViewData choice;
    choice.text("tag", std::string(tag))
        .text("label", page.words.at(fmt::format("language.{}", tag)))
        .flag("chosen", tag == (given_language.empty() ? std::string_view(row.language) : given_language));
    languages.push_back(std::move(choice));
  }
  data.list("states", std::move(states))
      .list("languages", std::move(languages))
      .text("draft", std::string(value_of(page.form, "text")));
}

void describe(const Page& page, const ProposalNeeds& with, const ProposalRow& row, ViewData& data) {
  data.text("record", to_hex(row.record.view()))
      .text("record_short", to_hex(row.record.view()).substr(0, 8))
      .text("theme", theme_text(page, with.names, row))
      .text("place", with.names.place({row.place}, page.language()))
      .text("kiosk", row.kiosk)
      .text("received", time_text(row.received_at_ms, page.words))
      .text("received_machine", machine_time(row.received_at_ms))
      .text("made", time_text(in_ms(row.made_at_s), page.words))
      .text("made_machine", machine_time(in_ms(row.made_at_s)))
      .flag(fmt::format("language_{}", row.language))
      .flag("time_uncertain", row.time_uncertain)
      .flag("answerable", row.answerable)
      .flag("may_answer", lies_in(row, page.scope_of(Permission::answer_proposals)))
      .flag("at_inbox");
  if (!row.text.empty()) data.text("text", row.text);
  if (!row.assisted_by.empty()) data.text("assisted_by", row.assisted_by);
  if (!row.commitment.empty()) data.text("commitment", with.names.commitment({row.commitment}, page.language()));
  if (row.gender) data.text("gender", page.words.at(fmt::format("gender.{}", tag_of(*row.gender))));
  if (row.age_band) data.text("age", page.words.at(fmt::format("age.{}", tag_of(*row.age_band))));
}

HttpResponse show(Page& page, const ProposalNeeds& with, const RecordId& record, ViewData data, unsigned status) {
  const auto found = find_proposal(with.storage, record, page.session->account, page.scope);
  if (!found) return error_page(page, 500);
  if (!*found) return error_page(page, 404);
  const auto& row = **found;
  if (row.unread) {
    const auto marked = mark_as_read(with.storage, record, page.session->account, page.now_ms());
    // Beside a long write (a rebuild) it stays unread and is shown all the same.
    if (!marked && marked.error().code != Errc::busy) return error_page(page, 500);
  }
  const auto answers = with.storage.read([&](db::Database& database) { return answers_to(database, record); });
  if (!answers) return error_page(page, 500);
  std::vector<ViewData> views;
  for (const auto& given : *answers) views.push_back(answer_view(page, given));
  // What is seen is what is shown, not what the table of proposals says: a rebuild may stand between.
  data.text("seen", fmt::format("{}", answers->empty() ? 0 : answers->front().sequence))
      .flag("has_answers", !answers->empty());
  if (!answers->empty()) {
    const auto state = name_of(answers->front().answer.state);
    data.text("state", state_word(page, state)).text("state_name", std::string(state));
  }
  data.list("answers", std::move(views));
  describe(page, with, row, data);
  const auto opened = add_author(page, with, row, data);
  if (!opened || !add_voice(page, with, record, row, *opened, data)) return error_page(page, 500);
  fill_form(page, row, data);
  auto response = render(page, "proposal", std::move(data), status);
  return *opened ? gone_with_session(page, std::move(response)) : response;
}

HttpResponse show_proposal(Page& page, const ProposalNeeds& with) {
  const auto record = record_of(page);
  if (!record) return error_page(page, 404);
  ViewData data;
  data.flag("given", value_of(page.request.query, "given") == "1")
      .flag("opened", value_of(page.request.query, "opened") == "1");
  return show(page, with, *record, std::move(data), 200);
}

// A browser sends CR LF for every line break of a text field.
std::string without_carriage_returns(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  return out;
}

HttpResponse answer(Page& page, const ProposalNeeds& with) {
  const auto record = record_of(page);
  if (!record) return error_page(page, 404);
  const auto refuse = [&](std::string_view why, unsigned status) {
    ViewData data;
    data.flag(std::string(why));
    return show(page, with, *record, std::move(data), status);
  };
  const auto found = find_proposal(with.storage, *record, page.session->account, page.scope);
  if (!found) return error_page(page, 500);
  if (!*found) return error_page(page, 404);
  const auto state = answer_state_from(value_of(page.form, "state"));
  const auto language = language_from(value_of(page.form, "language"));
  if (!state || !language) return refuse("wrong", 422);
  const auto given = give_answer(with.storage, with.names,
                                 {.record = *record,
                                  .answer = {.state = *state,
                                             .text = without_carriage_returns(value_of(page.form, "text")),
                                             .language = *language,
                                             .answered_at_s = page.now_ms() / 1000},
                                  .by = page.actor(),
                                  .seen = whole_number(value_of(page.form, "seen")).value_or(-1)},
                                 with.random);
  if (given) return see_other(fmt::format("/proposals/{}?given=1", to_hex(record->view())));
  switch (given.error().code) {
    case Errc::conflict:
      return refuse("meanwhile", 409);
    case Errc::bad_input:
    case Errc::too_large:
      return refuse("wrong", 422);
    case Errc::denied:
      return refuse("impossible", 422);  // the page says so in the place of the form
    case Errc::not_found:
      return error_page(page, 404);
    default:
      return refuse("not_kept", 503);
  }
}

HttpResponse open_record(Page& page, const ProposalNeeds& with) {
  const auto record = record_of(page);
  if (!record) return error_page(page, 404);
  const auto found = find_proposal(with.storage, *record, page.session->account, page.scope);
  if (!found) return error_page(page, 500);
  return *found ? open_author(page, with, **found, show) : error_page(page, 404);
}

// Whoever had to sign in again before sending comes here by the way back.
HttpResponse back_to_proposal(Page& page) {
  const auto record = record_of(page);
  if (!record) return error_page(page, 404);
  return see_other(fmt::format("/proposals/{}", to_hex(record->view())));
}

}  // namespace

void add_proposal_routes(Router& router, const PageContext& context, const ProposalNeeds& with) {
  add_page(
      router, context,
      {.permission = Permission::see_proposals, .pattern = "/proposals/:record", .show = bound(show_proposal, with)});
  add_page(router, context,
           {.permission = Permission::see_proposals, .pattern = "/proposals/:record/answer", .show = back_to_proposal});
  add_form(router, context,
           {.permission = Permission::answer_proposals,
            .pattern = "/proposals/:record/answer",
            .body_bytes = limits::http_answer_bytes,
            .take = bound(answer, with)});
  add_page(router, context,
           {.permission = Permission::see_proposals, .pattern = "/proposals/:record/author", .show = back_to_proposal});
  add_form(router, context,
           {.permission = Permission::open_authors,
            .pattern = "/proposals/:record/author",
            .body_bytes = limits::http_answer_bytes,  // with what was typed of an answer
            .take = bound(open_record, with)});
}

}  // namespace minbar::collector
