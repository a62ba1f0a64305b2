#include "foundation/db/swedish_order.h"

#include <unicode/ucol.h>

#include "foundation/db/database.h"

namespace db {

struct SwedishOrder::Collator {
    UCollator* handle;
};

SwedishOrder::SwedishOrder() {
    UErrorCode status = U_ZERO_ERROR;
    collator_ = std::make_unique<Collator>(Collator{ucol_open("sv", &status)});
    if (U_FAILURE(status)) throw Failure("ICU has no Swedish alphabetical order");
}

SwedishOrder::~SwedishOrder() { ucol_close(collator_->handle); }

int SwedishOrder::compare(std::string_view left, std::string_view right) const {
    UErrorCode status = U_ZERO_ERROR;
    const auto order = ucol_strcollUTF8(collator_->handle, left.data(), static_cast<int>(left.size()), right.data(),
                                        static_cast<int>(right.size()), &status);
    // PostgreSQL breaks ties by bytes, so that only equal texts are equal.
    return order == UCOL_EQUAL ? left.compare(right) : order;
}

}  // namespace db
