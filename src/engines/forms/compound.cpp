#include "engines/forms/compound.h"

#include <algorithm>

#include "foundation/base/unicode.h"

namespace forms {
namespace {

const Words number_hint{"Tolv siffror, till exempel 19900101-9802", "Twelve digits, for example 19900101-9802"};

Rule rule(const std::string& text) { return parse(text).value(); }

int longest(FieldType type) { return type == FieldType::email ? 254 : type == FieldType::text ? 100 : 0; }

/// "Vem är kontaktperson? (telefonnummer)": what the part is called where it stands alone.
Words label_of(const Words& question, const Words& part) {
    return {question.sv + " (" + lower(part.sv) + ")", question.en + " (" + lower(part.en) + ")"};
}

class Parts {
public:
    explicit Parts(const Field& asked) : asked_(std::make_shared<const Field>(asked)) {}

    Field& add(std::string_view ending, FieldType type, Words called, Words hint = {}) {
        Field part;
        part.id = asked_->id + "_" + std::string(ending);
        part.type = type;
        part.label = label_of(asked_->label, called);
        part.part = std::move(called);
        part.hint = std::move(hint);
        part.required = all.empty() ? asked_->required : required_with_first();
        part.show_if = asked_->show_if;
        part.sensitivity = asked_->sensitivity;
        part.terms = asked_->terms;
        part.max_length = longest(type);
        part.part_of = asked_;
        part.line = asked_->line;
        all.push_back(std::move(part));
        return all.back();
    }

    std::vector<Field> all{};

private:
    /// A question that may be left is left or answered whole.
    Rule required_with_first() const {
        if (asked_->required.is_always()) return asked_->required;
        const auto with_first = "answered(" + all.front().id + ")";
        return rule(asked_->required.is_never() ? with_first : "(" + print(asked_->required) + ") or " + with_first);
    }

    std::shared_ptr<const Field> asked_;
};

std::string smallest(const std::string& one, const std::string& other) { return "min(" + one + ", " + other + ")"; }

std::vector<Field> period(const Field& asked) {
    Parts parts(asked);
    auto& start = parts.add("start", FieldType::date, {"Från och med", "From"});
    start.earliest = asked.earliest;
    start.latest = asked.latest;
    const auto begins = start.id;
    auto& end = parts.add("end", FieldType::date, {"Till och med", "To"});
    end.earliest = rule(begins);
    end.latest = asked.latest;
    if (asked.max_days > 0) {
        const auto last = "days_after(" + begins + ", " + std::to_string(asked.max_days - 1) + ")";
        end.latest = rule(asked.latest ? smallest(print(asked.latest), last) : last);
    }
    return std::move(parts.all);
}

std::vector<Field> person(const Field& asked, const std::vector<PersonDetail>& asks) {
    Parts parts(asked);
    const auto is_asked = [&](PersonDetail detail) { return std::ranges::find(asks, detail) != asks.end(); };
    parts.add("name", FieldType::text, {"Namn", "Name"});
    if (is_asked(PersonDetail::number))
        parts.add("number", FieldType::personal_number, {"Personnummer", "Personal identity number"}, number_hint);
    if (is_asked(PersonDetail::address)) parts.add("address", FieldType::address, {"Adress", "Address"});
    if (is_asked(PersonDetail::email)) {
        auto& email = parts.add("email", FieldType::email, {"E-postadress", "E-mail address"});
        // One way to reach the person is enough.
        if (is_asked(PersonDetail::phone))
            email.required = rule("(" + print(email.required) + ") and not answered(" + asked.id + "_phone)");
    }
    if (is_asked(PersonDetail::phone)) {
        auto& phone = parts.add("phone", FieldType::phone, {"Telefonnummer", "Phone number"});
        if (is_asked(PersonDetail::email)) phone.required = Rule::never();
    }
    return std::move(parts.all);
}

std::vector<Field> organisation(const Field& asked) {
    Parts parts(asked);
    parts.add("number", FieldType::organisation_number, {"Organisationsnummer", "Organisation number"});
    parts.add("name", FieldType::text, {"Organisationens namn", "Name of the organisation"},
              {"Om du lämnar rutan tom försöker vi hämta namnet i organisationsregistret.",
               "If you leave the box empty we try to get the name from the register of organisations."});
    return std::move(parts.all);
}

Field signatory_field(std::string id, FieldType type, Words label, Words hint = {}) {
    Field field;
    field.id = std::move(id);
    field.type = type;
    field.label = std::move(label);
    field.hint = std::move(hint);
    field.sensitivity = Sensitivity::personal;
    field.max_length = longest(type);
    return field;
}

}  // namespace

bool is_compound(FieldType type) {
    return type == FieldType::period || type == FieldType::person || type == FieldType::child || type == FieldType::organisation;
}

std::vector<Field> parts_of(const Field& asked, const CompoundTerms& terms) {
    switch (asked.type) {
        case FieldType::period: return period(asked);
        case FieldType::organisation: return organisation(asked);
        case FieldType::child: return person(asked, {PersonDetail::number});
        default: return person(asked, terms.asks);
    }
}

std::vector<Field> signatory_fields() {
    return {signatory_field("name", FieldType::text, {"Namn", "Name"}),
            signatory_field("number", FieldType::personal_number, {"Personnummer", "Personal identity number"}, number_hint),
            signatory_field("email", FieldType::email, {"E-postadress", "E-mail address"},
                            {"Vi skriver hit och ber om underskriften.", "We write here and ask for the signature."})};
}

}  // namespace forms
