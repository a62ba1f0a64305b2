#include "engines/letters/sender.h"

#include "engines/pages/mark.h"

namespace letters {

Sender sender_of(const Tenant& tenant) {
    return {.municipality = tenant.name,
            .unit = tenant.name,
            .address = tenant.visiting_address,
            .phone = tenant.phone,
            .email = tenant.email,
            .mark = pages::mark(tenant),
            .printed_mark = html::trusted(tenant.printed_mark_svg)};
}

}  // namespace letters
