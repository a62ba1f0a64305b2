#include "engines/form_import/open_forms.h"

#include <algorithm>

#include "engines/form_import/our_words.h"
#include "engines/form_import/readers.h"

namespace form_import {
namespace open_forms {
namespace {

class FormReader {
public:
    explicit FormReader(const OpenFormsExport& exported) : exported_(exported), rules_(foreign_, exported), components_(foreign_, rules_) {}

    ForeignForm read() {
        const auto& form = exported_.form;
        foreign_.report.format = "Open Formulieren";
        foreign_.title = in_languages(form, "name", plain_text);
        foreign_.name = foreign_.title.en;
        read_sign_in(form);
        for (const auto* step : steps()) foreign_.pages.push_back(page_of(*step));
        if (!foreign_.pages.empty()) add_introduction(form);
        std::erase_if(foreign_.pages, [](const ForeignPage& page) { return page.questions.empty(); });
        for (const auto& [place, when] : rules_.barriers()) add_barrier(foreign_, place, when, our_words("check_stop"));
        add_statement(form);
        name_the_rest(form);
        return std::move(foreign_);
    }

private:
    /// translations: {nl: {name: …}, en: {name: …}}; the form's own text where a language has none.
    static forms::Words in_languages(const json::Value& value, const std::string& key, std::string (*made)(std::string_view)) {
        const auto own = made(raw_text(value[key]));
        const auto in = [&](const char* language) {
            const auto found = made(raw_text(value["translations"][language][key]));
            return found.empty() ? own : found;
        };
        forms::Words words{in("sv"), in("en")};
        if (words.empty()) words.sv = words.en = in("nl");
        return words;
    }

    std::vector<const json::Value*> steps() const {
        std::vector<const json::Value*> steps;
        for (const auto& step : exported_.steps.items()) steps.push_back(&step);
        const auto place = [](const json::Value& step) { return (step.has("index") ? step["index"] : step["order"]).integer(); };
        std::stable_sort(steps.begin(), steps.end(), [&](const auto* a, const auto* b) { return place(*a) < place(*b); });
        return steps;
    }

    static std::string last_part(std::string address) {
        while (address.ends_with('/')) address.pop_back();
        return address.substr(address.rfind('/') + 1);
    }

    const json::Value& definition_of(const json::Value& step) const {
        const auto wanted = last_part(raw_text(step["form_definition"]));
        for (const auto& definition : exported_.definitions.items())
            if (raw_text(definition["uuid"]) == wanted || last_part(raw_text(definition["url"])) == wanted) return definition;
        static const json::Value none;
        return none;
    }

    ForeignPage page_of(const json::Value& step) {
        const auto& definition = definition_of(step);
        const auto& named = step.has("name") ? step : definition;
        const auto slug = raw_text((step.has("slug") ? step : definition)["slug"]);
        ForeignPage page{.title = in_languages(named, "name", plain_text)};
        if (page.title.empty()) page.title = foreign_.title;
        page.place = "formSteps/" + (slug.empty() ? page.title.en : slug);
        page.id = foreign_.page_names.made(page.title.en, slug);
        if (page.id == services::contact_page_id) page.id = foreign_.page_names.made("contact_page", "");
        const auto uuid = raw_text(step["uuid"]);
        page.show_if = rules_.applicable(uuid, !step.has("is_applicable") || is_yes(step["is_applicable"]));
        const auto& configuration = (step.has("configuration") ? step : definition)["configuration"];
        components_.read_all(configuration["components"], page.place, truth(true), page.questions);
        return page;
    }

    void read_sign_in(const json::Value& form) {
        using services::ApplicantKind;
        bool is_required = is_yes(form["login_required"]), has_person = false, has_organisation = false;
        for (const auto& step : exported_.steps.items()) is_required = is_required || is_yes(step["login_required"]);
        const auto add = [&](const std::string& backend) {
            const bool is_company = backend.find("herkenning") != backend.npos;
            has_organisation = has_organisation || is_company;
            has_person = has_person || !is_company;
        };
        for (const auto& backend : form["authentication_backends"].items()) add(raw_text(backend));
        for (const auto& backend : form["auth_backends"].items()) add(raw_text(backend["backend"]));
        if (has_person != has_organisation) foreign_.applicant = has_person ? ApplicantKind::person : ApplicantKind::organisation;
        if (!has_person && !has_organisation) return;
        foreign_.sign_in = is_required ? services::SignIn::required : services::SignIn::optional;
        foreign_.uses.emplace("auth_bsn", Use{.id = "applicant_number"});
        if (foreign_.applicant != ApplicantKind::person) foreign_.uses.emplace("auth_kvk", Use{.id = "organisation_number"});
    }

    /// What people read before they begin stands first on the first page.
    void add_introduction(const json::Value& form) {
        std::vector<Question> before;
        for (const auto* key : {"explanation_template", "introduction_page_content"}) {
            Question told{.place = std::string("forms/") + key, .was = key};
            told.field.type = forms::FieldType::information;
            told.field.text = in_languages(form, key, markdown_of);
            if (told.field.text.empty()) continue;
            told.field.id = foreign_.names.made("introduction", "");
            before.push_back(std::move(told));
        }
        auto& first = foreign_.pages[0].questions;
        first.insert(first.begin(), before.begin(), before.end());
    }

    void add_statement(const json::Value& form) {
        if (raw_text(form["ask_statement_of_truth"]) != "required") return;
        Question ticked{.place = "forms/ask_statement_of_truth", .was = "ask_statement_of_truth"};
        ticked.field.type = forms::FieldType::declaration;
        ticked.field.id = foreign_.names.made("declaration", "");
        ticked.field.label = our_words("declaration_label");
        foreign_.pages.push_back(
            {foreign_.page_names.made("declaration", ""), our_words("declaration_title"), ticked.place, truth(true), {ticked}});
    }

    /// What a form has besides questions, so that nobody has to find out that it is not there.
    void name_the_rest(const json::Value& form) {
        auto& report = foreign_.report;
        if (is_yes(form["payment_required"]))
            report.form_lost("forms/payment_backend", raw_text(form["payment_backend"]), "why_fee", {foreign_.title.en});
        if (const auto backend = raw_text(form["registration_backend"]); !backend.empty())
            report.note("forms/registration_backend", backend, "", "why_output");
        for (const auto& backend : form["registration_backends"].items())
            report.note("forms/registration_backends", raw_text(backend["backend"]), "", "why_output");
        if (!raw_text(form["submission_confirmation_template"]).empty())
            report.note("forms/submission_confirmation_template", "html", "", "why_letter");
    }

    const OpenFormsExport& exported_;
    ForeignForm foreign_{};
    Rules rules_;
    Components components_;
};

}  // namespace
}  // namespace open_forms

tl::expected<ForeignForm, Refused> read_open_forms(const OpenFormsExport& exported) { return open_forms::FormReader(exported).read(); }

}  // namespace form_import
