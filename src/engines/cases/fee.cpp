#include "engines/cases/fee.h"

#include "engines/cases/work.h"

namespace cases {

std::optional<services::ReckonedFee> fee_of(db::Connection& db, const Case& of) {
    const auto service = service_of(db, of);
    const auto answers = forms::answers_from_json(of.answers);
    if (!service || !answers) return std::nullopt;
    return services::fee_of(*service, *answers, swedish_date(of.received_at));
}

}  // namespace cases
