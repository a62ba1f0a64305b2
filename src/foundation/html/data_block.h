#pragma once
#include <string_view>

#include "foundation/html/html.h"
#include "foundation/json/json.h"

namespace html {

/// <script type="application/json" data-block="name">: values for a script of ours. Browsers never run it, so the policy against inline
/// scripts holds.
Html data_block(std::string_view name, const json::Value&);

}  // namespace html
