#include <algorithm>

#include "areas/administration/accounts.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/mail/mail.h"

namespace administration {

constexpr std::size_t longest_name = 100;

Result<AccountForm> checked(const AccountForm& typed) {
    AccountForm form = typed;
    form.username = tidy_text(typed.username);
    form.name = tidy_text(typed.name);
    form.email = tidy_text(typed.email);
    std::vector<FieldError> errors;
    if (form.name.empty() || count_characters(form.name) > longest_name) errors.push_back({"name", "error_account_name"});
    if (!form.email.empty() && !mail::is_address(form.email)) errors.push_back({"email", "error_email"});
    if (!errors.empty()) return invalid(std::move(errors));
    return form;
}

template <class Things, class ThingId>
static bool has(const Things& all, ThingId id) {
    return std::ranges::any_of(all, [&](const auto& one) { return one.id == id; });
}

Result<CheckedAssignment> checked(const AssignmentForm& form, const std::vector<identity::Role>& roles,
                                  const std::vector<identity::Unit>& units) {
    CheckedAssignment assignment{RoleId{whole_number(form.role).value_or(0)}, UnitId{whole_number(form.unit).value_or(0)}};
    std::vector<FieldError> errors;
    if (!has(roles, assignment.role)) errors.push_back({"role", "error_role"});
    if (!has(units, assignment.unit)) errors.push_back({"unit", "error_unit"});
    if (!form.until.empty()) {
        const auto last = date_from_iso(form.until);
        if (!last || *last < swedish_date(now())) errors.push_back({"until", "error_until"});
        else assignment.ends_at = swedish_time(Date{last->days + 1});
    }
    if (!errors.empty()) return invalid(std::move(errors));
    return assignment;
}

}  // namespace administration
