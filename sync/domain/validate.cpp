#include "sync/domain/validate.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"

namespace minbar {

namespace {

Result<void> check_text(std::string_view field, std::string_view text, std::size_t most_code_points) {
  if (!is_valid_utf8(text)) return fail(Errc::bad_input, fmt::format("{} is not UTF-8", field));
  if (const auto count = count_code_points(text); count > most_code_points)
    return fail(Errc::too_large,
                fmt::format("{} has {} characters; at most {} are taken", field, count, most_code_points));
  return {};
}

Result<void> check_id(std::string_view field, std::string_view id) {
  if (id.empty()) return fail(Errc::bad_input, fmt::format("{} is empty", field));
  return check_text(field, id, limits::pack_id_bytes);
}

Result<void> check(const Voice& voice) {
  if (voice.sealed_bytes < 1 || voice.sealed_bytes > static_cast<std::int64_t>(limits::blob_bytes))
    return fail(Errc::too_large, fmt::format("a recording has at most {} sealed bytes", limits::blob_bytes));
  if (voice.duration_ms < 1 || voice.duration_ms > limits::voice_ms)
    return fail(Errc::too_large, fmt::format("a recording lasts at most {} ms", limits::voice_ms));
  return {};
}

Result<void> check(const Proposal& proposal) {
  TRY(check_id("theme", proposal.theme.value));
  TRY(check_text("text", proposal.text, limits::proposal_code_points));
  if (proposal.voice) TRY(check(*proposal.voice));
  if (!says_something(proposal.text) && !proposal.voice)
    return fail(Errc::bad_input, "neither text nor voice is there");
  if (proposal.about && !proposal.about->gender && !proposal.about->age_band)
    return fail(Errc::bad_input, "about says nothing; leave it out");
  if (proposal.commitment) TRY(check_id("commitment", proposal.commitment->value));
  if (!proposal.author) return {};
  TRY(check_text("name", proposal.author->name, limits::name_code_points));
  TRY(check_text("contact", proposal.author->contact, limits::contact_code_points));
  if (!says_something(proposal.author->name) && !says_something(proposal.author->contact))
    return fail(Errc::bad_input, "author has neither name nor contact; leave it out");
  return {};
}

Result<void> check(const Rating& rating) {
  if (const auto* service = std::get_if<ServiceId>(&rating.subject)) {
    TRY(check_id("service", service->value));
  } else {
    TRY(check_id("commitment", std::get<CommitmentId>(rating.subject).value));
    if (!rating.reasons.empty()) return fail(Errc::bad_input, "reasons are of services; a commitment has none");
  }
  if (std::find(all_satisfactions.begin(), all_satisfactions.end(), rating.satisfaction) == all_satisfactions.end())
    return fail(Errc::bad_input, "satisfaction is a number from 1 to 5");
  if (rating.reasons.size() > limits::rating_reasons)
    return fail(Errc::too_large, fmt::format("at most {} reasons are taken", limits::rating_reasons));
  for (const auto& reason : rating.reasons) TRY(check_id("reason", reason.value));
  // neither equal neighbours nor disorder
  if (std::adjacent_find(rating.reasons.begin(), rating.reasons.end(), std::greater_equal<>()) != rating.reasons.end())
    return fail(Errc::bad_input, "reasons are sorted, each once");
  TRY(check_text("comment", rating.comment, limits::comment_code_points));
  if (!rating.comment.empty() && !says_something(rating.comment))
    return fail(Errc::bad_input, "comment is blank; leave it empty");
  return {};
}

}  // namespace

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(next_code_point(text, at));
    if (u_isUWhiteSpace(c) || u_iscntrl(c) || u_charType(c) == U_FORMAT_CHAR) continue;
    return true;
  }
  return false;
}

Result<void> validate(const Submission& submission) {
  if (submission.place.value.empty()) return fail(Errc::bad_input, "place is empty");
  TRY(check_text("place", submission.place.value, 64));
  if (submission.content_version < 0) return fail(Errc::bad_input, "content_version is negative");
  // A rating that told its minute would tell who stood there.
  if (std::holds_alternative<Rating>(submission.body) && submission.made_at_s % limits::rating_time_s != 0)
    return fail(Errc::bad_input, "made_at_s of a rating is a whole quarter of an hour");
  return std::visit([](const auto& body) { return check(body); }, submission.body);
}

}  // namespace minbar
