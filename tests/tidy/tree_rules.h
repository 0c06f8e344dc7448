// The rules of how the source tree is laid out, each as a function over a tree given as values: the project's own for
// the tests that keep them, a few invented files for those that prove that a rule sees its violation. Each returns one
// line a fault.
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

using Faults = std::vector<std::string>;

// An include is written from the top of the tree and leads into the including folder itself, or into the folder of a
// library that the including one names in its own LINKS. What is linked through a third does not count.
[[nodiscard]] Faults includes_without_a_link(const std::vector<SourceFile>& files);
// A third party's header stands in .cpp files of libraries that link it.
[[nodiscard]] Faults third_party_out_of_place(const std::vector<SourceFile>& files);
// Every folder with sources has one library, and every source is in it.
[[nodiscard]] Faults folders_without_one_library(const std::vector<SourceFile>& files);
// A unit is a header and the .cpp file beside it.
[[nodiscard]] Faults circles_of_units(const std::vector<SourceFile>& files);
[[nodiscard]] Faults circles_of_folders(const std::vector<SourceFile>& files);
// What lies in features/x includes nothing of features/y.
[[nodiscard]] Faults features_that_include_features(const std::vector<SourceFile>& files);
// Sources are .cpp files; those of tests are not counted.
[[nodiscard]] Faults crowded_folders(const std::vector<SourceFile>& files);
// From the brace that opens a function's body to the one that closes it.
[[nodiscard]] Faults long_functions(const std::vector<SourceFile>& files);

}  // namespace minbar::tidy
