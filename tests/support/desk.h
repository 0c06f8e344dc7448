// A disk that takes everything at once, and what was said to it.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "tests/support/robot.h"

namespace minbar::test {

struct Desk {
  std::vector<Submission> said;
  std::optional<kiosk::Event> operator()(const kiosk::Save& save) {
    said.push_back(save.submission);
    return kiosk::event::Saved{save.submission.id};
  }
  // A robot that saves here; the desk outlives it.
  [[nodiscard]] Robot robot(const std::shared_ptr<const Content>& content, std::optional<ServiceId> one_service = {}) {
    return Robot(
        some_station(), [this](const kiosk::Save& save) { return (*this)(save); }, portrait, Robot::Motion::off,
        content, std::move(one_service));
  }
};

}  // namespace minbar::test
