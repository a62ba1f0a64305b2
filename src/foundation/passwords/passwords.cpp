#include "foundation/passwords/passwords.h"

#include <crack.h>
#include <unistd.h>

#include <mutex>
#include <string>

namespace passwords {
namespace {

constexpr std::size_t shortest_word = 6;  // what cracklib judges; for less it says that it is too short

/// cracklib answers from buffers of its own.
bool complains(std::string_view password) {
    static std::mutex guard;
    const std::lock_guard lock(guard);
    return FascistCheckUser(std::string(password).c_str(), GetDefaultCracklibDict(), "", "") != nullptr;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

/// Without what stands before and after the letters: "password" of "1password2026!". cracklib itself takes one figure away.
std::string_view without_ends(std::string_view password) {
    while (!password.empty() && !is_letter(password.front())) password.remove_prefix(1);
    while (!password.empty() && !is_letter(password.back())) password.remove_suffix(1);
    return password;
}

}  // namespace

bool has_dictionary() { return access((std::string(GetDefaultCracklibDict()) + ".pwd").c_str(), R_OK) == 0; }

bool is_common(std::string_view password) {
    if (!has_dictionary()) return false;
    const auto word = without_ends(password);
    return complains(password) || (word.size() >= shortest_word && complains(word));
}

}  // namespace passwords
