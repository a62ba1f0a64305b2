#include "areas/fault_reports/report.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace fault_reports {
namespace {

using forms::Field;
using forms::FieldType;

constexpr int longest_words = 2000, most_photos = 3;

const Field* first_of(const services::Service& service, FieldType type) {
    for (const auto& page : service.form.pages)
        for (const auto& field : page.fields)
            if (field.type == type) return &field;
    return nullptr;
}

Field question(std::string_view id, FieldType type, const std::string& label, const std::string& hint) {
    Field field{.id = std::string(id), .type = type, .label = {label, label}, .hint = {hint, hint}, .required = forms::Rule::never()};
    field.max_length = services::usual_length(type);
    return field;
}

void carry(const forms::Answers& from, std::string_view id, const Field* to, forms::Answers& into) {
    if (const auto* answer = from.find(id); answer && to) into.set(to->id, *answer);
}

}  // namespace

Category category_of(const Categories& all, std::string_view id) {
    const auto found = std::ranges::find(all, id, [](const Category& one) -> const std::string& { return one->id; });
    return found == all.end() ? nullptr : *found;
}

std::vector<Field> own_questions(const services::Service& service) {
    const auto *photo = first_of(service, FieldType::file), *place = first_of(service, FieldType::map),
               *words = first_of(service, FieldType::long_text);
    std::vector<Field> own;
    for (const auto& page : service.form.pages) {
        if (page.id == services::contact_page_id) continue;
        for (const auto& field : page.fields)
            if (&field != photo && &field != place && &field != words) own.push_back(field);
    }
    return own;
}

forms::Form report_form(const Texts& text, const services::Service* category) {
    forms::Page page{.id = "fault", .title = {text("title"), text("title")}};
    auto photo = question(photo_field, FieldType::file, text("photo"), "");
    photo.accept = {"image"};
    photo.max_files = most_photos;
    auto place = question(place_field, FieldType::map, text("where"), "");
    place.required = forms::Rule::always();
    auto words = question(words_field, FieldType::long_text, text("describe"), text("describe_hint"));
    words.max_length = longest_words;
    page.fields = {std::move(photo), std::move(place), std::move(words)};
    if (category) std::ranges::copy(own_questions(*category), std::back_inserter(page.fields));
    page.fields.push_back(question(email_field, FieldType::email, text("email"), text("email_hint")));
    page.fields.push_back(question(phone_field, FieldType::phone, text("phone"), ""));
    forms::Form form{.id = "fault_report", .title = page.title};
    form.pages = {std::move(page)};
    return form;
}

std::vector<FieldError> missing(const forms::Answers& answers, const services::Service* category) {
    std::vector<FieldError> errors;
    if (!category) errors.push_back({"typ", "error_category"});
    const auto* photos = answers.find(photo_field);
    if (answers.text(words_field).empty() && (!photos || photos->files().empty()))
        errors.push_back({std::string(words_field), "error_words_or_picture"});
    return errors;
}

forms::Answers answers_for(const services::Service& service, const forms::Answers& of_page) {
    forms::Answers answers;
    carry(of_page, photo_field, first_of(service, FieldType::file), answers);
    carry(of_page, place_field, first_of(service, FieldType::map), answers);
    carry(of_page, words_field, first_of(service, FieldType::long_text), answers);
    for (const auto& own : own_questions(service)) carry(of_page, own.id, &own, answers);
    return forms::without_hidden(service.form, answers);
}

Category suggested(const Categories& all, std::string_view words, std::vector<similarity::KindCount> learned) {
    constexpr std::int64_t as_if = 5;  // reports that have said each word of its title and keywords
    for (const auto& category : all) {
        std::string known = category->title.sv + " " + category->title.en;
        for (const auto& word : category->keywords) known += " " + word;
        std::ranges::move(similarity::naming(category->id, known, as_if), std::back_inserter(learned));
    }
    return category_of(all, similarity::kind_of(words, learned));
}

std::optional<Share> share_of(std::int64_t yes, std::int64_t no) {
    const auto answers = yes + no;
    if (answers < least_answers) return std::nullopt;
    constexpr double z = 1.96;
    const double n = static_cast<double>(answers), p = static_cast<double>(yes) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    const auto percent = [](double part) { return static_cast<int>(std::lround(std::clamp(part, 0.0, 1.0) * 100)); };
    return Share{percent(p), percent(middle - half), percent(middle + half)};
}

}  // namespace fault_reports
