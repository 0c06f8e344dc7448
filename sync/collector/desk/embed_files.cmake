# Turns FILES of FOLDER, which are given by their paths there, into the source OUTPUT, which defines embedded_files().
# Pages and words lie in the folder of what they belong to; here they get the names by which templates and code ask for
# them:
#   desk/static/mark.svg               static/mark.svg
#   desk/pages/parts/top.html          pages/parts/top.html
#   features/proposals/inbox.html      pages/inbox.html
#   desk/words/ar.json                 words/ar/desk.json
#   features/proposals/words/ar.json   words/ar/proposals.json
cmake_minimum_required(VERSION 3.25)

function(name_of path result)
  if(path MATCHES "^desk/((static|pages)/.+)$")
    set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  elseif(path MATCHES "^features/[a-z_]+/([a-z_]+[.]html)$")
    set(${result} "pages/${CMAKE_MATCH_1}" PARENT_SCOPE)
  elseif(path MATCHES "([a-z_]+)/words/([a-z]+)[.]json$")
    set(${result} "words/${CMAKE_MATCH_2}/${CMAKE_MATCH_1}.json" PARENT_SCOPE)
  else()
    message(FATAL_ERROR "${path} is no page, word file, style or picture")
  endif()
endfunction()

set(names "")
foreach(path IN LISTS FILES)
  name_of(${path} name)
  if(name IN_LIST names)
    message(FATAL_ERROR "two files are called ${name}")
  endif()
  list(APPEND names ${name})
  set(path_of_${name} ${path})
endforeach()
list(SORT names)
set(arrays "")
set(entries "")
set(number 0)
foreach(name IN LISTS names)
  set(file ${FOLDER}/${path_of_${name}})
  file(READ ${file} hex HEX)
  file(SHA256 ${file} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${number}[] = {${bytes}'\\0'};\n")
  string(APPEND entries "    EmbeddedFile{\"${name}\", {file_${number}, sizeof file_${number} - 1}, \"${hash}\"},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Generated from ${FOLDER}; edit the files there.
#include \"sync/collector/desk/embedded.h\"

namespace minbar::collector {

namespace {

${arrays}
constexpr EmbeddedFile all_files[] = {
${entries}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return all_files; }

}  // namespace minbar::collector
")
