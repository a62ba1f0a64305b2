#include "areas/public_records/masking.h"

namespace public_records {

std::optional<Masking> masking(const Texts& text, const public_register::Entry& entry) {
    using public_register::Hides;
    if (entry.hides == Hides::nothing) {
        if (!entry.correspondent.empty()) return std::nullopt;
        // Dataskyddsförordningen artikel 5.1 c: no more personal data than needed; the register on the web does not need names.
        return Masking{Masked::sender, text("ground_private_person"), text("masked_private_person")};
    }
    // OSL 5 kap. 2 § andra stycket: sender and subject are left out when secrecy holds for them.
    const auto ground = entry.secrecy_ref.empty() ? text("ground_secrecy") : entry.secrecy_ref;
    if (entry.hides == Hides::parties) return Masking{Masked::sender, ground, text("masked_sender")};
    return Masking{Masked::all, ground, text("masked_all")};
}

}  // namespace public_records
