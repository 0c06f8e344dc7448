#include "tests/tidy/stories.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tests/tidy/source_tree.h"
#include "tests/tidy/test_cases.h"

namespace minbar::tidy {

namespace {

struct Area {
  std::string_view title;
  std::string_view folder;
};

constexpr std::array areas{Area{"The kiosk", "tests/kiosk"},
                           Area{"Text", "tests/ui/text"},
                           Area{"The window", "tests/ui/sdl"},
                           Area{"The toolkit", "tests/ui"},
                           Area{"Words and content", "tests/content"},
                           Area{"Small things everyone uses", "tests/sync/base"},
                           Area{"What may be said", "tests/sync/domain"},
                           Area{"Seals and keys", "tests/sync/seal"},
                           Area{"The database", "tests/sync/db"},
                           Area{"The wire", "tests/sync/wire"},
                           Area{"The kiosk's memory", "tests/sync/store"},
                           Area{"What is left of a damaged kiosk", "tests/sync/salvage"},
                           Area{"The agent", "tests/sync/agent"},
                           Area{"The collector and its desk", "tests/sync/collector"},
                           Area{"Backups", "tests/sync/collector/backup"},
                           Area{"Clocks of kiosks", "tests/sync/collector/clocks"},
                           Area{"Kiosks whose disk was copied", "tests/sync/copied"},
                           Area{"The centre's keys and what succeeds them", "tests/sync/succession"},
                           Area{"Both ends together", "tests/sync/exchange"},
                           Area{"The whole path", "tests/end_to_end"},
                           Area{"Earlier versions", "tests/compat"},
                           Area{"The source tree", "tests/tidy"}};

constexpr std::string_view head = R"(# Stories

Every behaviour and the test that holds it, made from the tests by `tests/stories`: do not edit. A heading is the sentence that a
test file is named by; below it stands each way in which it shows, which is the name of a test case. The whole path with the
real programs is the ctest of `packaging/demo` (tests/end_to_end/CMakeLists.txt).
)";
constexpr std::string_view tail = "_test.cpp";

std::string folder_of(const SourceFile& file) { return file.path.substr(0, file.path.rfind('/')); }

std::string sentence_of(const SourceFile& file) {
  auto name = file.path.substr(file.path.rfind('/') + 1);
  if (name.ends_with(tail)) name.resize(name.size() - tail.size());
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

Stories stories() {
  Stories out{.text = std::string(head), .faults = {}};
  for (const auto& area : areas) {
    out.text += "\n## " + std::string(area.title) + '\n';
    for (const auto& file : source_tree()) {
      if (folder_of(file) != area.folder || file.extension() != ".cpp") continue;
      const auto tests = tests_in(file);
      if (tests.empty()) continue;
      out.text += "\n### [" + sentence_of(file) + "](" + file.path + ")\n";
      for (const auto& test : tests) out.text += "- " + test + '\n';
    }
  }
  for (const auto& [path, test] : test_cases()) {
    const auto folder = path.substr(0, path.rfind('/'));
    if (std::none_of(areas.begin(), areas.end(), [&](const Area& area) { return area.folder == folder; }))
      out.faults.push_back(folder);
  }
  return out;
}

}  // namespace minbar::tidy
