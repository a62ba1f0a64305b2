#pragma once
/// Pictures of the pages of documents, so that an officer sees what is sent without opening it.
#include <vector>

#include "engines/area/tenant.h"
#include "engines/cases/case.h"
#include "engines/forms/answers.h"
#include "foundation/jobs/jobs.h"
#include "foundation/pdf/previews.h"

namespace cases {

inline constexpr std::string_view drawn_type = "application/pdf";

/// In the same transaction as the files come in: the first page is drawn before anybody looks.
void queue_pictures(db::Connection&, CaseId, const std::vector<forms::FileAnswer>&);
/// The job "cases.draw".
void draw_pictures(Tenant&, const ::jobs::Job&);

/// What is known of a document without waiting; nothing when it is not drawn, or not yet.
std::optional<pdf::About> about_pages(const Tenant&, const Document&);
/// The picture of a page, from 1, as JPEG. not_found also for documents that are not drawn.
Result<std::string> picture_of(const Tenant&, const Document&, int page);

void forget_pictures(const Tenant&, const Document&);
/// Removes pictures that nobody has needed for a while, so that none outlives its document for long.
void clear_pictures(const Tenant&);

}  // namespace cases
