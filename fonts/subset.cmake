# cmake -D SOURCE=<this folder> -D FOLDER=<output> -D HB_SUBSET=<program> -P subset.cmake
#
# Verifies every face of the manifest, subsets it into FOLDER, and writes FOLDER/index last:
#   face <id> <file name> <stack> <weight>     one line a face, in manifest order
#   icon <name> <code point in hexadecimal>    one line an icon
cmake_minimum_required(VERSION 3.25)

set(index "")
set(icon_points "20")
set(icon_lines "")
file(STRINGS ${SOURCE}/icons lines ENCODING UTF-8)
foreach(line IN LISTS lines)
  if(line MATCHES "^#" OR line STREQUAL "")
    continue()
  elseif(NOT line MATCHES "^([a-z0-9_]+) ([0-9a-f]+)$")
    message(FATAL_ERROR "fonts/icons: \"${line}\" is not a name and a hexadecimal code point")
  endif()
  string(APPEND icon_points ",${CMAKE_MATCH_2}")
  string(APPEND icon_lines "icon ${CMAKE_MATCH_1} ${CMAKE_MATCH_2}\n")
endforeach()

function(subset_face)
  foreach(key package file sha256 stack weight unicodes)
    if(NOT DEFINED face_${key})
      message(FATAL_ERROR "fonts/manifest: face ${face_id} has no line \"${key}\"")
    endif()
  endforeach()
  if(NOT EXISTS "${face_file}")
    message(FATAL_ERROR "fonts: ${face_file} is missing (face ${face_id}). Install the Debian package ${face_package}.")
  endif()
  file(SHA256 "${face_file}" found)
  if(NOT found STREQUAL face_sha256)
    message(FATAL_ERROR "fonts: ${face_file} is not the file that fonts/manifest names (face ${face_id}).\n"
      "  expected SHA-256 ${face_sha256}\n  found            ${found}\n"
      "Install Debian 12's ${face_package} again (apt-get install --reinstall ${face_package}). If the package was upgraded "
      "on purpose, look at the pictures of the new version, then write the new hash into fonts/manifest and rewrite the "
      "goldens with UPDATE_GOLDEN=1.")
  endif()
  if(face_unicodes STREQUAL "icons")
    set(face_unicodes ${icon_points})
  endif()
  set(without)
  if(DEFINED face_without)
    set(without "--layout-features-=${face_without}")
  endif()
  # Hints are dropped: text is painted unhinted, and Arabic is several times faster without them.
  execute_process(
    COMMAND ${HB_SUBSET} "--unicodes=${face_unicodes}" "--layout-features=*" ${without} --no-hinting --notdef-outline
            "--output-file=${FOLDER}/${face_id}.ttf" "${face_file}"
    RESULT_VARIABLE status ERROR_VARIABLE complaint)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "fonts: hb-subset failed on ${face_file} (${status}): ${complaint}")
  endif()
  set(index "${index}face ${face_id} ${face_id}.ttf ${face_stack} ${face_weight}\n" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
file(STRINGS ${SOURCE}/manifest lines ENCODING UTF-8)
list(APPEND lines "end")
foreach(line IN LISTS lines)
  if(line MATCHES "^ *#" OR line STREQUAL "")
    continue()
  elseif(line MATCHES "^ +([a-z0-9]+) +(.+)$")
    set(face_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
  elseif(line MATCHES "^face ([a-z-]+)$" OR line STREQUAL "end")
    set(next_id "${CMAKE_MATCH_1}")
    if(DEFINED face_id)
      subset_face()
    endif()
    foreach(key package file sha256 stack weight unicodes without)
      unset(face_${key})
    endforeach()
    set(face_id "${next_id}")
  else()
    message(FATAL_ERROR "fonts/manifest: cannot read the line \"${line}\"")
  endif()
endforeach()
file(WRITE ${FOLDER}/index "${index}${icon_lines}")
