#include <algorithm>

#include <catch2/catch.hpp>

#include "kiosk/pack/content_loader.h"
#include "tests/content/pack.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"

namespace minbar {

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

// Breaks one thing, and expects a refusal that names the line on which it stood, and the reason.
void refused(const std::string& name, std::string_view from, std::string_view to, const std::string& reason) {
  const auto files = test::with(name, from, to);
  auto whole = test::real_files();
  const auto& text = test::text_of(whole, name);
  const auto broken = text.begin() + static_cast<std::ptrdiff_t>(text.find(from));
  const auto line = std::count(text.begin(), broken, '\n') + 1;
  const auto content = test::read(files);
  INFO(name << ": " << from << " -> " << to);
  REQUIRE_FALSE(content);
  CHECK_THAT(content.error().context, StartsWith(name + ":" + std::to_string(line) + ": "));
  CHECK_THAT(content.error().context, Contains(reason));
}

}  // namespace

TEST_CASE("a missing file is named") {
  for (const auto& [name, required] : pack_files()) {
    if (!required) continue;
    auto files = test::real_files();
    std::erase_if(files, [&](const ContentFile& file) { return file.name == name; });
    const auto content = test::read(files);
    REQUIRE_FALSE(content);
    CHECK(content.error().code == Errc::not_found);
    CHECK_THAT(content.error().context, StartsWith(std::string(name)));
  }
}

TEST_CASE("a word file that is not JSON is refused at the line of the mistake") {
  refused("words/fr.json", R"("nav.back": "Retour",)",
          R"("nav.back": "Retour")"
          " x",
          "syntax error");
  refused("words/en.json", R"("Back")", R"("Back)", "control character");
  refused("words/ar.json", R"("nav.next")", R"("nav.back")", "stands twice");
  refused("words/en.json", R"("Back")", R"(["Back"])", "a text in quotes");
  refused("words/en.json", R"("Back")", R"("")", "at least one character");
}

TEST_CASE("a word missing in French is refused and one unknown in Arabic too") {
  const auto missing = test::read(test::with("words/fr.json", R"("nav.back": "Retour",)", ""));
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error().context, StartsWith("words/fr.json:") && Contains("\"nav.back\" is missing"));
  refused("words/en.json", R"("nav.back")", R"("nav.bakc": "Back", "nav.back")", "\"nav.bakc\" is not a key");
  const auto nowhere = test::read(test::with("words/ar.json", R"("nav.back": "رجوع",)", ""));
  REQUIRE_FALSE(nowhere);
  CHECK_THAT(nowhere.error().context, StartsWith("words/ar.json:") && Contains("\"nav.back\" is missing"));
  const auto said = parse_content(test::real_files(), {.words = std::array{WordKey{"nav.sideways"}}, .icons = {}});
  REQUIRE_FALSE(said);
  CHECK_THAT(said.error().context, StartsWith("words/ar.json:") && Contains("\"nav.sideways\" is missing"));
}

TEST_CASE("an argument the program does not pass is refused") {
  refused("words/fr.json", "{step} sur {total}", "{step} sur {totale}",
          "its arguments are {step} {totale}; wanted are {step} {total}");
  refused("words/en.json", "Step {step} of {total}", "Step {step}", "its arguments are {step}");
  refused("words/en.json", "Step {step} of {total}", "Step {0} of {total}", "give the argument a name");
  refused("words/en.json", "Step {step} of {total}", "Step {step, date} of {total}", "not offered");
  refused("words/en.json", "Step {step} of {total}", "Step {step of {total}", "not an ICU message");
  refused("words/ar.json", "\"رجوع\"", "\"رجوع {step}\"", "its arguments are {step}");
}

TEST_CASE("a plural without all forms of its language is refused") {
  for (const auto* form : {"zero", "one", "two", "few", "many"})
    refused("words/ar.json", std::string(form) + " {", "=7 {", "lacks the form \"" + std::string(form) + "\"");
  refused("words/fr.json", "other {Il reste", "many {Il reste", "not an ICU message");
  refused("words/en.json", "one {# letter left}", "one {# letter left} few {# x}", "never used");
}

TEST_CASE("marks that the program sets by itself are refused in words") {
  refused("words/fr.json", "Touchez l’écran", "Touchez l'écran", "apostrophe");
  refused("words/ar.json", "رجوع", "رجوع\u200F", "direction control");
  refused("words/ar.json", "\"رجوع\"", "\"رجوع \"", "space");
  refused("words/zgh.json", "\"certain\"", "\"sure\"", "confidence is certain, likely or unsure");
}

TEST_CASE("a theme without a name or with an unknown icon is refused") {
  refused("themes.json", R"("names": {"ar": "الشباب", )", R"("names": {)", "the name in \"ar\" is missing");
  refused("themes.json", R"("id": "youth")", R"("id": "equality")", "stands twice");
  refused("themes.json", R"("icon": "graduate")", R"("icno": "graduate")", "\"icno\" is not known here");
  const auto files = test::real_files();
  const auto* themes = *find_file(files, "themes.json");
  const std::vector<std::string_view> icons{"open_window"};
  const auto refusal = parse_themes(*themes, icons);
  REQUIRE_FALSE(refusal);
  CHECK_THAT(refusal.error().context, StartsWith("themes.json:") && Contains("the icon font has no \"columns\""));
}

TEST_CASE("a keyboard that leads nowhere or squeezes its keys is refused") {
  const std::string name = "keyboards.json";
  refused(name, R"("layout": "fr")", R"("layout": "fi")", "there is no layout \"fi\"");
  refused(name, R"("zgh": "zgh")", R"("zgh": "zhg")", "there is no layout \"zhg\" to start with");
  refused(name, R"("id": "symbols_ar")", R"("id": "ar")", "the layout \"ar\" stands twice");
  const auto content = test::read(test::with(name, R"({"do": "backspace", "word": "keyboard.backspace"})", R"("x")"));
  REQUIRE_FALSE(content);
  CHECK_THAT(content.error().context, Contains("layout \"ar\" has no key that does backspace"));
  refused(name, R"("word": "keyboard.space")", R"("word": "keyboard.spaec")", "no word \"keyboard.spaec\"");
  refused(name, R"({"do": "backspace")", R"({"do": "backspaec")", "no key can do \"backspaec\"");
  refused(name, R"(["ذ", )", R"(["ذ", "ذ", )", "does not fill 11 units");
  refused(name, R"("alphabet": "ا ب)", R"("alphabet": "ا)", "the alphabet has no \"ب\"");
  refused(name, R"("alphabet": "ا ب)", R"("alphabet": "ا ب ب)", "no key types \"ب\" of the alphabet");
  refused(name, R"("variants": ["ڨ"])", R"("variants": ["ڨ", "a", "b", "c", "d", "e", "f"])", "at most 6 variants");
  refused(name, R"("width": 2)", R"("width": 0.5)", "width is a number from 1");
  refused(name, R"("width": 2)", R"("width": 1.5)", "without a fraction");
  const auto twice = test::read(
      test::with(name, R"({"emit": "0", "variants": ["٠"]}, {"do": "backspace", "word": "keyboard.backspace"})",
                 R"({"do": "backspace", "word": "keyboard.backspace"},
                                              {"do": "backspace", "word": "keyboard.backspace"})"));
  REQUIRE_FALSE(twice);
  CHECK_THAT(twice.error().context, Contains("layout \"ar\" has 2 keys that do backspace"));
}

TEST_CASE("a place with a wrong row is refused") {
  const std::string name = "places/collectivities.csv";
  refused(name, "09.001.01.01,commune,أكادير,Agadir", "09.001.01.01,commune,,Agadir", "must be given");
  refused(name, "09.001.01.01,commune", "09.001.01.01,comune", "\"comune\" is not a kind of place");
  refused(name, "Agadir,,09.001,", "Agadir,,09.999,", "no place 09.999");
  for (const auto* inside : {"09.001.01.01", "09.001.05.01", "09"})
    refused(name, "Agadir,,09.001,", "Agadir,," + std::string(inside) + ",", "it cannot lie in " + std::string(inside));
  refused(name, "code,type", "code,kind", "the columns must be");
  refused(name, "Agadir,,09.001,", "Agadir,09.001,", "9 cells; 10 are wanted");
}

TEST_CASE("a commitment or a service that names nothing known is refused") {
  refused("commitments.json", R"("code": "09.001.01.01")", R"("code": "09.001.01.99")", "no place 09.001.01.99");
  refused("services.json", R"("id": "roads")", R"("id": "burial")", "stands twice");
  refused("commitments.json", R"("id": "MAAGD0003")", R"("id": "MAAGD0001")", "the id \"MAAGD0001\" stands twice");
  CHECK_THAT(
      test::read(test::with("commitments.json", R"("name_ar": "أكادير")", R"("name_ar": "فاس")")).error().context,
      Contains("09.001.01.01 is أكادير, not فاس"));
  const auto theme = test::read(test::with("themes.json", R"("id": "youth")", R"("id": "young")"));
  REQUIRE_FALSE(theme);
  CHECK_THAT(theme.error().context, StartsWith("commitments.json:") && Contains("no theme \"youth\""));
}

TEST_CASE("a pack damaged at random is refused or read but never ends the program") {
  const std::uint64_t seed = 20261124;
  test::SeededRandom random(seed);
  const auto whole = test::real_files();
  int refusals = 0;
  for (int round = 0; round < 60; ++round) {
    auto files = whole;
    auto& text = files[random.below(files.size())].text;
    for (int damage = 0; damage < 3; ++damage) {
      const auto at = random.below(text.size());
      if (random.below(2) == 0) text[at] = static_cast<char>(random.below(256));
      if (random.below(4) == 0) text.resize(at);
      if (text.empty()) break;
    }
    const auto content = test::read(files);
    if (!content) ++refusals;
    INFO("seed " << seed << " round " << round);
    CHECK((content || !content.error().context.empty()));
  }
  CHECK(refusals > 10);
}

TEST_CASE("a folder without a pack says which file is missing") {
  const test::TemporaryFolder folder;
  const auto files = kiosk::load_content_files(folder.path());
  REQUIRE_FALSE(files);
  CHECK(files.error().code == Errc::not_found);
  CHECK_THAT(files.error().context, Contains("pack.json"));
}

}  // namespace minbar
