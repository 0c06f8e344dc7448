#include "sync/domain/validate.h"

#include <unicode/uchar.h>

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

Result<void> check(const Proposal& proposal) {
  if (proposal.theme.value.empty()) return fail(Errc::bad_input, "theme is empty");
  TRY(check_text("theme", proposal.theme.value, 64));
  TRY(check_text("text", proposal.text, limits::proposal_code_points));
  if (!says_something(proposal.text)) return fail(Errc::bad_input, "text is empty");
  if (!proposal.author) return {};
  TRY(check_text("name", proposal.author->name, limits::name_code_points));
  TRY(check_text("contact", proposal.author->contact, limits::contact_code_points));
  if (!says_something(proposal.author->name) && !says_something(proposal.author->contact))
    return fail(Errc::bad_input, "author has neither name nor contact; leave it out");
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
  return std::visit([](const auto& body) { return check(body); }, submission.body);
}

}  // namespace minbar
