#include "sync/collector/intake/derive.h"

#include <type_traits>

namespace minbar::collector {

Result<void> derive(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                    const Origin& origin) {
  return std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        return std::get<Deriver<Kind>>(derivers).derive(
            database, Arrived<Kind>{.said = body.submission, .body = kind, .receipt = body.receipt, .origin = origin});
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
