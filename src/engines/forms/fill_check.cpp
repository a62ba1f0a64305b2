#include <algorithm>
#include <cmath>
#include <set>

#include "engines/forms/fill.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) { return text.starts_with(beginning); });
}

bool is_of_kind(std::string_view type, std::string_view kind) {
    if (kind == "pdf") return type == "application/pdf";
    if (kind == "image")
        return starts_with_any(type, {"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif", "image/tiff"});
    return starts_with_any(type,
                           {"application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.", "application/msword",
                            "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/rtf", "text/rtf", "text/plain"});
}

bool is_accepted(const Field& field, const FileAnswer& file) {
    if (field.accept.empty()) return is_of_kind(file.type, "pdf") || is_of_kind(file.type, "image") || is_of_kind(file.type, "office");
    return std::any_of(field.accept.begin(), field.accept.end(), [&](const std::string& kind) { return is_of_kind(file.type, kind); });
}

std::optional<Date> day_of(const Value& value) {
    return value.type() == ValueType::date ? std::optional(value.date()) : date_from_iso(value.text());
}

class AnswerChecker {
public:
    AnswerChecker(const std::vector<FieldError>& unread, std::vector<FieldError>& errors) : unread_(unread), errors_(errors) {}

    /// `scope` holds the item's own values when the field stands in a group.
    void check(const Field& field, const std::string& name, const Answers& answers, const Scope& scope, const Scope& form_scope) {
        if (!field.asks()) return;
        if (pass_on_unread(name)) return;
        const auto* answer = answers.find(field.id);
        if (!answer || answer->is_empty() || (field.type == FieldType::declaration && !answer->yes_no().value_or(false))) {
            check_missing(field, name, scope);
            return;
        }
        check_limits(field, name, *answer, scope);
        if (field.is_group()) check_items(field, name, *answer, form_scope);
        if (field.type == FieldType::signature) check_signatories(name, *answer);
    }

private:
    void error(const std::string& name, std::string key, std::vector<std::string> arguments = {}) {
        errors_.push_back({name, std::move(key), std::move(arguments)});
    }

    bool pass_on_unread(const std::string& name) {
        bool found = false;
        for (const auto& unread : unread_)
            if (unread.field == name) {
                errors_.push_back(unread);
                found = true;
            }
        return found;
    }

    void check_missing(const Field& field, const std::string& name, const Scope& scope) {
        const bool is_list = field.type == FieldType::multiple || field.is_group();
        const bool too_few = is_list && field.min && *field.min > 0;
        if (!too_few && !(field.required && evaluate(field.required, scope).is_true())) return;
        switch (field.type) {
            case FieldType::choice:
            case FieldType::yes_no: return error(name, "error_choose_one");
            case FieldType::multiple: return error(name, "error_choose", {plain_number(std::max(1.0, field.min.value_or(1)))});
            case FieldType::declaration: return error(name, "error_declaration");
            case FieldType::file: return error(name, "error_file_missing");
            case FieldType::date: return error(name, "error_date");
            case FieldType::address: return error(name, "error_address_missing");
            case FieldType::map: return error(name, field.is_drawn() ? "error_drawing_missing" : "error_map_missing");
            // A group without a least number may be empty, also when the field is required by default.
            case FieldType::signature:
            case FieldType::group: return too_few ? error(name, "error_group_few", {plain_number(*field.min)}) : void();
            default: return error(name, "error_missing");
        }
    }

    void check_limits(const Field& field, const std::string& name, const Answer& answer, const Scope& scope) {
        if (const auto number = answer.number()) return check_number(field, name, *number);
        if (field.type == FieldType::date) return check_date(field, name, answer, scope);
        if (field.type == FieldType::file) return check_files(field, name, answer);
        if (field.is_drawn()) return check_drawing(field, name, answer.drawing());
        const auto count = static_cast<double>(field.is_group() ? answer.groups().size() : answer.list().size());
        if (field.type == FieldType::multiple || field.is_group()) {
            const bool groups = field.is_group();
            if (field.min && count < *field.min) error(name, groups ? "error_group_few" : "error_choose", {plain_number(*field.min)});
            if (field.max && count > *field.max)
                error(name, groups ? "error_group_many" : "error_choose_fewer", {plain_number(*field.max)});
            return;
        }
        if (field.max_length > 0 && count_characters(answer.text()) > static_cast<std::size_t>(field.max_length))
            error(name, "error_too_long", {std::to_string(field.max_length)});
    }

    void check_number(const Field& field, const std::string& name, double number) {
        const double scaled = number * std::pow(10.0, field.decimals);
        if (!same_number(scaled, std::round(scaled)))
            return error(name, field.decimals == 0 ? "error_whole_number" : "error_decimals", {std::to_string(field.decimals)});
        const bool low = field.min && number < *field.min, high = field.max && number > *field.max;
        if ((low || high) && field.min && field.max)
            return error(name, "error_between", {plain_number(*field.min), plain_number(*field.max)});
        if (low) error(name, "error_at_least", {plain_number(*field.min)});
        if (high) error(name, "error_at_most", {plain_number(*field.max)});
    }

    void check_date(const Field& field, const std::string& name, const Answer& answer, const Scope& scope) {
        const auto date = date_from_iso(answer.text());
        if (!date) return error(name, "error_date");
        const auto earliest = day_of(evaluate(field.earliest, scope)), latest = day_of(evaluate(field.latest, scope));
        if (earliest && *date < *earliest) error(name, "error_date_early", {to_iso(*earliest)});
        else if (latest && *date > *latest) error(name, "error_date_late", {to_iso(*latest)});
    }

    void check_drawing(const Field& field, const std::string& name, const Drawing& points) {
        const std::size_t least = field.shape == MapShape::line ? 2 : 3;
        if (points.size() < least) error(name, "error_points_few", {std::to_string(least)});
    }

    void check_files(const Field& field, const std::string& name, const Answer& answer) {
        if (answer.files().size() > static_cast<std::size_t>(field.max_files))
            error(name, "error_files_many", {std::to_string(field.max_files)});
        for (const auto& file : answer.files()) {
            if (!is_accepted(field, file)) error(name, "error_file_type", {file.name});
            if (file.size > std::int64_t{field.max_mb} << 20) error(name, "error_file_large", {file.name, std::to_string(field.max_mb)});
        }
    }

    void check_items(const Field& group, const std::string& name, const Answer& answer, const Scope& form_scope) {
        for (std::size_t i = 0; i < answer.groups().size(); ++i) {
            const auto scope = group_item_scope(form_scope, group, i);
            for (const auto& inner : group.fields)
                if (!inner.show_if || evaluate(inner.show_if, scope).is_true())
                    check(inner, name + "." + std::to_string(i) + "." + inner.id, answer.groups()[i], scope, form_scope);
        }
    }

    /// One person signs once.
    void check_signatories(const std::string& name, const Answer& answer) {
        std::set<std::string> numbers;
        for (std::size_t i = 0; i < answer.groups().size(); ++i) {
            const auto& number = answer.groups()[i].text("number");
            if (!number.empty() && !numbers.insert(number).second)
                error(name + "." + std::to_string(i) + ".number", "error_signatory_twice");
        }
    }

    const std::vector<FieldError>& unread_;
    std::vector<FieldError>& errors_;
};

std::vector<FieldError> page_errors(const Form& form, const Page& page, const Answers& answers, const std::vector<FieldError>& unread,
                                    const Scope& scope) {
    std::vector<FieldError> errors;
    AnswerChecker checker(unread, errors);
    for (const auto& field : page.fields)
        if (is_shown(form, page, field, scope)) checker.check(field, field.id, answers, scope, scope);
    return errors;
}

}  // namespace

std::vector<FieldError> check_page(const Form& form, const Page& page, const Filled& filled) {
    auto errors = page_errors(form, page, filled.answers, filled.errors, scope_of(form, filled.answers));
    std::erase_if(errors, [&](const FieldError& error) {
        return std::ranges::any_of(filled.revealed,
                                   [&](const std::string& name) { return error.field == name || error.field.starts_with(name + "."); });
    });
    return errors;
}

std::vector<FieldError> check_page(const Form& form, const Page& page, const Answers& answers) {
    return page_errors(form, page, answers, {}, scope_of(form, answers));
}

Checked check_whole(const Form& form, const Answers& answers) {
    const auto scope = scope_of(form, answers);
    Checked checked;
    for (const auto& page : form.pages)
        for (auto& error : page_errors(form, page, answers, {}, scope)) checked.errors.push_back(std::move(error));
    for (const auto& check : form.checks) {
        // Unknown is no reason to stop: what is missing has its own error.
        if (!evaluate(check.unless, scope).is_false()) continue;
        (check.stops ? checked.errors : checked.warnings).push_back({check.field, "check", {check.id}});
    }
    return checked;
}

const Page* page_of_error(const Form& form, const FieldError& error) { return form.page_of(error.field.substr(0, error.field.find('.'))); }

const Page* first_page_of(const Form& form, const std::vector<FieldError>& errors) {
    const Page* first = nullptr;
    for (const auto& error : errors) {
        const auto* page = page_of_error(form, error);
        if (page && (!first || page < first)) first = page;
    }
    return first;
}

const Page* first_page_with_error(const Form& form, const Answers& answers) {
    return first_page_of(form, check_whole(form, answers).errors);
}

std::vector<const Page*> shown_pages(const Form& form, const Answers& answers) {
    const auto scope = scope_of(form, answers);
    std::vector<const Page*> shown;
    for (const auto& page : form.pages)
        if (is_shown(page, scope)) shown.push_back(&page);
    return shown;
}

const Page* next_page(const Form& form, const Answers& answers, std::string_view after) {
    const auto* from = form.page(after);
    if (!from && !after.empty()) return nullptr;
    for (const auto* page : shown_pages(form, answers))
        if (!from || page > from) return page;
    return nullptr;
}

}  // namespace forms
