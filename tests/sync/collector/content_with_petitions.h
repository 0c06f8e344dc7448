// The shipped content with the sample petitions and the settings that open them beside it, for tests of the desk.
#pragma once

#include <filesystem>

#include "tests/support/temporary_folder.h"

namespace minbar::test {

class ContentWithPetitions {
 public:
  ContentWithPetitions() {
    namespace fs = std::filesystem;
    fs::copy(MINBAR_CONTENT_FOLDER, path(), fs::copy_options::recursive);
    for (const auto* name : {"petitions.json", "settings.json"})
      fs::copy(fs::path(MINBAR_SAMPLE_FOLDER) / name, path() / name);
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "content"; }

 private:
  TemporaryFolder folder_;
};

}  // namespace minbar::test
