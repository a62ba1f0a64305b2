#pragma once
/// What a service costs: the lines of its tariff reckoned from the answers.
#include <optional>
#include <string>
#include <vector>

#include "engines/forms/answers.h"
#include "engines/services/service.h"
#include "foundation/html/html.h"
#include "foundation/json/json.h"

namespace services {

struct FeeRow {
    std::string id;
    Words text{};
    std::optional<double> kronor{};  ///< whole öre; nothing while an answer is missing
};
struct ReckonedFee {
    std::string ref;  ///< the tariff
    std::vector<FeeRow> rows;

    /// Nothing while a row is not known.
    std::optional<double> total() const;
};

/// The lines that apply on that day; nothing when the service is free.
std::optional<ReckonedFee> fee_of(const Service&, const forms::Answers&, Date on);

/// The name of the sum in letters.
inline constexpr std::string_view fee_total_name = "fee_total";
/// "3 650 kr"; "" when the service is free or the sum is not known.
std::string fee_total_words(const Texts&, const Service&, const forms::Answers&, Date on);

/// The form with one question more at the end of that page: what it costs as far as it is answered, worked out as any calculated answer,
/// by the server and in the browser. Only for a service that has a fee.
forms::Form with_running_fee(const Service&, std::string_view page, const Words& label);

/// Lines and sum, with the tariff below; `texts` may be of any module.
html::Html fee_table(const Texts&, const ReckonedFee&);
json::Value to_json(const ReckonedFee&);

}  // namespace services
