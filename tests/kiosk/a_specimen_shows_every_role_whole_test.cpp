#include <algorithm>
#include <array>
#include <functional>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "kiosk/tools/specimen.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "tests/support/tour.h"

namespace minbar {

namespace {

ContentFile samples_file() {
  return {"specimen.json", read_file(MINBAR_CONTENT_FOLDER "/specimen.json", limits::content_file_bytes).value()};
}

// Every language, text size and panel but the lying one, which sets texts no narrower than the upright.
void every_page(const std::function<void(Language, std::size_t size, const std::vector<ui::Scene>&)>& look) {
  const auto samples = kiosk::parse_samples(samples_file());
  REQUIRE(samples);
  auto typesetter = ui::text::Typesetter::open(test::real_fonts()).value();
  const auto& fonts = test::real_fonts();
  for (const auto* name : {"portrait-15.6", "small-10.1"})
    for (const auto language : all_languages)
      for (std::size_t size = 0; size < ui::text_scales.size(); ++size) {
        auto panel = std::find_if(test::panels.begin(), test::panels.end(), [&](const auto& p) {
                       return p.name == name;
                     })->panel;
        panel.text_scale = ui::text_scales.at(size);
        INFO(name << " " << tag_of(language) << " size " << size + 1);
        look(language, size,
             kiosk::specimen_pages({*samples, test::real_pack(), fonts.icons(), fonts, typesetter}, language, panel));
      }
}

std::vector<std::string> notes_of(const ui::Scene& scene) {
  std::vector<std::string> notes;
  for (const auto& command : scene.commands)
    if (const auto* text = std::get_if<ui::DrawText>(&command))
      if (text->paragraph->text.ends_with(" mm")) notes.push_back(text->paragraph->text);
  return notes;
}

}  // namespace

TEST_CASE("the specimen shows every text role of every language and cuts none") {
  every_page([](Language, std::size_t, const std::vector<ui::Scene>& pages) {
    std::set<std::string> roles;
    int cut_short = 0;
    for (const auto& page : pages)
      for (const auto& block : page.texts) {
        INFO(block.name << ": " << block.text);
        if (block.name.starts_with("specimen.")) roles.insert(block.name.substr(block.name.find('.') + 1));
        CHECK((block.clip.encloses(block.ink, 1) && block.box.encloses(block.ink, 1)));
        if (block.truncated) ++cut_short;
      }
    CHECK(roles.size() == ui::text_roles);
    CHECK(cut_short == 2);  // the two that show how a line ends early
  });
}

TEST_CASE("the specimen measures every sample and letters are as high as access asks") {
  constexpr double half_a_pixel = 0.09;  // in millimetres: letters have whole pixels
  constexpr std::array<std::array<double, 2>, 4> asked{{{3.5, 4.2}, {4.8, 5.6}, {6.4, 7.1}, {8.5, 9.0}}};  // PRODUCT
  every_page([&](Language language, std::size_t size, const std::vector<ui::Scene>& pages) {
    std::size_t samples = 0;
    std::size_t notes = 0;
    int measured = 0;
    static const std::regex body("body (\\w+): em [0-9.]+, (alef|yal|H) ([0-9.]+),.* line [0-9.]+ mm");
    for (const auto& page : pages) {
      for (const auto& block : page.texts) samples += block.name.starts_with("specimen.") ? 1 : 0;
      for (const auto& note : notes_of(page)) {
        ++notes;
        std::smatch parts;
        if (!std::regex_match(note, parts, body) || parts[1].str() != tag_of(language)) continue;
        ++measured;
        INFO(note);
        CHECK(std::stod(parts[3].str()) >= asked.at(size)[0] - half_a_pixel);
        CHECK(std::stod(parts[3].str()) <= asked.at(size)[1] + half_a_pixel);
      }
    }
    CHECK(notes == samples);
    CHECK(measured > 0);
  });
}

TEST_CASE("the specimen draws a line under each line of text and at the height of its letters") {
  every_page([](Language, std::size_t, const std::vector<ui::Scene>& pages) {
    std::size_t lines = 0;
    std::size_t hairlines = 0;
    for (const auto& page : pages) {
      std::set<std::string> samples;
      for (const auto& block : page.texts)
        if (block.name.starts_with("specimen.")) samples.insert(block.text);
      for (const auto& command : page.commands) {
        const auto* text = std::get_if<ui::DrawText>(&command);
        if (text != nullptr && samples.contains(text->paragraph->text)) lines += text->paragraph->lines.size();
        const auto* fill = std::get_if<ui::FillRect>(&command);
        if (fill != nullptr && fill->rect.height == 1) ++hairlines;
      }
    }
    CHECK(lines > 40);
    CHECK(hairlines >= 2 * lines);
  });
}

TEST_CASE("samples that say what the specimen does not know are refused at their line") {
  auto file = samples_file();
  const auto refused = [&](std::string_view from, std::string_view to, const std::string& reason) {
    auto broken = file;
    broken.text.replace(broken.text.find(from), from.size(), to);
    const auto samples = kiosk::parse_samples(broken);
    REQUIRE_FALSE(samples);
    CHECK_THAT(samples.error().context,
               Catch::Matchers::StartsWith("specimen.json:") && Catch::Matchers::Contains(reason));
  };
  refused(R"("role": "display")", R"("role": "dispaly")", "there is no role \"dispaly\"");
  refused(R"("language": "en")", R"("language": "es")", "a language is");
  refused(R"("tifinagh": )", R"("tifinag": )", "\"tifinag\" is not known");
  refused(R"("tifinagh": "ⵍ", )", "", "\"tifinagh\" is missing");
  refused(R"("quoted": true)", R"("quoted": "yes")", "quoted is true or false");
  for (const auto* lines : {"0", "1.5", "1e99", "\"1\""})
    refused(R"("max_lines": 1)", std::string(R"("max_lines": )") + lines, "max_lines is a whole number");
}

}  // namespace minbar
