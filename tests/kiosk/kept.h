// A disk, in a test, that keeps what it is asked to keep, and can be told to fail.
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "tests/support/robot.h"

namespace minbar::test {

struct Kept {
  std::vector<kiosk::Save> saves;
  bool fails = false;
  // For a robot, which this outlives.
  Robot::Perform perform() {
    return [this](const kiosk::Save& save) -> std::optional<kiosk::Event> {
      saves.push_back(save);
      if (fails) return kiosk::event::NotSaved{save.submission.id, Errc::full};
      return kiosk::event::Saved{save.submission.id};
    };
  }
  [[nodiscard]] const Rating& rating(std::size_t nth = 0) const {
    return std::get<Rating>(saves.at(nth).submission.body);
  }
};

}  // namespace minbar::test
