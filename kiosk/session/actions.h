// What each tap target of one view means. ui/ knows only the index; the event stays typed on this side.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "kiosk/session/event.h"
#include "ui/caret.h"
#include "ui/element.h"

namespace minbar::kiosk {

// Moves the caret of the field one writes in; the event carries where it goes, which only the laid-out text tells.
struct MoveCaret {
  ui::Sideways way;
};

using Meaning = std::variant<Event, Field, MoveCaret>;

class Actions {
 public:
  ui::ActionId add(Event event) { return keep(std::move(event)); }
  // A tap inside a field: the event carries where the caret goes, or which word is meant.
  ui::ActionId add_field(Field field) { return keep(field); }
  ui::ActionId add(MoveCaret move) { return keep(move); }

  [[nodiscard]] const Meaning& at(ui::ActionId id) const { return meanings_.at(id.index); }
  void clear() { meanings_.clear(); }

 private:
  ui::ActionId keep(Meaning meaning) {
    meanings_.push_back(std::move(meaning));
    return {static_cast<std::uint32_t>(meanings_.size() - 1)};
  }
  std::vector<Meaning> meanings_;
};

}  // namespace minbar::kiosk
