#include <cstdint>

#include "foundation/mail_in/message.h"

/// Whatever anybody sends: it is read as far as it goes, or refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    (void)mail_in::read({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
