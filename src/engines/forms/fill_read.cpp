#include <algorithm>
#include <set>

#include "engines/forms/fill.h"
#include "engines/forms/normal.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

constexpr std::size_t most_items = 100;  ///< in one group, whatever the form says
constexpr std::string_view replacement_character = "\xef\xbf\xbd";

class PageReader {
public:
    PageReader(const http::Request& request, const KeepFile& keep_file, const geo::BaseMap* map, Filled& filled)
        : request_(request), keep_file_(keep_file), map_(map), filled_(filled), was_broken_(request.header("x-torg-invalid-utf8") == "1") {}

    void read(const Field& field, const std::string& name, Answers& into) {
        switch (field.type) {
            case FieldType::calculated:
            case FieldType::information: return;
            case FieldType::signature:
            case FieldType::group: return group(field, name, into);
            case FieldType::file: return files(field, name, into);
            case FieldType::multiple: return multiple(field, name, into);
            case FieldType::declaration:
                remember(name);
                if (trimmed(request_.field(name)).empty()) into.remove(field.id);
                else into.set(field.id, {true});
                return;
            case FieldType::consent: return consent(field, name, into);
            case FieldType::date: return date_field(field, name, into);
            case FieldType::address: return address_field(field, name, into);
            default: return single(field, name, into);
        }
    }

private:
    bool remember(const std::string& name) {
        const auto values = request_.form.every(name);
        if (values.empty()) return false;
        filled_.typed[name] = {values.begin(), values.end()};
        return true;
    }

    std::string typed(const std::string& name) const { return tidy_text(request_.field(name)); }

    void error(const std::string& name, std::string key, std::vector<std::string> arguments = {}) {
        filled_.errors.push_back({name, std::move(key), std::move(arguments)});
    }

    bool broken(const std::string& name) {
        if (!was_broken_ || request_.field(name).find(replacement_character) == std::string_view::npos) return false;
        return true;
    }

    template <class T>
    void take(const Field& field, const std::string& name, Normal<T> normal, Answers& into) {
        if (normal) {
            into.set(field.id, {std::move(*normal)});
            return;
        }
        into.remove(field.id);
        error(name, normal.error().text_key, normal.error().arguments);
    }

    void single(const Field& field, const std::string& name, Answers& into) {
        if (!remember(name)) return;
        const auto words = typed(name);
        if (words.empty()) {
            into.remove(field.id);
            return;
        }
        if (broken(name)) {
            into.remove(field.id);
            error(name, "error_unreadable_characters");
            return;
        }
        switch (field.type) {
            case FieldType::number: return take(field, name, number(words), into);
            case FieldType::money: return take(field, name, money(words), into);
            case FieldType::personal_number: return take(field, name, personal_number(words), into);
            case FieldType::organisation_number: return take(field, name, organisation_number(words), into);
            case FieldType::email: return take(field, name, email(words), into);
            case FieldType::phone: return take(field, name, phone(words), into);
            case FieldType::postcode: return take(field, name, postcode(words), into);
            case FieldType::property: return take(field, name, property(words), into);
            case FieldType::map:
                if (field.is_drawn()) return take(field, name, drawing(words, map_), into);
                return take(field, name, place(words, map_), into);
            case FieldType::yes_no: return yes_no(field, name, words, into);
            case FieldType::choice:
                if (field.option(words)) into.set(field.id, {words});
                else take(field, name, Normal<std::string>(tl::unexpected(Refused{"error_choice"})), into);
                return;
            default: into.set(field.id, {words});
        }
    }

    void yes_no(const Field& field, const std::string& name, const std::string& words, Answers& into) {
        if (words == "yes" || words == "no") {
            into.set(field.id, {words == "yes"});
            return;
        }
        into.remove(field.id);
        error(name, "error_yes_no");
    }

    /// A hidden input after the box says no, so that a box that is left is an answer and one that was never shown is none.
    void consent(const Field& field, const std::string& name, Answers& into) {
        if (remember(name)) into.set(field.id, {request_.field(name) == "yes"});
    }

    void multiple(const Field& field, const std::string& name, Answers& into) {
        remember(name);
        std::vector<std::string> chosen;
        for (const auto value : request_.form.every(name)) {
            if (value.empty()) continue;
            if (!field.option(value)) {
                into.remove(field.id);
                return error(name, "error_choice");
            }
            if (std::find(chosen.begin(), chosen.end(), value) == chosen.end()) chosen.emplace_back(value);
        }
        into.set(field.id, {std::move(chosen)});
    }

    void date_field(const Field& field, const std::string& name, Answers& into) {
        if (remember(name)) {
            if (const auto iso = typed(name); !iso.empty()) return take(field, name, iso_date(iso), into);
        }
        bool any = filled_.typed.contains(name);
        for (const auto part : {"-day", "-month", "-year"}) any = remember(name + part) || any;
        if (!any) return;
        const auto day = typed(name + "-day"), month = typed(name + "-month"), year = typed(name + "-year");
        if (day.empty() && month.empty() && year.empty()) into.remove(field.id);
        else take(field, name, date(day, month, year), into);
    }

    void address_field(const Field& field, const std::string& name, Answers& into) {
        bool any = false;
        for (const auto part : {"-street", "-postcode", "-town"}) any = remember(name + part) || any;
        if (!any) return;
        const auto street = typed(name + "-street"), code = typed(name + "-postcode"), town = typed(name + "-town");
        if (broken(name + "-street") || broken(name + "-town")) {
            into.remove(field.id);
            return error(name, "error_unreadable_characters");
        }
        if (street.empty() && code.empty() && town.empty()) into.remove(field.id);
        else take(field, name, address(street, code, town), into);
    }

    void files(const Field& field, const std::string& name, Answers& into) {
        const auto* before = into.find(field.id);
        auto kept = before ? before->files() : std::vector<FileAnswer>{};
        for (const auto& upload : request_.uploads) {
            if (upload.field != name || (upload.filename.empty() && upload.size == 0 && !upload.too_large)) continue;
            if (upload.too_large || upload.size > std::int64_t{field.max_mb} << 20) {
                error(name, "error_file_large", {upload.filename, std::to_string(field.max_mb)});
            } else if (upload.size == 0) {
                error(name, "error_file_empty", {upload.filename});
            } else if (kept.size() >= static_cast<std::size_t>(field.max_files)) {
                error(name, "error_files_many", {std::to_string(field.max_files)});
                break;
            } else if (keep_file_) {
                keep(name, upload, kept);
            }
        }
        for (const auto hash : request_.form.every(name + "-remove")) {
            std::erase_if(kept, [&](const FileAnswer& file) { return file.hash == hash; });
            filled_.pressed = Pressed{Pressed::What::remove, name, std::string(hash)};
        }
        if (kept.empty()) into.remove(field.id);
        else into.set(field.id, {std::move(kept)});
    }

    void keep(const std::string& name, const http::Upload& upload, std::vector<FileAnswer>& kept) {
        auto file = keep_file_(upload);
        if (!file) {
            const auto& problem = file.error();
            error(name,
                  !problem.fields.empty()    ? problem.fields[0].text_key
                  : problem.text_key.empty() ? "error_file"
                                             : problem.text_key,
                  !problem.fields.empty() ? problem.fields[0].arguments : std::vector<std::string>{upload.filename});
            return;
        }
        const bool is_there = std::any_of(kept.begin(), kept.end(), [&](const FileAnswer& other) { return other.hash == file->hash; });
        if (!is_there) kept.push_back(std::move(*file));
    }

    std::size_t items_sent(const std::string& name) const {
        std::set<std::size_t> numbers;
        const auto count = [&](std::string_view input) {
            if (!input.starts_with(name + ".")) return;
            input.remove_prefix(name.size() + 1);
            const auto number = whole_number(input.substr(0, input.find('.')));
            if (number && *number >= 0 && *number < static_cast<std::int64_t>(most_items))
                numbers.insert(static_cast<std::size_t>(*number));
        };
        for (const auto& [input, value] : request_.form.all) count(input);
        for (const auto& upload : request_.uploads) count(upload.field);
        return numbers.empty() ? 0 : *numbers.rbegin() + 1;
    }

    void group(const Field& field, const std::string& name, Answers& into) {
        const auto* before = into.find(field.id);
        const auto old = before ? before->groups() : std::vector<Answers>{};
        std::vector<Answers> items(items_sent(name));
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i < old.size()) items[i] = old[i];
            for (const auto& inner : field.fields) read(inner, name + "." + std::to_string(i) + "." + inner.id, items[i]);
        }
        into.set(field.id, {std::move(items)});
    }

    const http::Request& request_;
    const KeepFile& keep_file_;
    const geo::BaseMap* map_;
    Filled& filled_;
    bool was_broken_;
};

/// "children.1" is children and 1; nothing unless the page has such a group.
std::optional<std::pair<const Field*, std::size_t>> item_in(const Page& page, std::string_view value) {
    const auto dot = value.find('.');
    for (const auto& field : page.fields) {
        if (!field.is_group() || field.id != value.substr(0, dot)) continue;
        const auto number = dot == value.npos ? std::nullopt : whole_number(value.substr(dot + 1));
        return std::pair(&field, number && *number >= 0 ? static_cast<std::size_t>(*number) : most_items);
    }
    return std::nullopt;
}

/// What was typed about later items moves up one place.
void forget_item(Typed& typed, const std::string& group, std::size_t removed) {
    Typed kept;
    for (auto& [name, values] : typed) {
        if (!name.starts_with(group + ".")) {
            kept[name] = std::move(values);
            continue;
        }
        const auto rest = name.substr(group.size() + 1);
        const auto dot = rest.find('.');
        const auto number = static_cast<std::size_t>(whole_number(rest.substr(0, dot)).value_or(0));
        if (number == removed || dot == rest.npos) continue;
        kept[group + "." + std::to_string(number > removed ? number - 1 : number) + rest.substr(dot)] = std::move(values);
    }
    typed = std::move(kept);
}

void press_buttons(const Page& page, const http::Request& request, Filled& filled) {
    if (const auto added = item_in(page, request.field("_add"))) {
        const auto* answer = filled.answers.find(added->first->id);
        auto items = answer ? answer->groups() : std::vector<Answers>{};
        const auto most = std::min<double>(most_items, added->first->max.value_or(most_items));
        if (static_cast<double>(items.size()) < most) items.emplace_back();
        filled.answers.set(added->first->id, {std::move(items)});
        filled.pressed = Pressed{Pressed::What::add, added->first->id};
    }
    const auto removed = std::string(request.field("_remove"));
    if (const auto item = item_in(page, removed)) {
        auto items = filled.answers.find(item->first->id)->groups();
        if (item->second < items.size()) items.erase(items.begin() + static_cast<std::ptrdiff_t>(item->second));
        filled.answers.set(item->first->id, {std::move(items)});
        forget_item(filled.typed, item->first->id, item->second);
        filled.pressed = Pressed{Pressed::What::remove, item->first->id, std::to_string(item->second)};
    }
    for (const auto& field : page.fields) {
        if (field.type != FieldType::file || !removed.starts_with(field.id + ".")) continue;
        const auto* answer = filled.answers.find(field.id);
        auto files = answer ? answer->files() : std::vector<FileAnswer>{};
        std::erase_if(files, [&](const FileAnswer& file) { return file.hash == removed.substr(field.id.size() + 1); });
        filled.answers.set(field.id, {std::move(files)});
        filled.pressed = Pressed{Pressed::What::remove, field.id, removed.substr(field.id.size() + 1)};
    }
    const auto shown = std::string(request.field("_show"));
    if (filled.typed.contains(shown)) filled.pressed = Pressed{Pressed::What::show, shown};
    if (!filled.pressed) return;
    const bool is_place = filled.pressed->what == Pressed::What::show;
    std::erase_if(filled.errors, [&](const FieldError& error) { return !is_place || error.field != shown; });
}

}  // namespace

Filled read_page(const Form& form, const Page& page, const http::Request& request, const Answers& before, const KeepFile& keep_file,
                 const geo::BaseMap* map) {
    Filled filled{before, {}};
    PageReader reader(request, keep_file, map, filled);
    for (const auto& field : page.fields) reader.read(field, field.id, filled.answers);
    press_buttons(page, request, filled);
    filled.revealed = revealed(form, page, filled.answers, request.form.every("_unseen"));
    return filled;
}

}  // namespace forms
