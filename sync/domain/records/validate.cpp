#include "sync/domain/records/validate.h"

#include <algorithm>
#include <functional>
#include <span>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/records/petition_check.h"
#include "sync/domain/time/local_time.h"
#include "sync/domain/words/says_something.h"

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

Result<void> check_representative(const Representative& representative) {
  TRY(check_text("representative name", representative.name, limits::name_code_points));
  TRY(check_text("representative national id", representative.national_id, limits::name_code_points));
  return check_text("representative contact", representative.contact, limits::contact_code_points);
}

// What the form lacks, as the kiosk told it; a record that was made lacks nothing.
Result<void> check_gaps(std::span<const FormGap> gaps) {
  if (gaps.empty()) return {};
  return fail(Errc::bad_input, fmt::format("{} is missing or not as it must be", name_of(gaps.front())));
}

Result<void> check_ink(std::span<const InkStroke> ink) {
  std::size_t points = 0;
  for (const auto& stroke : ink) {
    if (stroke.empty()) return fail(Errc::bad_input, "a stroke has at least one point");
    points += stroke.size();
    for (const auto& point : stroke)
      if (point.x > limits::signature_units || point.y > limits::signature_units)
        return fail(Errc::bad_input, fmt::format("a point of ink lies within {} units", limits::signature_units));
  }
  if (ink.size() > limits::signature_strokes || points > limits::signature_points)
    return fail(Errc::too_large, fmt::format("a signature has at most {} strokes and {} points",
                                             limits::signature_strokes, limits::signature_points));
  return {};
}

Result<void> check(const PetitionSignature& signature) {
  TRY(check_id("petition", signature.petition.value));
  TRY(check_text("given name", signature.given_name, limits::name_code_points));
  TRY(check_text("family name", signature.family_name, limits::name_code_points));
  TRY(check_text("national id", signature.national_id, limits::name_code_points));
  TRY(check_text("residence", signature.residence.value, limits::pack_id_bytes));
  TRY(check_text("authorisation", signature.authorisation, limits::authorisation_bytes));
  TRY(check_ink(signature.ink));
  return check_gaps(gaps_of(signature, ElectoralList::not_asked));
}

Result<void> check(const PetitionStart& start) {
  TRY(check_text("addressee", start.addressee.value, limits::pack_id_bytes));
  TRY(check_text("object", start.object, limits::petition_object_code_points));
  TRY(check_text("reasons", start.reasons, limits::proposal_code_points));
  TRY(check_representative(start.representative));
  if (start.association) TRY(check_text("association", start.association->name, limits::name_code_points));
  TRY(check_text("authorisation", start.authorisation, limits::authorisation_bytes));
  return check_gaps(gaps_of(start));
}

}  // namespace

Result<void> validate(const Submission& submission) {
  if (submission.place.value.empty()) return fail(Errc::bad_input, "place is empty");
  TRY(check_text("place", submission.place.value, 64));
  if (submission.content_version < 0) return fail(Errc::bad_input, "content_version is negative");
  if (!is_moment(submission.made_at_s)) return fail(Errc::bad_input, "made_at_s is in no year from 1 to 9999");
  // A rating that told its minute would tell who stood there.
  if (std::holds_alternative<Rating>(submission.body) && submission.made_at_s % limits::rating_time_s != 0)
    return fail(Errc::bad_input, "made_at_s of a rating is a whole quarter of an hour");
  if (submission.assisted_by) {
    TRY(check_id("assisted_by", submission.assisted_by->value));
    // Nobody judges a service freely whose staff looks on.
    if (std::holds_alternative<Rating>(submission.body)) return fail(Errc::bad_input, "a rating is not assisted");
  }
  return std::visit([](const auto& body) { return check(body); }, submission.body);
}

}  // namespace minbar
