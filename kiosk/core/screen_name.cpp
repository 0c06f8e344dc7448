#include "kiosk/core/screen_name.h"

#include "kiosk/session/overloaded.h"

namespace minbar::kiosk {

using std::string_view_literals::operator""sv;

std::string_view name_of(const Screen& screen) {
  const auto name = overloaded{[](const rest::OutOfOrder&) { return "out of order"sv; },
                               [](const rest::Attract&) { return "waiting"sv; },
                               [](const rest::Enrolled&) { return "enrolled"sv; },
                               [](const menu::Menu&) { return "menu"sv; },
                               [](const propose::Theme&) { return "propose: theme"sv; },
                               [](const propose::Elsewhere&) { return "propose: elsewhere"sv; },
                               [](const propose::How&) { return "propose: how"sv; },
                               [](const propose::Write&) { return "propose: write"sv; },
                               [](const propose::Speak&) { return "propose: speak"sv; },
                               [](const propose::Notice&) { return "propose: notice"sv; },
                               [](const propose::Author&) { return "propose: author"sv; },
                               [](const propose::About&) { return "propose: about"sv; },
                               [](const propose::Review&) { return "propose: review"sv; },
                               [](const rate::Services&) { return "rate: services"sv; },
                               [](const rate::Faces&) { return "rate: faces"sv; },
                               [](const rate::Keeping&) { return "rate: keeping"sv; },
                               [](const rate::Reasons&) { return "rate: reasons"sv; },
                               [](const rate::Comment&) { return "rate: comment"sv; },
                               [](const rate::Thanks&) { return "rate: thanks"sv; },
                               [](const petition::Petitions&) { return "petitions"sv; },
                               [](const petition::PetitionPage&) { return "petition"sv; },
                               [](const petition::SignWho&) { return "sign: who"sv; },
                               [](const petition::SignName&) { return "sign: name"sv; },
                               [](const petition::SignHome&) { return "sign: home"sv; },
                               [](const petition::SignInk&) { return "sign: ink"sv; },
                               [](const petition::SignReview&) { return "sign: review"sv; },
                               [](const petition::Signed&) { return "signed"sv; },
                               [](const petition::StartKind&) { return "start: kind"sv; },
                               [](const petition::StartText&) { return "start: text"sv; },
                               [](const petition::StartWho&) { return "start: who"sv; },
                               [](const petition::StartReview&) { return "start: review"sv; },
                               [](const commitments::Exhibition&) { return "commitments"sv; },
                               [](const commitments::CommitmentList&) { return "commitments: list"sv; },
                               [](const commitments::CommitmentPage&) { return "commitment"sv; },
                               [](const receipt::Saving&) { return "saving"sv; },
                               [](const receipt::Receipt&) { return "receipt"sv; },
                               [](const receipt::Follow&) { return "follow"sv; },
                               [](const receipt::Became&) { return "follow: what became"sv; },
                               [](const staff::AboutKiosk&) { return "about the kiosk"sv; },
                               [](const staff::Badge&) { return "badge"sv; },
                               [](const staff::Assist&) { return "assist"sv; }};
  return std::visit([&](const auto& feature) { return std::visit(name, feature); }, screen);
}

}  // namespace minbar::kiosk
