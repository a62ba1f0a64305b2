#include "foundation/http/host_name.h"

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include <memory>

namespace http {

std::optional<std::string> host_name(std::string_view typed) {
    constexpr std::size_t longest = 253;  // RFC 1035 2.3.4, as written with dots
    if (typed.ends_with('.')) typed.remove_suffix(1);
    UErrorCode broken = U_ZERO_ERROR;
    const std::unique_ptr<icu::IDNA> idna(
        icu::IDNA::createUTS46Instance(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_NONTRANSITIONAL_TO_ASCII, broken));
    if (U_FAILURE(broken)) return std::nullopt;
    std::string name;
    icu::StringByteSink<std::string> sink(&name);
    icu::IDNAInfo found;
    idna->nameToASCII_UTF8({typed.data(), static_cast<std::int32_t>(typed.size())}, sink, found, broken);
    if (U_FAILURE(broken) || found.hasErrors() || name.empty() || name.size() > longest) return std::nullopt;
    return name;
}

}  // namespace http
