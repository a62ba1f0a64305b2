#include <cstdint>
#include <cstdlib>

#include "engines/form_import/form_import.h"
#include "engines/form_import/readers.h"
#include "engines/services/service.h"

/// Whatever file is given: a reason, or a draft that can be read. JSON that is no form of the XGov builder is taken for Open Formulieren's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto done = form_import::import_form(text);
    if (done && !services::parse_service(done->yaml)) std::abort();
    const auto json = json::parse(text);
    if (!json || form_import::is_xgov(*json)) return 0;
    const form_import::OpenFormsExport exported{(*json)["form"], (*json)["steps"], (*json)["definitions"], (*json)["logic"],
                                                (*json)["variables"]};
    auto foreign = form_import::read_open_forms(exported);
    if (foreign) form_import::drafted(*foreign);
    return 0;
}
