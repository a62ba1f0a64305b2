#include "engines/towns/answers_maker.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "engines/forms/fill.h"
#include "engines/towns/address_plan.h"
#include "engines/towns/embedded.h"
#include "engines/towns/invented.h"
#include "engines/towns/leanings.h"
#include "engines/towns/plain_pdf.h"
#include "engines/towns/registers.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"
#include "foundation/crypto/crypto.h"

namespace towns {
namespace {

using forms::Answer;
using forms::Answers;
using forms::Field;
using forms::FieldType;
using forms::Scope;

constexpr int most_attempts = 300;

std::string picture() {
    for (const auto& file : embedded::files())
        if (file.name == "picture.png") return std::string(file.content);
    throw std::logic_error("the picture is not carried");
}

Answer number_answer(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(value * scale) / scale;
    auto typed = plain_number(rounded);
    std::replace(typed.begin(), typed.end(), '.', ',');
    return {forms::NumberAnswer{typed, rounded}};
}

class Maker {
public:
    Maker(const services::Service& service, const Town& town, Chance& chance, const Applicant& applicant, const KeepMade& keep)
        : service_(service), town_(town), chance_(chance), applicant_(applicant), keep_(keep), today_(swedish_date(now())) {}

    Answers whole() {
        answers_ = {};
        for (const auto& page : service_.form.pages) {
            if (page.show_if && !forms::is_shown(page, scope())) continue;
            for (const auto& field : page.fields) {
                if (!field.asks()) continue;
                if (field.show_if && !forms::evaluate(field.show_if, scope()).is_true()) continue;
                add(field);
            }
        }
        return forms::without_hidden(service_.form, answers_);
    }

    Answers only(const Answers& before, const std::vector<std::string>& fields) {
        answers_ = before;
        Answers made;
        for (const auto& id : fields) {
            for (const auto* field : service_.form.fields_of(id))
                if (field->asks()) made.set(field->id, answer(*field, scope()));
        }
        return made;
    }

private:
    /// Of the answers so far.
    const Scope& scope() {
        if (!scope_is_new_) scope_ = forms::scope_of(service_.form, answers_, today_);
        scope_is_new_ = true;
        return scope_;
    }

    void add(const Field& field) {
        if (!is_answered(field)) return;
        auto made = field.is_group() ? items(field) : answer(field, needs_scope(field) ? scope() : scope_);
        answers_.set(field.id, std::move(made));
        scope_is_new_ = false;
    }

    static bool needs_scope(const Field& field) { return field.earliest || field.latest; }

    const Leaning& leaning_of(const Field& field) const { return leaning(service_.id, field.id); }

    bool is_answered(const Field& field) {
        if (is_contact(field)) return !contact(field.id).empty();
        if (field.required.is_always() ||
            (field.min && *field.min > 0 && (field.is_group() || field.type == FieldType::multiple) && !field.required.is_never()))
            return true;
        if (!field.required.is_never() && forms::evaluate(field.required, scope()).is_true()) return true;
        if (field.type == FieldType::yes_no || field.type == FieldType::consent) return true;  // the answer itself leans
        return chance_.in_hundred(leaning_of(field).yes.value_or(60));
    }

    bool is_contact(const Field& field) const {
        const auto* page = service_.form.page(services::contact_page_id);
        return page && std::ranges::any_of(page->fields, [&](const Field& asked) { return asked.id == field.id; });
    }

    const std::string& contact(std::string_view id) const {
        static const std::string none;
        if (id == "applicant_name") return applicant_.name;
        if (id == "applicant_number") return applicant_.number;
        if (id == "applicant_email") return applicant_.email;
        if (id == "applicant_phone") return applicant_.phone;
        if (id == "organisation_name") return applicant_.organisation_name;
        if (id == "organisation_number") return applicant_.organisation_number;
        return none;
    }

    Answer answer(const Field& field, const Scope& scope) {
        if (const auto& known = contact(field.id); !known.empty()) return {known};
        const auto& lean = leaning_of(field);
        switch (field.type) {
            case FieldType::text:
            case FieldType::long_text: return {text(field, lean)};
            case FieldType::money:
            case FieldType::number: return number(field, lean);
            case FieldType::date: return date(field, lean, scope);
            case FieldType::consent:
            case FieldType::yes_no: return {chance_.in_hundred(lean.yes.value_or(50))};
            case FieldType::declaration: return {true};
            case FieldType::choice: return {choice(field, lean)};
            case FieldType::multiple: return {several(field, lean)};
            case FieldType::personal_number:
                return {lean.like == "child" || field.id.starts_with("child") || kind_of(field) == "child"
                            ? child_number(chance_, today_, {lean.age_from.value_or(7), lean.age_to.value_or(15)})
                            : adult_number(chance_)};
            case FieldType::organisation_number: return {organisation_number(chance_)};
            case FieldType::email:
                return {lean.like == "anonymous" ? "vill.veta" + std::to_string(chance_.between(10, 999)) + "@post.example"
                                                 : email_of(owner_of(field))};
            case FieldType::phone: return {phone_number(chance_)};
            case FieldType::postcode: return {postcode(chance_)};
            case FieldType::address: return {address()};
            case FieldType::property: return {property_designation(town_, chance_)};
            case FieldType::map:
                if (field.is_drawn()) return {drawing(field, lean)};
                return {point()};
            case FieldType::file: return {files(field)};
            case FieldType::signature:
            case FieldType::group: return items(field);
            case FieldType::calculated:
            case FieldType::information:
            case FieldType::period:
            case FieldType::person:
            case FieldType::child:
            case FieldType::organisation: break;
        }
        return {std::string()};
    }

    std::string text(const Field& field, const Leaning& lean) {
        auto words = !lean.texts.empty() ? chance_.one_of(lean.texts) : word_like(lean.like.empty() ? kind_of(field) : lean.like);
        if (words.empty()) words = field.id.ends_with("name") ? person_name(town_, chance_) : chance_.one_of(written("sentences"));
        return field.max_length > 0 ? std::string(trimmed(first_characters(words, static_cast<std::size_t>(field.max_length)))) : words;
    }

    /// Whose e-mail it is: of a person with several boxes the one whose name was just made.
    std::string owner_of(const Field& field) {
        const auto& named = field.part_of ? answers_.text(field.part_of->id + "_name") : answers_.text("");
        return named.empty() ? person_name(town_, chance_) : named;
    }

    static std::string_view kind_of(const Field& field) {
        if (!field.part_of) return "";
        return field.part_of->type == FieldType::child ? "child" : field.part_of->type == FieldType::organisation ? "company" : "adult";
    }

    std::string word_like(std::string_view kind) {
        if (kind == "child") return child_name(town_, chance_, applicant_.name);
        if (kind == "adult") return person_name(town_, chance_);
        if (kind == "street") return street_address(town_, chance_);
        if (kind == "company") return chance_.one_of(town_.companies);
        if (kind == "association")
            return applicant_.organisation_name.empty() ? chance_.one_of(town_.associations) : applicant_.organisation_name;
        if (kind == "school") return chance_.one_of(town_.schools);
        if (kind == "case_number")
            return "KS 20" + std::to_string(chance_.between(21, 25)) + "/" + std::to_string(chance_.between(10, 480));
        if (kind == "giro") return std::to_string(chance_.between(5000, 5999)) + "-" + std::to_string(chance_.between(1000, 9999));
        return {};
    }

    Answer number(const Field& field, const Leaning& lean) {
        for (const auto& [value, percent] : lean.weights)
            if (chance_.in_hundred(percent)) return number_answer(decimal_number(value).value_or(0), field.decimals);
        const double least = field.min.value_or(0);
        double from = lean.from.value_or(least), to = lean.to.value_or(field.max ? least + (*field.max - least) / 10 : from + 100);
        if (field.min) from = std::max(from, *field.min);
        if (field.max) to = std::min(to, *field.max);
        return number_answer(std::max(from, from + (to - from) * chance_.part()), field.decimals);
    }

    static std::optional<Date> day_of(const forms::Value& value) {
        return value.type() == forms::ValueType::date ? std::optional(value.date()) : date_from_iso(value.text());
    }

    Answer date(const Field& field, const Leaning& lean, const Scope& scope) {
        const auto earliest = day_of(forms::evaluate(field.earliest, scope)), latest = day_of(forms::evaluate(field.latest, scope));
        // From another answer, as the last day from the first, days are counted from that; else from today.
        const bool counts_from_answer = earliest && field.earliest && !forms::names(field.earliest).empty();
        const Date base = counts_from_answer ? *earliest : today_;
        std::int64_t from = base.days + std::llround(lean.from.value_or(latest && !earliest ? -300 : 0));
        std::int64_t to = base.days + std::llround(lean.to.value_or(latest && !earliest ? 0 : 60));
        if (earliest) from = std::max(from, earliest->days);
        if (latest) to = std::min(to, latest->days);
        return {to_iso({chance_.between(from, std::max(from, to))})};
    }

    std::string choice(const Field& field, const Leaning& lean) {
        std::int64_t all = 0;
        for (const auto& option : field.options) all += weight(lean, option.value);
        if (all == 0) return chance_.one_of(field.options).value;
        auto left = chance_.between(1, all);
        for (const auto& option : field.options) {
            left -= weight(lean, option.value);
            if (left <= 0) return option.value;
        }
        return field.options.back().value;
    }

    static int weight(const Leaning& lean, std::string_view value) {
        const auto found = lean.weights.find(value);
        return found == lean.weights.end() ? 0 : found->second;
    }

    std::vector<std::string> several(const Field& field, const Leaning& lean) {
        std::vector<std::string> chosen;
        for (const auto& option : field.options)
            if (chance_.in_hundred(lean.weights.empty() ? 30 : weight(lean, option.value))) chosen.push_back(option.value);
        const auto least = static_cast<std::size_t>(std::max(1.0, field.min.value_or(1)));
        const auto most = static_cast<std::size_t>(field.max.value_or(static_cast<double>(field.options.size())));
        while (chosen.size() < std::min(least, field.options.size())) {
            const auto more = choice(field, lean);
            if (std::ranges::find(chosen, more) == chosen.end()) chosen.push_back(more);
            else if (const auto& any = chance_.one_of(field.options).value; std::ranges::find(chosen, any) == chosen.end())
                chosen.push_back(any);
        }
        if (chosen.size() > most) chosen.resize(most);
        return chosen;
    }

    /// As the town's register of addresses has it.
    forms::Address address() {
        const auto street = street_address(town_, chance_);
        postcode(chance_);  // as many chances are taken as before streets had postcodes of their own: the towns stay the same
        return {street, postcode_of(town_, street.substr(0, street.rfind(' '))), town_.name.sv};
    }

    forms::Point point() {
        const auto near = [&](double degrees, double spread) {
            return std::round((degrees + (chance_.part() - 0.5) * spread) * 1e5) / 1e5;
        };
        return {near(town_.latitude, 0.03), near(town_.longitude, 0.06)};
    }

    /// A straight line of so many metres, or a square of so many square metres.
    forms::Drawing drawing(const Field& field, const Leaning& lean) {
        constexpr double metres_a_degree = 111'200;
        const bool is_area = field.shape == forms::MapShape::area;
        const double from = lean.from.value_or(is_area ? 100 : 50), to = lean.to.value_or(is_area ? 900 : 400);
        const double size = from + (to - from) * chance_.part();
        const double north = (is_area ? std::sqrt(size) : size) / metres_a_degree;
        const auto first = point();
        if (!is_area) return {first, {first.latitude + north, first.longitude}};
        const double east = north / std::cos(first.latitude * std::numbers::pi / 180);
        return {first,
                {first.latitude + north, first.longitude},
                {first.latitude + north, first.longitude + east},
                {first.latitude, first.longitude + east}};
    }

    std::vector<forms::FileAnswer> files(const Field& field) {
        const bool is_picture = field.accept == std::vector<std::string>{"image"} || field.id == "photo" || field.id == "signature";
        const auto name = first_characters(slug(field.label.sv), 40);
        if (is_picture) return {keep_(name + ".png", picture(), "image/png")};
        return {
            keep_(name + ".pdf",
                  plain_pdf(field.label.sv, "Det här är ett exempel utan riktiga uppgifter, gjort för att visa hur e-tjänsten fungerar."),
                  "application/pdf")};
    }

    Answer items(const Field& group) {
        const auto& lean = leaning_of(group);
        const auto least = std::max<std::int64_t>(std::llround(group.min.value_or(1)), std::llround(lean.from.value_or(1)));
        auto most = std::max(least, static_cast<std::int64_t>(std::llround(lean.to.value_or(static_cast<double>(least) + 1))));
        if (group.max) most = std::min(most, static_cast<std::int64_t>(std::llround(*group.max)));
        const auto count = chance_.between(std::min(least, most), most);
        std::vector<Answers> all;
        for (std::int64_t i = 0; i < count; ++i) {
            all.emplace_back();
            for (const auto& field : group.fields) add_inside(group, field, all, count);
        }
        return {std::move(all)};
    }

    void add_inside(const Field& group, const Field& field, std::vector<Answers>& all, std::int64_t count) {
        if (!field.asks()) return;
        const auto number = all.size() - 1;
        const bool has_rules = field.show_if || needs_scope(field) || !(field.required.is_always() || field.required.is_never());
        Scope inner = has_rules ? item_scope(group, all, number) : Scope(today_);
        if (field.show_if && !forms::evaluate(field.show_if, inner).is_true()) return;
        const auto& lean = leaning_of(field);
        const bool must = field.required.is_always() || (!field.required.is_never() && forms::evaluate(field.required, inner).is_true());
        if (!must && !chance_.in_hundred(lean.yes.value_or(60))) return;
        if (lean.split) {
            const auto share = std::floor(*lean.split / static_cast<double>(count));
            const bool is_last = static_cast<std::int64_t>(number) + 1 == count;
            all[number].set(field.id,
                            number_answer(is_last ? *lean.split - share * static_cast<double>(count - 1) : share, field.decimals));
            return;
        }
        all[number].set(field.id, answer(field, inner));
    }

    Scope item_scope(const Field& group, const std::vector<Answers>& all, std::size_t number) {
        auto so_far = answers_;
        so_far.set(group.id, {all});
        return forms::group_item_scope(forms::scope_of(service_.form, so_far, today_), group, number);
    }

    const services::Service& service_;
    const Town& town_;
    Chance& chance_;
    const Applicant& applicant_;
    const KeepMade& keep_;
    Date today_;
    Answers answers_{};
    Scope scope_{};
    bool scope_is_new_ = false;
};

/// Takes away optional answers that a check over several answers complains of.
Answers without_what_checks_refuse(const services::Service& service, Answers answers) {
    for (const auto& error : forms::check_whole(service.form, answers).errors) {
        const auto* field = service.form.field(error.field);
        if (field && error.text_key == "check" && !field->required.is_always()) answers.remove(error.field);
    }
    return forms::without_hidden(service.form, answers);
}

}  // namespace

Applicant invented_applicant(const services::Service& service, const Town& town, Chance& chance) {
    Applicant who;
    who.name = person_name(town, chance);
    who.number = adult_number(chance);
    who.email = email_of(who.name);
    if (chance.in_hundred(70)) who.phone = phone_number(chance);
    const bool speaks = service.applicant == services::ApplicantKind::organisation ||
                        (service.applicant == services::ApplicantKind::either && chance.in_hundred(35));
    if (speaks) {
        const auto& own_names = leaning(service.id, "organisation_name").texts;
        who.organisation_name =
            !own_names.empty() ? chance.one_of(own_names)
                               : chance.one_of(service.theme == "culture" || leaning(service.id, "association_name").like == "association"
                                                   ? town.associations
                                                   : town.companies);
        who.organisation_number = organisation_number(chance);
        const auto& known = registers(town).organisation_numbers;
        if (const auto found = known.find(who.organisation_name); found != known.end()) who.organisation_number = found->second;
    }
    if (service.applicant == services::ApplicantKind::anonymous_allowed && chance.in_hundred(45)) return {};
    return who;
}

forms::FileAnswer kept_nowhere(const std::string& name, const std::string& bytes, const std::string& type) {
    return {crypto::sha256_hex(bytes), name, static_cast<std::int64_t>(bytes.size()), type};
}

forms::Answers make_answers(const services::Service& service, const Town& town, Chance& chance, const Applicant& applicant,
                            const KeepMade& keep) {
    Maker maker(service, town, chance, applicant, keep);
    std::string refused;
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        auto answers = maker.whole();
        auto checked = forms::check_whole(service.form, answers);
        if (checked.may_be_sent()) return answers;
        answers = without_what_checks_refuse(service, std::move(answers));
        checked = forms::check_whole(service.form, answers);
        if (checked.may_be_sent()) return answers;
        refused = checked.errors.front().field + " " + checked.errors.front().text_key;
    }
    throw std::logic_error("no answers fit the form " + service.id + ": " + refused);
}

forms::Answers make_supplement(const services::Service& service, const Town& town, Chance& chance, const Applicant& applicant,
                               const forms::Answers& before, const std::vector<std::string>& fields, const KeepMade& keep) {
    return Maker(service, town, chance, applicant, keep).only(before, fields);
}

}  // namespace towns
