#include "sync/collector/intake/derive.h"

#include <type_traits>

#include "sync/collector/clocks/record_times.h"

namespace minbar::collector {

Result<MadeAt> derive(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                      const Origin& origin) {
  auto timed = origin;
  timed.made = TRY(time_of(database, origin.arrival, body.submission));
  TRY(std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        return std::get<Deriver<Kind>>(derivers).derive(
            database, Arrived<Kind>{.said = body.submission, .body = kind, .receipt = body.receipt, .origin = timed});
      },
      body.submission.body));
  return timed.made;
}

Result<void> derive_time(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                         const Origin& origin, const MadeAt& before) {
  return std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        return std::get<Deriver<Kind>>(derivers).time_anew(
            database, Arrived<Kind>{.said = body.submission, .body = kind, .receipt = body.receipt, .origin = origin},
            before);
      },
      body.submission.body);
}

Result<void> forget_derived(db::Database& database, const Derivers& derivers) {
  std::vector<std::string_view> statements;
  std::apply(
      [&](const auto&... deriver) {
        (statements.insert(statements.end(), deriver.forget.begin(), deriver.forget.end()), ...);
      },
      derivers);
  for (const auto statement : statements) TRY(database.execute(statement));
  return {};
}

}  // namespace minbar::collector
