// Nothing but the place where Catch2's header is compiled once for all tests (see CMakeLists.txt).
#include <catch2/catch.hpp>
