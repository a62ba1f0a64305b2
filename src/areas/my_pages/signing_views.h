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
    std::vector<cases::Document> attachments{};  ///< of what is signed
};
/// The query that asks for an attachment of what is signed.
inline constexpr std::string_view attachment_asked = "bilaga";

/// For a visitor who is not known yet: says nothing about what is to be signed.
http::Response signing_door(const Context&);
http::Response signing_page(const Context&, const Signing&, const std::vector<FieldError>& = {});

/// Who has signed and who has not, for those who may see the case, and for the applicant the way to a new link. Empty when nobody was
/// asked.
html::Html signers_list(const Context&, const OpenedCase&, const std::vector<cases::Signer>&);

}  // namespace my_pages::views
