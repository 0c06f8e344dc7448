// For who reads little the pictures are the text: what a service, a reason, a subject or a door means has a picture of
// its own wherever it stands.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "kiosk/parts/meaning.h"
#include "sync/base/file.h"
#include "tests/kiosk/kept.h"
#include "tests/support/robot.h"
#include "ui/picture.h"

using namespace minbar;
using namespace minbar::kiosk;

namespace {

// What says how something stands or what a touch does, the same everywhere, beside its word.
const std::set<std::string, std::less<>> marks{"add",
                                               "arrow_back",
                                               "arrow_forward",
                                               "arrow_upward",
                                               "check",
                                               "check_box",
                                               "check_box_outline_blank",
                                               "check_circle",
                                               "close",
                                               "delete",
                                               "done_all",
                                               "edit",
                                               "do_not_disturb",
                                               "flag",
                                               "format_size",
                                               "help_outline",
                                               "info",
                                               "play_arrow",
                                               "radio_button_unchecked",
                                               "refresh",
                                               "replay",
                                               "restart_alt",
                                               "search",
                                               "stop",
                                               "sync",
                                               "sync_problem",
                                               "undo",
                                               "warning"};

// Where such words name keys of a keyboard and screens.
const std::set<std::string, std::less<>> other_names{"typing.cpp", "code_pad.cpp", "screen_name.cpp"};

bool is_picture(std::string_view name) {
  const auto found = test::real_fonts().icons().find(name);
  return found != test::real_fonts().icons().end() && ui::picture_of(found->second) != nullptr;
}

// Every meaning, each time it is given a picture; one that content and screens share stands once.
std::vector<std::pair<std::string, std::string>> meanings() {
  std::vector<std::pair<std::string, std::string>> out;
  const Content& content = test::real_pack();
  for (const auto& service : content.services.all) out.emplace_back("service " + service.id.value, service.icon);
  for (const auto& reason : content.services.reasons) out.emplace_back("reason " + reason.id.value, reason.icon);
  for (const auto& theme : content.themes) out.emplace_back("theme " + theme.id.value, theme.icon);
  for (const auto picture : meaning::all) out.emplace_back("screens", picture);
  return out;
}

std::string text_of(const std::filesystem::path& path) { return read_file(path, 1 << 20).value_or(""); }

std::vector<std::filesystem::path> screens() {
  std::vector<std::filesystem::path> out;
  for (const auto* folder : {"core", "features", "parts"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(MINBAR_CONTENT_FOLDER).parent_path() / folder))
      if (entry.path().extension() == ".cpp" && !other_names.contains(entry.path().filename().string()))
        out.push_back(entry.path());
  return out;
}

}  // namespace

TEST_CASE("every meaning has a picture and no two share one") {
  std::map<std::string, std::string> meaning_of;
  for (const auto& [meaning, picture] : meanings()) {
    INFO(meaning << " and " << meaning_of[picture] << " are " << picture);
    CHECK(is_picture(picture));
    CHECK(meaning_of[picture].empty());
    meaning_of[picture] = meaning;
  }
  CHECK(meaning_of["grievance"] == "service complaints_office");
  CHECK(meaning_of["clock"] == "reason opening_hours");
  for (const auto& [name, code_point] : test::real_fonts().icons()) {
    INFO(name << " is drawn and means nothing");
    CHECK((ui::picture_of(code_point) == nullptr || !meaning_of[name].empty()));
  }
}

TEST_CASE("screens name what a picture means and only marks by themselves") {
  const std::regex quoted("(worded\\()?\"([a-z_]+)\"");  // a text's own name is no picture
  for (const auto& path : screens()) {
    const std::string text = text_of(path);
    for (auto it = std::sregex_iterator(text.begin(), text.end(), quoted); it != std::sregex_iterator(); ++it) {
      if ((*it)[1].matched) continue;
      const std::string name = (*it)[2];
      INFO(path.filename().string() << " names " << name);
      const bool icon = test::real_fonts().icons().contains(name);
      CHECK((!icon || marks.contains(name)));
    }
  }
  const std::string header =
      text_of(std::filesystem::path(MINBAR_CONTENT_FOLDER).parent_path() / "parts" / "meaning.h");
  const std::regex constant("constexpr std::string_view ");
  const auto named =
      std::distance(std::sregex_iterator(header.begin(), header.end(), constant), std::sregex_iterator());
  CHECK(named == static_cast<std::ptrdiff_t>(meaning::all.size()) + 2);  // two are shared with the content
}

TEST_CASE("the menu asks with faces that answer nothing") {
  test::Kept kept;
  test::Robot robot(test::some_station(), kept.perform());
  robot.language(Language::ar);
  std::vector<ui::Shape> faces;
  for (const auto& command : robot.scene().commands)
    if (const auto* shape = std::get_if<ui::DrawShape>(&command); shape != nullptr && shape->shape >= ui::Shape::face_1)
      faces.push_back(shape->shape);
  CHECK(faces == std::vector{ui::Shape::face_3, ui::Shape::face_5, ui::Shape::face_1});
}
