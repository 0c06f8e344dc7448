# Turns the files of FOLDER's sub-folders pages, words and static into the source OUTPUT, which defines embedded_files().
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/pages/* ${FOLDER}/words/* ${FOLDER}/static/*)
list(SORT files)
set(arrays "")
set(entries "")
set(number 0)
foreach(name IN LISTS files)
  file(READ ${FOLDER}/${name} hex HEX)
  file(SHA256 ${FOLDER}/${name} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${number}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    EmbeddedFile{\"${name}\", {file_${number}, sizeof file_${number} - 1}, \"${hash}\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Generated from ${FOLDER}; edit the files there.
#include \"sync/collector/dashboard/embedded.h\"

namespace minbar::collector {

namespace {

${arrays}
constexpr EmbeddedFile all_files[] = {
${entries}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return all_files; }

}  // namespace minbar::collector
")
