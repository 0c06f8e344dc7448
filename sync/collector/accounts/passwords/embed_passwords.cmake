# Turns the list FILE into the source OUTPUT, which defines common_passwords_text().
cmake_minimum_required(VERSION 3.25)

file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
file(WRITE ${OUTPUT} "// Generated from ${FILE}; edit it there.
#include \"sync/collector/accounts/passwords/common_passwords.h\"

namespace minbar::collector {

namespace {
constexpr char common_passwords_bytes[] = {${bytes}'\\0'};
}

std::string_view common_passwords_text() { return {common_passwords_bytes, sizeof common_passwords_bytes - 1}; }

}  // namespace minbar::collector
")
