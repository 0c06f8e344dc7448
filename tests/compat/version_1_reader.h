// What an agent of version 1 (commit 1a8021b) required of what its collector answers: PROTOCOL.md of that commit,
// sections 4 to 6, written down a second time; only hexadecimal, base64, hash and signature are the programs'. Unknown
// fields are ignored, as it ignored them; a required field that is missing, of another type or out of its bounds, a
// word it does not know, and nesting beyond what it bore are faults, because they would make it keep everything and say
// that it was not understood.
#pragma once

#include <string>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "tests/compat/plain_json.h"

namespace minbar::test {

// A frame of version 1: 84 bytes and its payload; nothing else is looked at. Error bad_input: not whole.
[[nodiscard]] Result<ByteView> version_1_payload(ByteView frame, int context, std::size_t most_bytes);

// What was asked, as it stands in the recorded request.
struct Version1Question {
  std::string request{};
  std::string device{};
  std::string collector{};
  std::vector<Bytes> envelopes{};
};
[[nodiscard]] Version1Question version_1_question(ByteView request_frame);

// The JSON of a SyncReply that an agent of version 1 would apply. Error bad_input: says what it would not bear.
[[nodiscard]] Result<Json> read_version_1_reply(ByteView frame, const seal::SigningPublicKey& key,
                                                const Version1Question& question);
// The JSON alone, as the reader of version 1 took it.
[[nodiscard]] Result<Json> read_version_1_reply_json(std::string_view text);
// The JSON of an EnrolReply that an agent of version 1 would pin.
[[nodiscard]] Result<Json> read_version_1_enrol_reply(ByteView frame, const seal::MacKey& code,
                                                      const std::string& request);

}  // namespace minbar::test
