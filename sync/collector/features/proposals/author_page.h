// What somebody left of themselves with a proposal, on its page: that it is there, the form that opens it with a
// reason, and what was opened.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/desk/page.h"
#include "sync/collector/desk/view_data.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/features/proposals/routes.h"

namespace minbar::collector {

// Returns whether it is open now.
[[nodiscard]] Result<bool> add_author(const Page& page, const ProposalNeeds& with, const ProposalRow& row,
                                      ViewData& data);

// POST /proposals/:record/author: why it is opened. `show` is the proposal's page with a flag that says what was wrong.
using ShowAgain = HttpResponse (*)(Page&, const ProposalNeeds&, const RecordId&, ViewData, unsigned);
[[nodiscard]] HttpResponse open_author(Page& page, const ProposalNeeds& with, const ProposalRow& row, ShowAgain show);

}  // namespace minbar::collector
