#pragma once
/// Values in, pages out. A view never sees the database.
#include <string>
#include <vector>

#include "areas/public_records/query.h"
#include "engines/pages/pages.h"
#include "engines/public_register/public_register.h"

namespace public_records::views {

struct Found {
    std::vector<public_register::Entry> entries{};
    bool has_more = false;
};

const std::string& title(const Texts&, const public_register::Entry&);
/// "/diarium/SKJ-2026-0318"
std::string address(const public_register::Entry&);

/// `errors` names the days that could not be read; then nothing was searched.
http::Response register_page(const Context&, const QueryForm&, const Found&, const std::vector<FieldError>& errors);

/// `request_address` is of the e-service for asking for records; may be empty.
http::Response entry_page(const Context&, const public_register::Entry&, const std::vector<public_register::Record>&,
                          std::string_view request_address);

}  // namespace public_records::views
