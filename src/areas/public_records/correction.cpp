#include "areas/public_records/correction.h"

#include "foundation/base/unicode.h"

namespace public_records {

constexpr std::size_t longest_title = 300, longest_reason = 500;
constexpr std::string_view nothing = "nothing";

Result<TitleForm> checked(const TitleForm& typed) {
    const TitleForm form{tidy_text(typed.sv), tidy_text(typed.en)};
    std::vector<FieldError> errors;
    for (const auto& [field, words] : {std::pair("title_sv", &form.sv), std::pair("title_en", &form.en)}) {
        if (words->empty()) errors.push_back({field, "error_title"});
        else if (count_characters(*words) > longest_title) errors.push_back({field, "error_title_long"});
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return form;
}

std::string_view typed_name(public_register::Hides hides) { return hides == public_register::Hides::nothing ? nothing : to_name(hides); }

static std::optional<public_register::Hides> hides_of(std::string_view typed) {
    if (typed == nothing) return public_register::Hides::nothing;
    // A form without an answer must not open what is secret.
    return typed.empty() ? std::nullopt : from_name<public_register::Hides>(typed);
}

Result<public_register::Secrecy> checked(const SecrecyForm& form) {
    const auto hides = hides_of(form.hides);
    const auto ref = tidy_text(form.ref), reason = tidy_text(form.reason);
    std::vector<FieldError> errors;
    if (!hides) errors.push_back({"hides", "error_hides"});
    // OSL 5 kap. 2 §: what is left out is left out for secrecy, and the register says by which paragraph.
    if (hides && *hides != public_register::Hides::nothing && ref.empty()) errors.push_back({"ref", "error_ref"});
    if (reason.empty() || count_characters(reason) > longest_reason) errors.push_back({"reason", "error_reason"});
    if (!errors.empty()) return invalid(std::move(errors));
    return public_register::Secrecy{*hides, *hides == public_register::Hides::nothing ? "" : ref, reason};
}

}  // namespace public_records
