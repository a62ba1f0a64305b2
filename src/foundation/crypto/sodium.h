#pragma once
#include <string_view>

namespace crypto {

/// Starts libsodium once; throws when the machine gives no chance to draw from.
void need_sodium();

inline const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace crypto
