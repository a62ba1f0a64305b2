#pragma once
/// One reader a foreign format.
#include <tl/expected.hpp>

#include "engines/form_import/foreign.h"
#include "engines/form_import/form_import.h"
#include "foundation/json/json.h"

namespace form_import {

bool is_xgov(const json::Value&);
tl::expected<ForeignForm, Refused> read_xgov(const json::Value&);

/// The files of an Open Formulieren export.
struct OpenFormsExport {
    json::Value form{}, steps{}, definitions{}, logic{}, variables{};
};
tl::expected<ForeignForm, Refused> read_open_forms(const OpenFormsExport&);

/// The last step of both.
tl::expected<Imported, Refused> drafted(ForeignForm&);

}  // namespace form_import
