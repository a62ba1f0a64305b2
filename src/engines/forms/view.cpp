#include "engines/forms/view.h"

#include <algorithm>
#include <span>

#include "engines/forms/in_time.h"
#include "engines/forms/inputs.h"
#include "engines/forms/own_children.h"
#include "engines/forms/page_rules.h"
#include "engines/forms/shown.h"
#include "engines/forms/spoken.h"
#include "engines/pages/fields.h"
#include "engines/pages/lists.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

using html::Html;

/// A question as it is asked: one field, or the parts of a compound.
using Asked = std::span<const Field>;

std::vector<Asked> questions_of(const std::vector<Field>& fields) {
    std::vector<Asked> all;
    for (auto first = fields.begin(); first != fields.end();) {
        auto end = first + 1;
        while (first->part_of && end != fields.end() && end->part_of == first->part_of) ++end;
        all.emplace_back(first, end);
        first = end;
    }
    return all;
}

/// The field as its question is read: a part by the question that it is a part of.
const Field& question_of(const Field& field) { return field.part_of ? *field.part_of : field; }

constexpr std::size_t most_radios = 7;  ///< more options than this are easier to find in a list

class PageView {
public:
    PageView(const Texts& texts, const Form& form, const Page& page, const PageContent& content)
        : texts_(texts.of("forms")),
          language_(texts.language()),
          form_(form),
          page_(page),
          content_(content),
          inputs_(texts, form, content),
          scope_(scope_of(form, content.answers)),
          rules_(form, page, content.answers, scope_) {}

    Html all() const {
        Html out;
        for (const auto& asked : questions_of(page_.fields)) out += in_its_place(asked, {content_.answers, scope_});
        return out + rules_in_time(texts_, rules_);
    }

private:
    /// The form, or one item of a group.
    struct Around {
        const Answers& answers;
        const Scope& scope;
        const Field* group = nullptr;
        std::string prefix{};  ///< of the inputs' names
    };

    /// A field that depends on answers of the same page is always there, hidden until its rule holds: the island shows it at once. Without
    /// scripts _unseen tells, when the page is posted, that the reader has not seen it.
    Html in_its_place(Asked asked, const Around& around) const {
        const auto& field = asked.front();
        if (!field.show_if) return question(asked, around);
        const auto name = around.prefix + field.id;
        const bool holds = evaluate(field.show_if, around.scope).is_true();
        if (!rules_.follows_page(field.show_if, around.group)) return html::when(holds, [&] { return question(asked, around); });
        const bool is_shown =
            holds || std::ranges::any_of(asked, [&](const Field& part) { return inputs_.has_error(around.prefix + part.id); });
        const bool is_first_new = !content_.revealed.empty() && content_.revealed.front() == name;
        const auto place = html::Attributes()
                               .flag("hidden", !is_shown)
                               .maybe("id", is_first_new ? revealed_id : "")
                               .maybe("tabindex", is_first_new ? "-1" : "");
        const auto unseen = html::each(asked, [&](const Field& part) {
            return html::make<R"(<input type="hidden" name="_unseen" value="{}" {}>)">(around.prefix + part.id,
                                                                                       html::Attributes().flag("disabled", is_shown));
        });
        return html::make<R"(<div class="conditional" data-question="{}" {}>{}{}{}</div>)">(
            name, place, unseen, html::when(is_first_new, [&] { return more(); }), question(asked, around));
    }

    /// The question whose answer showed the first that is new.
    std::string asked_before() const {
        const auto* field = field_of_input(form_, content_.revealed.front());
        for (const auto& seen : field ? names(field->show_if) : std::vector<std::string>{})
            if (const auto* looked_at = form_.field(seen)) return question_of(*looked_at).label.in(language_);
        return page_.title.in(language_);
    }

    /// Above what the new answers have shown: that there is more, and where.
    Html more() const {
        std::vector<std::string> questions;
        const Field* last = nullptr;
        for (const auto& name : content_.revealed) {
            const auto* field = field_of_input(form_, name);
            if (!field || !field->asks()) continue;
            if (!field->part_of || field->part_of.get() != last) questions.push_back(name);
            last = field->part_of.get();
        }
        const auto topic = asked_before();
        const auto heading = questions.empty() ? texts_("more_to_read", topic) : texts_("more_questions", questions.size(), topic);
        const auto links = html::when(questions.size() > 1, [&] {
            return html::make<"<ul>{}</ul>">(html::each(questions, [&](const std::string& name) {
                return html::make<R"(<li><a href="#{}">{}</a></li>)">(name, question_of(*field_of_input(form_, name)).label.in(language_));
            }));
        });
        return pages::notice(pages::Tone::info, html::make<"<p><b>{}</b></p><p>{}</p>{}">(heading, texts_("more_says"), links));
    }

    /// In Swedish when it has no words in the reader's language: all of it, and it says so.
    Html question(Asked asked, const Around& around) const {
        const auto& first = asked.front();
        if (!speaks(first, language_)) {
            const PageView swedish(texts_.in(Language::sv), form_, page_, content_);
            return html::make<R"(<div lang="sv" dir="ltr">{}</div>)">(swedish.question(asked, around));
        }
        if (!first.part_of) return one(first, around);
        Html parts;
        for (const auto& part : asked) parts += one(part, around);
        if (first.part_of->type == FieldType::child)
            parts = own_children(texts_, inputs_, *first.part_of, around.prefix, around.answers, content_.children, parts);
        return fieldset(*first.part_of, parts);
    }

    Html one(const Field& field, const Around& around) const {
        const auto name = around.prefix + field.id;
        const auto* answer = around.answers.find(field.id);
        switch (field.type) {
            case FieldType::long_text: return pages::text_area(texts_, inputs_.plain(field, name, answer));
            case FieldType::date: return pages::date_field(texts_, inputs_.date(field, name, answer));
            case FieldType::yes_no:
                return pages::radios(texts_, inputs_.yes_no(field, name, answer), {{"yes", texts_("yes")}, {"no", texts_("no")}});
            case FieldType::choice: return choice(field, name, answer);
            case FieldType::multiple: return multiple(field, name, answer);
            case FieldType::declaration: return declaration(field, name, answer);
            case FieldType::consent: return consent(field, name, answer);
            case FieldType::address: return address(field, name, answer);
            case FieldType::map: return map(field, name, answer);
            case FieldType::file: return files(field, name, answer);
            case FieldType::signature:
            case FieldType::group: return group(field, name, answer);
            case FieldType::calculated: return calculated(field, name, around);
            case FieldType::information: return pages::prose(field.text.in(language_));
            default: return pages::text_field(texts_, inputs_.plain(field, name, answer));
        }
    }

    std::vector<pages::Option> options(const Field& field) const {
        std::vector<pages::Option> all;
        for (const auto& option : field.options) all.push_back({option.value, option.label.in(language_), option.hint.in(language_)});
        return all;
    }

    Html choice(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = inputs_.head(field, name);
        shown.value = inputs_.typed(name, answer ? answer->text() : std::string());
        auto all = options(field);
        if (all.size() <= most_radios) return pages::radios(texts_, shown, all);
        all.insert(all.begin(), {"", texts_("choose_from_list")});
        return pages::select(texts_, shown, all);
    }

    Html multiple(const Field& field, const std::string& name, const Answer* answer) const {
        const auto found = content_.typed.find(name);
        const auto chosen = found != content_.typed.end() ? found->second : answer ? answer->list() : std::vector<std::string>{};
        return pages::checkboxes(texts_, inputs_.head(field, name), options(field), chosen);
    }

    Html declaration(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = inputs_.head(field, name);
        shown.value = "yes";
        shown.optional = false;
        return pages::checkbox(texts_, shown, answer && answer->yes_no().value_or(false));
    }

    /// Voluntary: left, it says no.
    Html consent(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = inputs_.head(field, name);
        shown.value = "yes";
        shown.optional = false;
        shown.hint += (shown.hint.empty() ? "" : " ") + texts_("consent_hint");
        return pages::checkbox(texts_, shown, inputs_.typed(name, answer && answer->yes_no().value_or(false) ? "yes" : "no") == "yes") +
               pages::hidden(name, "no");
    }

    Html fieldset(const Field& field, const Html& content) const {
        const auto hint =
            html::when(!field.hint.empty(), [&] { return html::make<R"(<p class="field__hint">{}</p>)">(field.hint.in(language_)); });
        const auto reasons = field.part_of ? std::string() : why_words(texts_, field);
        const auto why = html::when(!reasons.empty(), [&] {
            const auto lines = html::each(split(reasons, '\n'), [](std::string_view line) { return html::make<"<p>{}</p>">(line); });
            return pages::details(texts_.of("pages")("why_we_ask"), lines);
        });
        const auto head = inputs_.head(field, field.id);
        const auto label = head.optional ? texts_.of("pages")("optional_label", head.label) : head.label;
        return html::make<R"(<fieldset class="field"><legend class="field__label field__label--h2">{}</legend>{}{}{}</fieldset>)">(
            label, hint, content, why);
    }

    Html address(const Field& field, const std::string& name, const Answer* answer) const {
        const auto* held = answer ? answer->address() : nullptr;
        const auto value = held ? *held : Address{};
        return fieldset(field, inputs_.one_of_several(field, name, "street", value.street, "", "") +
                                   inputs_.one_of_several(field, name, "postcode", value.postcode, "10", "numeric") +
                                   inputs_.one_of_several(field, name, "town", value.town, "", ""));
    }

    /// An address as it was written, or a point a line.
    static std::string written(const Answer& answer) {
        std::vector<std::string> lines;
        for (const auto& point : answer.drawing()) lines.push_back(coordinates_of(point));
        return lines.empty() ? answer.text() : joined(lines, "\n");
    }

    std::string map_hint(const Field& field) const {
        if (!content_.map.map) return texts_(field.is_drawn() ? "map_hint_drawn_without_map" : "map_hint_without_map");
        if (!field.is_drawn()) return texts_("map_hint");
        return texts_(field.shape == MapShape::line ? "map_hint_line" : "map_hint_area");
    }

    /// An address or coordinates, with the town's map below. Without scripts the button draws the map anew.
    Html map(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = inputs_.head(field, name);
        const auto* point = answer ? answer->point() : nullptr;
        shown.value = inputs_.typed(name, point ? forms::shown(texts_, field, *answer) : answer ? written(*answer) : std::string());
        const auto hint = map_hint(field);
        shown.hint = shown.hint.empty() ? hint : shown.hint + " " + hint;
        const auto box = field.is_drawn() ? pages::text_area(texts_, shown) : pages::text_field(texts_, shown);
        if (!content_.map.map) return box;
        const auto show = html::make<
            R"(<p class="place__show"><button class="btn btn--secondary btn--sm" name="_show" value="{}" formaction="#{}-place">{}{}</button></p>)">(
            name, name, pages::icon("map-pin"), texts_("show_on_map"));
        return html::make<R"(<div class="field place" id="{}-place">{}{}{}</div>)">(name, box, show,
                                                                                    place_map(texts_, content_.map, field, name, answer));
    }

    Html files(const Field& field, const std::string& name, const Answer* answer) const {
        auto shown = inputs_.head(field, name);
        const auto limits = texts_("files_hint", field.max_files, field.max_mb);
        shown.hint = shown.hint.empty() ? limits : shown.hint + " " + limits;
        std::vector<pages::ShownFile> there;
        if (answer)
            for (const auto& file : answer->files()) there.push_back({file.name, texts_.file_size(file.size), file.hash});
        return pages::file_field(texts_, shown, there);
    }

    Html group(const Field& field, const std::string& name, const Answer* answer) const {
        auto items = answer ? answer->groups() : std::vector<Answers>{};
        // The first item is there to be filled in when one is demanded.
        if (items.empty() && field.min.value_or(0) > 0) items.emplace_back();
        Html content;
        for (std::size_t i = 0; i < items.size(); ++i) content += item(field, name, i, items[i]);
        const auto error = inputs_.error_of(name);
        const auto said = html::when(!error.empty(), [&] { return html::make<R"(<p class="field__error" id="{}">{}</p>)">(name, error); });
        const bool may_add = !field.max || static_cast<double>(items.size()) < *field.max;
        const auto add = html::when(
            may_add, [&] { return pages::button(texts_("add_item", field.item.in(language_)), pages::Button::secondary, "_add", name); });
        const auto signs = html::when(!field.text.empty(), [&] { return pages::prose(field.text.in(language_)); });
        return fieldset(field, signs + said + content + add);
    }

    Html item(const Field& field, const std::string& name, std::size_t number, const Answers& answers) const {
        const auto prefix = name + "." + std::to_string(number);
        const auto scope = group_item_scope(scope_, field, number);
        auto content = pages::hidden(prefix + "._here", "1");  // an item with nothing but empty boxes is still sent
        const Around around{answers, scope, &field, prefix + "."};
        for (const auto& asked : questions_of(field.fields)) content += in_its_place(asked, around);
        const auto title = texts_("item_number", field.item.in(language_), number + 1);
        const auto remove = pages::button(texts_("remove_item", title), pages::Button::quiet, "_remove", prefix);
        return html::make<R"(<fieldset class="field group-item"><legend class="field__label">{}</legend>{}{}</fieldset>)">(title, content,
                                                                                                                           remove);
    }

    Html calculated(const Field& field, const std::string& name, const Around& around) const {
        const auto words = shown(texts_, field, around.answers, around.scope);
        const auto unit = html::Attributes().maybe("data-unit", field.unit.in(language_));
        return html::make<
            R"(<div class="field"><p class="field__label">{}</p><p><output data-calculated="{}" data-decimals="{}" {}>{}</output></p></div>)">(
            field.label.in(language_), name, shown_decimals(field), unit, words.empty() ? texts_("unknown_yet") : words);
    }

    Texts texts_;
    Language language_;
    const Form& form_;
    const Page& page_;
    const PageContent& content_;
    Inputs inputs_;
    Scope scope_;
    PageRules rules_;
};

}  // namespace

html::Html page_fields(const Texts& texts, const Form& form, const Page& page, const PageContent& content) {
    return PageView(texts, form, page, content).all();
}

}  // namespace forms
