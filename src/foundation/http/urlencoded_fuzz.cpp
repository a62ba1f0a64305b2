#include <cstdint>
#include <cstdlib>

#include "foundation/http/address.h"
#include "foundation/http/head_check.h"
#include "foundation/http/text_repair.h"
#include "foundation/http/urlencoded.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    if (const auto form = http::decode_urlencoded(input))
        for (const auto& [name, value] : form->fields.all)
            if (http::repaired_text(name).changed || http::repaired_text(value).changed) std::abort();
    if (http::percent_decoded_bytes(http::percent_encoded(input), false) != input) std::abort();
    http::parse_cookies(input);
    if (const auto target = http::read_target(input, http::Method::get); target && target->path.find("/../") != std::string::npos)
        std::abort();
    // What is wrong already stays wrong when more comes.
    if (http::fault_in_unfinished_head(input) != 0 && http::fault_in_head(std::string(input) + "\r\n\r\n") == 0) std::abort();
    return 0;
}
