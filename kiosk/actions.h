// What each tap target of one view means. ui/ knows only the index; the event stays typed on this side.
#pragma once

#include <functional>
#include <variant>
#include <vector>

#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

class Actions {
 public:
  ui::ActionId add(Event event) { return keep(std::move(event)); }
  // A tap inside a field: the event carries where the caret goes.
  ui::ActionId add_field(Field field) { return keep(field); }

  [[nodiscard]] const std::variant<Event, Field>& at(ui::ActionId id) const { return meanings_.at(id.index); }
  void clear() { meanings_.clear(); }

 private:
  ui::ActionId keep(std::variant<Event, Field> meaning) {
    meanings_.push_back(std::move(meaning));
    return {static_cast<std::uint32_t>(meanings_.size() - 1)};
  }
  std::vector<std::variant<Event, Field>> meanings_;
};

}  // namespace minbar::kiosk
