// What the fuzzers begin with: one good input of every kind, made by the code that makes it in the programs, so that no
// binary lies in the tree and no seed grows old. Used by seeds.cpp alone.
#pragma once

#include <functional>
#include <string_view>

#include "sync/base/bytes.h"

namespace minbar::fuzz {

// Called for each seed with the fuzzer's name and the input.
using TakeSeed = std::function<void(std::string_view fuzzer, ByteView input)>;

void seeds_of_messages(const TakeSeed& take);  // frame, messages and envelope
void seeds_of_content(const TakeSeed& take);   // content
void seeds_of_http(const TakeSeed& take);      // http
void seeds_of_replies(const TakeSeed& take);   // reply
void seeds_of_texts(const TakeSeed& take);     // typesetter

}  // namespace minbar::fuzz
