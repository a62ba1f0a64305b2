#pragma once
/// Values in, pages out.
#include "areas/representatives/mandate_form.h"
#include "engines/pages/pages.h"
#include "engines/services/service.h"

namespace representatives::views {

using Services = std::vector<std::shared_ptr<const services::Service>>;

struct Mine {
    std::vector<mandates::Mandate> given, held;
    Services services;
};
http::Response mine_page(const Context&, const Mine&);
enum class Side { giver, holder };
/// What a mandate has been used for, newest first.
struct Use {
    std::string number;  ///< of the case
    Timestamp at{};
};
/// What was applied for before the mandate, where the holder may read it.
struct Earlier {
    std::string number, title;
    Date received{};
};
struct EarlierPage {
    std::vector<Earlier> all{};
    std::string next_page{};  ///< address; "" for none
};
struct History {
    std::vector<Use> uses;
    EarlierPage earlier{};
};
http::Response mandate_page(const Context&, const mandates::Mandate&, Side, const Services&, const History&);

enum class Way { giving, asking };
http::Response mandate_form_page(const Context&, Way, const MandateForm&, const Services&, const std::vector<FieldError>&);
http::Response organisation_page(const Context&, std::string_view typed, const std::vector<FieldError>&);

struct Registered {
    std::vector<mandates::Mandate> all;  ///< of the person searched for, or the last that this account registered
    Services services;
    std::string searched{};  ///< the personal number as typed; "" when nobody was searched for
};
http::Response registered_page(const Context&, const Registered&, const MandateForm&, const std::vector<FieldError>&);

std::string address_of(MandateId);
/// "Alla e-tjänster", or their names.
std::string services_words(const Texts&, const mandates::Mandate&, const Services&);
std::string days_words(const Texts&, const mandates::Mandate&);
pages::Html state_tag(const Texts&, const mandates::Mandate&);

/// The fields that every form of a mandate has: in which services, until when.
pages::Html scope_fields(const Context&, const MandateForm&, const Services&, std::string_view until_hint, const std::vector<FieldError>&);
/// Whether the holder may read what was applied for before: the words are of who says so.
pages::Html earlier_box(const Context&, const MandateForm&, std::string_view label, std::string_view hint);
/// This area's words or the engines'.
/// A personal number; label and hint are texts of this area.
pages::Html number_field(const Context&, std::string_view name, std::string_view label, std::string_view hint, const std::string& value,
                         const std::vector<FieldError>&);
pages::Errors wrong_with(const Context&, const std::vector<FieldError>&);

}  // namespace representatives::views
