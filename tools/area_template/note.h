#pragma once
/// What staff publish. Values and rules, no I/O.
#include <string>

#include "foundation/base/id.h"
#include "foundation/base/result.h"

namespace area_template {

using NoteId = Id<struct NoteTag>;

struct Note {
    std::string title;
};

/// A note as someone typed it, so that the page can show it again.
struct NoteForm {
    std::string title;
};

Result<Note> checked(const NoteForm&);

}  // namespace area_template
