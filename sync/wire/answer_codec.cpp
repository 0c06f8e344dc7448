#include "sync/wire/answer_codec.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/seal/padding.h"
#include "sync/seal/secret.h"
#include "sync/wire/json.h"

namespace minbar::wire {

namespace {

constexpr std::int64_t answer_schema = 1;

Result<Answer> answer_from(ByteView plain) {
  const auto json = TRY(JsonReader::parse(plain));
  const auto schema = TRY(json.integer("schema", 1, INT32_MAX));
  if (schema != answer_schema) return fail(Errc::unsupported_version, fmt::format("answer schema {}", schema));
  const auto state = answer_state_from(TRY(json.text("state", limits::pack_id_bytes)));
  if (!state) return fail(Errc::unsupported_version, "an answer of an unknown state");
  const auto language = language_from(TRY(json.text("language", 16)));
  if (!language) return JsonReader::wrong("language");
  Answer out;
  out.state = *state;
  out.language = *language;
  out.text = TRY(json.text("text", limits::sealed_body_bytes));
  out.answered_at_s = TRY(json.integer("answered_at_s", 0, limits::latest_time_s));
  TRY(validate(out));
  return out;
}

}  // namespace

Result<Bytes> seal_answer(const Answer& answer, const seal::ReceiptKeys& keys, Random& random) {
  TRY(validate(answer));
  JsonWriter json;
  json.integer("schema", answer_schema);
  json.text("state", name_of(answer.state));
  json.text("language", tag_of(answer.language));
  json.text("text", answer.text);
  json.integer("answered_at_s", answer.answered_at_s);
  return seal::seal_reply(keys, seal::padded(TRY(json.written())), random);
}

Result<Answer> open_answer(const seal::ReceiptKeys& keys, ByteView sealed) {
  auto plain = TRY(seal::open_reply(keys, sealed));
  TRY(seal::unpad(plain));
  auto answer = answer_from(plain);
  seal::wipe(plain);
  return answer;
}

}  // namespace minbar::wire
