#include "engines/testing/typed_answers.h"

#include <fmt/format.h>

namespace {

class Typist {
public:
    Typist(const std::function<std::string(const forms::FileAnswer&)>& content_of, TypedPage& typed)
        : content_of_(content_of), typed_(typed) {}

    void type(const forms::Field& field, const std::string& name, const forms::Answer& answer) {
        switch (field.type) {
            case forms::FieldType::signature:
            case forms::FieldType::group: return items(field, name, answer.groups());
            case forms::FieldType::file: return files(name, answer.files());
            case forms::FieldType::multiple:
                for (const auto& chosen : answer.list()) put(name, chosen);
                return;
            case forms::FieldType::declaration: return put(name, "1");
            case forms::FieldType::yes_no:
            case forms::FieldType::consent: return put(name, answer.yes_no().value_or(false) ? "yes" : "no");
            case forms::FieldType::date: return date(name, answer.text());
            case forms::FieldType::address: return address(name, answer);
            case forms::FieldType::map: return field.is_drawn() ? drawing(name, answer.drawing()) : place(name, answer);
            default: put(name, number_or_text(answer));
        }
    }

private:
    void put(const std::string& name, std::string value) { typed_.fields.emplace_back(name, std::move(value)); }

    static std::string number_or_text(const forms::Answer& answer) {
        const auto* number = std::get_if<forms::NumberAnswer>(&answer.value);
        return number ? number->typed : answer.text();
    }
    void items(const forms::Field& field, const std::string& name, const std::vector<forms::Answers>& all) {
        for (std::size_t i = 0; i < all.size(); ++i)
            for (const auto& inner : field.fields)
                if (const auto* answer = all[i].find(inner.id)) type(inner, fmt::format("{}.{}.{}", name, i, inner.id), *answer);
    }
    void files(const std::string& name, const std::vector<forms::FileAnswer>& all) {
        for (const auto& file : all) typed_.files.push_back({name, file.name, content_of_(file), file.type});
    }
    void date(const std::string& name, const std::string& iso) {
        put(name + "-year", iso.substr(0, 4));
        put(name + "-month", iso.substr(5, 2));
        put(name + "-day", iso.substr(8, 2));
    }
    void address(const std::string& name, const forms::Answer& answer) {
        put(name + "-street", answer.address()->street);
        put(name + "-postcode", answer.address()->postcode);
        put(name + "-town", answer.address()->town);
    }
    void place(const std::string& name, const forms::Answer& answer) {
        const auto* point = answer.point();
        put(name, point ? fmt::format("{:.6f}, {:.6f}", point->latitude, point->longitude) : answer.text());
    }
    void drawing(const std::string& name, const forms::Drawing& points) {
        std::string all;
        for (const auto& point : points) all += fmt::format("{:.6f}, {:.6f}\n", point.latitude, point.longitude);
        put(name, all);
    }

    const std::function<std::string(const forms::FileAnswer&)>& content_of_;
    TypedPage& typed_;
};

}  // namespace

TypedPage typed_page(const forms::Form& form, const forms::Page& page, const forms::Answers& answers,
                     const std::function<std::string(const forms::FileAnswer&)>& content_of) {
    TypedPage typed;
    Typist typist(content_of, typed);
    const auto scope = forms::scope_of(form, answers);
    for (const auto& field : page.fields)
        if (const auto* answer = answers.find(field.id); answer && forms::is_shown(form, page, field, scope))
            typist.type(field, field.id, *answer);
    return typed;
}
