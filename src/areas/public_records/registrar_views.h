#pragma once
#include "areas/public_records/correction.h"
#include "engines/pages/pages.h"

namespace public_records::views {

http::Response day_page(const Context&, Date, const std::vector<public_register::Entry>&);

/// What stands in the two forms of the page.
struct Typed {
    TitleForm title;
    SecrecyForm secrecy;
};
Typed typed_of(const public_register::Entry&);
std::string correction_address(const public_register::Entry&);
/// `errors` is empty when the page is shown for the first time.
http::Response correction_page(const Context&, const public_register::Entry&, const Typed&, const std::vector<FieldError>& errors);

}  // namespace public_records::views
