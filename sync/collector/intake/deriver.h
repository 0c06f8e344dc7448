// What a kind of record becomes in the tables that pages read: a feature gives one for its kind when the collector is
// wired. Intake calls them when a record is kept and when everything is derived anew (derive.h), and knows no feature.
// A kind of record for which nobody gives one does not compile.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/clocks/made_at.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/submission.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::collector {

// Where a record came from: for kinds that keep it.
struct Origin {
  DeviceId device;
  std::int64_t arrival = 0;         // the envelope's number
  std::int64_t received_at_ms = 0;  // UTC, by the collector's clock
  MadeAt made = {};                 // what `said` is derived with; derive.h and time_anew.h fill it in
};

// A record of its kind. References are valid during the call.
template <class Kind>
struct Arrived {
  const Submission& said;
  const Kind& body;  // of `said`
  const std::optional<seal::ReceiptKeys>& receipt;
  const Origin& origin;
};

template <class Kind>
struct Deriver {
  // Statements that empty the tables which it alone fills.
  std::vector<std::string_view> forget;
  // Runs inside the writer's transaction. Errors are the database's only.
  std::function<Result<void>(db::Database&, const Arrived<Kind>&)> derive;
  // The same of one that was derived as made at `before` and is now made at origin.made; nothing when it is not there.
  std::function<Result<void>(db::Database&, const Arrived<Kind>&, const MadeAt& before)> time_anew;
};

template <class Kinds>
struct DeriverOfEach;
template <class... Kinds>
struct DeriverOfEach<std::variant<Kinds...>> {
  using Tuple = std::tuple<Deriver<Kinds>...>;
};
// One for each kind that a record may be of, in the order of Body.
using Derivers = DeriverOfEach<Body>::Tuple;

}  // namespace minbar::collector
