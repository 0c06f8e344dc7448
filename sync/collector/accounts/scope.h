// Where somebody may do something: everywhere, or at some places. Every question to the database that somebody's role
// allows takes one.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "sync/domain/ids.h"

namespace minbar::collector {

class Scope {
 public:
  Scope() = default;  // nowhere
  [[nodiscard]] static Scope everywhere() {
    Scope scope;
    scope.everywhere_ = true;
    return scope;
  }
  explicit Scope(std::set<PlaceCode> places) : places_(std::move(places)) {}

  // A place that no pack knows is held by everywhere alone.
  [[nodiscard]] bool holds(const PlaceCode& place) const { return everywhere_ || places_.contains(place); }
  [[nodiscard]] bool is_everywhere() const { return everywhere_; }
  [[nodiscard]] bool is_nowhere() const { return !everywhere_ && places_.empty(); }

  // Its codes for SQL, a JSON array; nothing: everywhere. In a statement: place IN (SELECT value FROM json_each($1)).
  [[nodiscard]] std::optional<std::string> codes() const;

 private:
  bool everywhere_ = false;
  std::set<PlaceCode> places_;
};

}  // namespace minbar::collector
