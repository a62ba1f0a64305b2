#pragma once
/// JsonLogic as Open Forms has it: jsonlogic.com, and date, today, rdelta and duration for days.
#include "engines/form_import/say.h"
#include "foundation/json/json.h"

namespace form_import {

tl::expected<Logic, Unsayable> read_json_logic(const json::Value&);

}  // namespace form_import
