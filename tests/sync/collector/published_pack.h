// A content pack for tests of publishing and carrying: the real one with one word changed, published by a test's
// collector.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sync/collector/features/content/publish.h"
#include "sync/collector/published/pack_source.h"
#include "tests/sync/collector/test_collector.h"

namespace minbar::test {

inline std::vector<ContentFile> shipped_files() {
  auto files = collector::read_pack_folder(MINBAR_CONTENT_FOLDER);
  REQUIRE(files.has_value());
  return *files;
}

// The first `from` of that file replaced.
inline std::vector<ContentFile> with_change(std::vector<ContentFile> files, std::string_view name,
                                            std::string_view from, std::string_view to) {
  for (auto& file : files) {
    if (file.name != name) continue;
    const auto at = file.text.find(from);
    REQUIRE(at != std::string::npos);
    file.text.replace(at, from.size(), to);
  }
  return files;
}

// Greets in French with `greeting`.
inline std::vector<ContentFile> files_that_say(std::string_view greeting) {
  return with_change(shipped_files(), "words/fr.json", "\"Bienvenue\"", "\"" + std::string(greeting) + "\"");
}

inline Result<collector::Published> publish(TestCollector& collector, const collector::Publication& publication) {
  const auto keys = collector::load_keys(collector.options().data, collector.random);
  REQUIRE(keys.has_value());
  const auto shipped = shipped_files();
  return collector::publish({.storage = collector->storage(),
                             .keys = *keys,
                             .collector = collector->id(),
                             .shipped = shipped,
                             .clock = collector.clock},
                            publication);
}

}  // namespace minbar::test
