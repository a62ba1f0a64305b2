#include "foundation/html/data_block.h"

namespace html {

Html data_block(std::string_view name, const json::Value& value) {
    auto block = make<R"(<script type="application/json" data-block="{}"></script>)">(name).str();
    // to_text writes < as \u003c, so that nothing in it ends the element.
    return trusted(block.insert(block.rfind('<'), json::to_text(value)));
}

}  // namespace html
