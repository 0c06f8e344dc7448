#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/page_routes.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/desk/zone.h"
#include "sync/collector/features/satisfaction/routes.h"
#include "sync/collector/features/satisfaction/satisfaction_comments.h"
#include "sync/collector/features/satisfaction/satisfaction_view.h"
#include "sync/collector/http/form.h"
#include "sync/collector/intake/holes.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

constexpr std::size_t most_reasons = 12;  // one screen; the rest is rare

LocalDate local(const std::chrono::year_month_day& date) {
  return {.year = static_cast<int>(date.year()),
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day()))};
}

// The two pages of figures: the same rules over what is never counted together.
struct Subjects {
  SubjectKind kind;
  std::string_view path;
  std::string_view words;  // what its keys begin with
};
constexpr Subjects services{SubjectKind::service, "/satisfaction", "satisfaction"};
constexpr Subjects commitments{SubjectKind::commitment, "/commitments", "commitments"};

struct Asked {
  const Subjects& of;
  KnownIds known;       // subjects of that kind
  std::string subject;  // empty: all
  std::string place;
  Period period;
  const Scope& scope;
  [[nodiscard]] RatingFilter filter() const {
    return {.kind = of.kind,
            .known = known,
            .scope = scope,
            .place = place,
            .subject = subject,
            .from_s = period.from_s,
            .until_s = period.until_s};
  }
};

Asked asked_by(const Page& page, const SatisfactionNeeds& with, const Subjects& of) {
  const auto& query = page.request.query;
  const auto& names = with.names;
  return {.of = of,
          .known = of.kind == SubjectKind::service ? names.services() : names.commitments(),
          .subject = std::string(value_of(query, name_of(of.kind))),
          .place = std::string(value_of(query, "place")),
          .period = period_of(
              {.kind = value_of(query, "period"), .from = value_of(query, "from"), .to = value_of(query, "to")},
              page.now_ms(), default_zone),
          .scope = page.scope};
}

std::string address_of(const Asked& asked) {
  auto address = fmt::format("{}?{}={}&place={}&period={}", asked.of.path, name_of(asked.of.kind),
                             percent_encoded(asked.subject), percent_encoded(asked.place), name_of(asked.period.kind));
  if (asked.period.kind == PeriodKind::dates)
    address += fmt::format("&from={}&to={}", month_field(asked.period.first), month_field(asked.period.last));
  return address;
}

class SatisfactionPage {
 public:
  SatisfactionPage(Page& page, const SatisfactionNeeds& with, Asked asked)
      : page_(page), with_(with), asked_(std::move(asked)), readable_(page.scope_of(Permission::see_proposals)) {}

  Result<HttpResponse> show() {
    add_form(TRY(rated_pairs(with_.storage, {.kind = asked_.of.kind, .known = asked_.known, .scope = asked_.scope})));
    // All of the period that this reader may see, whatever filter is set: what may be shown depends on what their other
    // pages show.
    const auto period = TRY(tally(with_.storage, {.kind = asked_.of.kind,
                                                  .known = asked_.known,
                                                  .scope = asked_.scope,
                                                  .from_s = asked_.period.from_s,
                                                  .until_s = asked_.period.until_s}));
    const Disclosure disclosure(period);
    const RatedPair of{.place = asked_.place, .subject = asked_.subject};
    const auto rows = rows_of(period, of);
    const auto all = all_of(rows);
    const bool shown = all.total() >= fewest_shown && disclosure.may_show(of);
    data_.flag(fmt::format("at_{}", asked_.of.words))
        .flag("any", all.total() + all.repeats > 0)
        .flag("shown", shown)
        .flag("too_few", all.total() < fewest_shown)
        .flag("few", all.total() < few_ratings)
        .text("count", count_text(all.total(), page_.words));
    if (all.repeats > 0)
      data_.text("repeats",
                 filled(page_.words.at("satisfaction.repeats"), {{"n", count_text(all.repeats, page_.words)}}));
    if (all.uncertain > 0)
      data_.text("uncertain",
                 filled(page_.words.at("satisfaction.uncertain"), {{"n", count_text(all.uncertain, page_.words)}}));
    TRY(add_lost());
    if (shown) {
      add_figures(data_, all, page_.words, direction_);
      data_.list("answers", answer_rows(all, page_.words, direction_)).list("ticks", axis_ticks(direction_));
      add_tables(rows, disclosure);
      if (asked_.of.kind == SubjectKind::service)
        add_reasons(all, TRY(reasons_named(with_.storage, asked_.filter(), with_.names.reasons())));
      if (!readable_.is_nowhere()) TRY(add_comments(disclosure, period));
    }
    return render(page_, "satisfaction", std::move(data_));
  }

 private:
  [[nodiscard]] std::string subject_name(const std::string& id) const {
    if (id == unknown_id) return own_word("subject.other");
    if (asked_.of.kind == SubjectKind::service) return with_.names.service({id}, page_.language());
    return with_.names.commitment({id}, page_.language());
  }
  [[nodiscard]] const std::string& own_word(std::string_view key) const {
    return page_.words.at(fmt::format("{}.{}", asked_.of.words, key));
  }
  [[nodiscard]] std::string place_name(const std::string& code) const {
    return with_.names.place({code}, page_.language());
  }

  void add_form(const std::vector<RatedPair>& pairs) {
    std::set<std::string> subjects, places;
    for (const auto& pair : pairs) {
      subjects.insert(pair.subject);
      places.insert(pair.place);
    }
    const auto options = [](const std::set<std::string>& ids, const std::string& chosen, const auto& name_of_id) {
      std::vector<ViewData> out;
      for (const auto& id : ids) {
        ViewData option;
        option.text("id", id).text("name", name_of_id(id)).flag("chosen", id == chosen);
        out.push_back(std::move(option));
      }
      return out;
    };
    const auto& period = asked_.period;
    data_.list("subjects", options(subjects, asked_.subject, [this](const auto& id) { return subject_name(id); }))
        .list("places", options(places, asked_.place, [this](const auto& id) { return place_name(id); }))
        .text("path", std::string(asked_.of.path))
        .text("field", std::string(name_of(asked_.of.kind)))
        .text("title", own_word("title"))
        .text("subtitle", own_word("subtitle"))
        .text("subject", own_word("subject"))
        .text("all_subjects", own_word("subject.all"))
        .text("comments_note", own_word("comments.note"))
        .flag("of_services", asked_.of.kind == SubjectKind::service)
        .flag(fmt::format("period_{}", name_of(period.kind)))
        .flag("dates_wrong", period.dates_wrong)
        .text("from", month_field(period.first))
        .text("to", month_field(period.last))
        .text("span",
              filled(page_.words.at("satisfaction.span"), {{"from", date_text(local(period.first), page_.words)},
                                                           {"to", date_text(local(period.last), page_.words)}}));
    if (!asked_.subject.empty()) data_.text("chosen_subject", subject_name(asked_.subject));
    if (!asked_.place.empty()) data_.text("chosen_place", place_name(asked_.place));
  }

  // No figure is called whole beside which records are known to be lost.
  Result<void> add_lost() {
    const auto of_place = Scope({PlaceCode{asked_.place}}).codes();
    const auto places = asked_.place.empty() ? asked_.scope.codes() : of_place;
    if (!asked_.place.empty() && !asked_.scope.holds({asked_.place})) return {};
    const LostQuestion question{
        .places = places, .from_ms = in_ms(asked_.period.from_s), .until_ms = in_ms(asked_.period.until_s)};
    const auto lost = TRY(with_.storage.read([&](db::Database& database) { return count_lost(database, question); }));
    if (lost > 0)
      data_.text("lost", filled(page_.words.at("satisfaction.lost"), {{"n", count_text(lost, page_.words)}}));
    return {};
  }

  void add_tables(const std::vector<TallyRow>& rows, const Disclosure& disclosure) {
    std::vector<ViewData> tables;
    const auto add = [&](const std::string& caption, const std::string& head, const std::vector<Group>& groups,
                         const auto& name_of_id) {
      double reach = 0.5;
      for (const auto& group : groups)
        if (!group.hidden) reach = std::max(reach, reach_of(group.answers.counts));
      std::vector<ViewData> views;
      for (const auto& group : groups)
        views.push_back(group_row(group, reach, name_of_id(group.id), page_.words, direction_));
      ViewData table;
      table.text("caption", caption).text("head", head).list("rows", std::move(views));
      tables.push_back(std::move(table));
    };
    if (asked_.subject.empty())
      add(own_word("by_subject"), own_word("subject"), by_subject(rows, disclosure, asked_.place),
          [this](const auto& id) { return subject_name(id); });
    if (const auto places = by_place(rows, disclosure, asked_.subject); asked_.place.empty() && places.size() > 1)
      add(page_.words.at("satisfaction.by_place"), page_.words.at("satisfaction.place"), places,
          [this](const auto& id) { return place_name(id); });
    data_.list("tables", std::move(tables));
  }

  // A column of fewer ratings than may be shown is empty.
  void add_reasons(const Answers& all, const std::vector<ReasonCount>& reasons) {
    std::array<std::int64_t, 3> of_mood{};
    for (std::size_t i = 0; i < all.counts.size(); ++i)
      of_mood.at(static_cast<std::size_t>(mood_of(static_cast<std::int64_t>(i) + 1))) += all.counts[i];
    std::int64_t most = 1;
    for (const auto& reason : reasons)
      for (const auto count : reason.by_mood) most = std::max(most, count);
    std::vector<ViewData> rows;
    for (std::size_t i = 0; i < std::min(reasons.size(), most_reasons); ++i) {
      std::vector<ViewData> cells;
      for (const std::size_t mood : {2U, 1U, 0U}) {
        const auto count = reasons[i].by_mood.at(mood);
        auto cell = bar_view(plain_bar(static_cast<double>(count) / static_cast<double>(most), direction_));
        cell.text("mood", fmt::format("{}", mood))
            .text("times", count_text(count, page_.words))
            .flag("kept_back", of_mood.at(mood) < fewest_shown);
        cells.push_back(std::move(cell));
      }
      ViewData row;
      const auto& reason = reasons[i].reason;
      row.text("reason", reason == unknown_id ? page_.words.at("satisfaction.reason.other")
                                              : with_.names.reason({reason}, page_.language()))
          .list("cells", std::move(cells));
      rows.push_back(std::move(row));
    }
    data_.flag("has_reasons", !rows.empty()).list("reasons", std::move(rows));
  }

  // Whether this reader may read comments of so few places that each comment says whence it is.
  [[nodiscard]] bool tells_places_apart(const std::vector<TallyRow>& rated) const {
    if (readable_.is_everywhere()) return false;
    std::set<std::string> places;
    for (const auto& row : rated)
      if (readable_.holds({row.of.place})) places.insert(row.of.place);
    return static_cast<std::int64_t>(places.size()) < fewest_shown;
  }

  // A comment of a subject with few ratings at its place stands alone, and only where no filter and no narrow scope
  // tells whence it is.
  Result<void> add_comments(const Disclosure& disclosure, const std::vector<TallyRow>& rated) {
    const bool filtered = !asked_.subject.empty() || !asked_.place.empty() || tells_places_apart(rated);
    const auto from = comments_place_from(value_of(page_.request.query, "comments"));
    const auto given = asked_.filter();
    const RatingFilter filter{
        .kind = given.kind, .known = given.known, .scope = readable_, .place = given.place, .subject = given.subject};
    const auto found = TRY(comments_page(with_.storage, {.filter = filter, .period = asked_.period, .from = from}));
    std::vector<ViewData> by_month;
    for (const auto& month : found.months) {
      std::vector<ViewData> rows;
      for (const auto& row : month.rows) {
        const bool placed = disclosure.total_of(row.of) >= fewest_shown;
        if (placed || !filtered) rows.push_back(comment_view(row, placed));
      }
      if (rows.empty()) continue;
      ViewData view;
      const auto name = page_.words.at(fmt::format("month.{}", static_cast<unsigned>(month.month.month())));
      view.text("month", filled(page_.words.at("month.pattern"),
                                {{"month", name}, {"year", fmt::format("{}", static_cast<int>(month.month.year()))}}))
          .list("comments", std::move(rows));
      by_month.push_back(std::move(view));
    }
    data_.list("months", std::move(by_month)).flag("later_page", from.has_value()).text("address", address_of(asked_));
    if (found.next) data_.text("next", fmt::format("{}&comments={}", address_of(asked_), name_of(*found.next)));
    return {};
  }

  [[nodiscard]] ViewData comment_view(const CommentRow& row, bool placed) const {
    ViewData view;
    view.text("comment", row.comment)
        .flag("placed", placed)
        .flag("repeat", row.repeat)
        .flag("said_often", row.count > 1)
        .text("said", fmt::format("\u00D7 {}", row.count));
    if (placed)
      view.text("k", fmt::format("{}", row.satisfaction))
          .text("answer", page_.words.at(fmt::format("satisfaction.answer.{}", row.satisfaction)))
          .text("subject", subject_name(row.of.subject))
          .text("place", place_name(row.of.place));
    return view;
  }

  Page& page_;
  const Direction direction_ = page_.direction("satisfaction");
  const SatisfactionNeeds& with_;
  const Asked asked_;
  const Scope readable_;  // where this reader may read what people wrote
  ViewData data_;
};

HttpResponse show_figures(Page& page, const SatisfactionNeeds& with, const Subjects& of) {
  auto shown = SatisfactionPage(page, with, asked_by(page, with, of)).show();
  return shown ? std::move(*shown) : error_page(page, 500);
}

}  // namespace

void add_satisfaction_routes(Router& router, const PageContext& context, const SatisfactionNeeds& with) {
  for (const auto* of : {&services, &commitments})
    add_page(router, context,
             {.permission = Permission::see_figures, .pattern = std::string(of->path), .show = [with, of](Page& page) {
                return show_figures(page, with, *of);
              }});
}

}  // namespace minbar::collector
