#pragma once
/// The page where somebody besides the applicant signs.
#include "areas/my_pages/opened_case.h"
#include "engines/cases/signatures.h"
#include "engines/pages/pages.h"

namespace my_pages::views {

struct Signing {
    cases::Asked asked;
    std::shared_ptr<const services::Service> service;
    std::string applicant;
};

/// For a visitor who is not known yet: says nothing about what is to be signed.
http::Response signing_door(const Context&);
http::Response signing_page(const Context&, const Signing&, const std::vector<FieldError>& = {});

/// Who has signed and who has not, for those who may see the case. Empty when nobody was asked.
html::Html signers_list(const Texts&, const std::vector<cases::Signer>&);

}  // namespace my_pages::views
