#pragma once
/// Files that residents send: what is taken in, and what is said of the rest.
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/forms/fill.h"
#include "foundation/files/store.h"

namespace drafts {

/// Takes PDF, pictures and office documents without programs in them, by their content whatever their names say. Errors are texts of
/// the module forms.
forms::KeepFile keep_in(const files::Store&);
/// What one visitor may have lying in drafts that are not sent, files of all of them together.
inline constexpr std::int64_t most_bytes_unsent = std::int64_t{250} << 20;
/// The same while that visitor fills in: a file that finds no room is not taken (error_file_no_room).
forms::KeepFile keep_in(db::Database&, const Tenant&, const Visitor&);

/// ".pdf" of "application/pdf"; "" of a type that is not taken.
std::string ending_of(std::string_view type);

struct Uploads {
    std::vector<forms::FileAnswer> kept;
    std::vector<FieldError> errors;  ///< texts of the module forms
};
/// The files of one input outside a form definition.
Uploads uploads_of(const http::Request&, std::string_view field, const files::Store&);

}  // namespace drafts
