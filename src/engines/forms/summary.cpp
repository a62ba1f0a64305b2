#include <algorithm>

#include "engines/forms/shown.h"
#include "engines/forms/spoken.h"
#include "engines/forms/view.h"
#include "engines/pages/lists.h"
#include "foundation/base/unicode.h"

namespace forms {
namespace {

using html::Html;

class Summary {
public:
    Summary(const Texts& texts, const Form& form, const Answers& answers, const ChangeAddress& change, const FileAddress& file,
            const geo::BaseMap* map, const GoneAnswers& gone)
        : texts_(texts.of("forms")),
          language_(texts.language()),
          form_(form),
          kept_(gone.empty() ? without_hidden(form, answers) : answers),
          scope_(scope_of(form, answers)),
          change_(change),
          file_(file),
          map_(map),
          gone_(gone) {}

    Html all() const {
        Html out;
        for (const auto& page : form_.pages)
            if (is_there(page)) out += section(page);
        return out;
    }

private:
    /// What decided that it was asked may be disposed of: what has an answer was asked, since a case is sent without what was hidden.
    bool was_asked(const Field& field, const Answers& answers) const {
        const auto* answer = answers.find(field.id);
        return !gone_.empty() && ((answer && !answer->is_empty()) || gone_.contains(field.id));
    }
    bool is_there(const Page& page) const {
        return is_shown(page, scope_) || std::ranges::any_of(page.fields, [&](const Field& field) { return was_asked(field, kept_); });
    }
    bool is_there(const Page& page, const Field& field) const { return is_shown(form_, page, field, scope_) || was_asked(field, kept_); }

    Html section(const Page& page) const {
        std::vector<pages::Fact> facts;
        for (const auto& field : page.fields) {
            if (field.type == FieldType::information || !is_there(page, field)) continue;
            if (field.is_group()) add_items(field, facts);
            else if (!field.part_of) facts.push_back(fact(field, field.label, value(field, kept_)));
            else if (is_first_part(field, page.fields))
                facts.push_back(fact(field, field.part_of->label, parts(field, page.fields, kept_)));
        }
        if (facts.empty()) return {};
        const auto title = pages::spoken(page.title.lang(language_), page.title.in(language_));
        const auto address = change_ ? change_(page) : std::string();
        const auto link = html::when(!address.empty(), [&] {
            return html::make<R"(<a href="{}">{}<span class="visually-hidden"> {}</span></a>)">(address, texts_("change"), title);
        });
        return html::make<R"(<section class="answered"><div class="section-head"><h2>{}</h2>{}</div>{}</section>)">(title, link,
                                                                                                                    pages::facts(facts));
    }

    pages::Fact fact(const Field& field, const Words& label, Html said) const {
        const auto asked = asked_in(field, language_);
        return {.label = label.in(asked), .value = std::move(said), .lang = asked == language_ ? "" : std::string(to_code(asked))};
    }

    Texts texts_of(const Field& field) const { return texts_.in(asked_in(field, language_)); }
    Html line_of(const Field& field, std::string_view line) const {
        const auto lang = lang_of(field, language_);
        return lang.empty() ? pages::isolated(texts_, line) : pages::spoken(lang, line);
    }

    void add_items(const Field& field, std::vector<pages::Fact>& facts) const {
        const auto* answer = kept_.find(field.id);
        if (!answer || answer->groups().empty()) {
            facts.push_back(fact(field, field.label, not_answered(field)));
            return;
        }
        for (std::size_t i = 0; i < answer->groups().size(); ++i) {
            std::vector<pages::Fact> inner;
            const auto& item = answer->groups()[i];
            for (const auto& one : field.fields) {
                if (!one.asks() || !(is_shown_in_group(field, i, one, scope_) || was_asked(one, item))) continue;
                if (!one.part_of) inner.push_back(fact(one, one.label, value(one, item)));
                else if (is_first_part(one, field.fields)) inner.push_back(fact(one, one.part_of->label, parts(one, field.fields, item)));
            }
            facts.push_back({.label = texts_of(field)("item_number", field.item.in(asked_in(field, language_)), i + 1),
                             .value = pages::facts(inner),
                             .lang = lang_of(field, language_)});
        }
    }

    static bool is_first_part(const Field& field, const std::vector<Field>& beside) {
        return std::ranges::find(beside, field.part_of, &Field::part_of)->id == field.id;
    }

    /// The answers of a compound under its question: a period from day to day, others a line each.
    Html parts(const Field& first, const std::vector<Field>& beside, const Answers& answers) const {
        const bool is_period = first.part_of->type == FieldType::period;
        Html said;
        for (const auto& field : beside) {
            if (field.part_of != first.part_of) continue;
            const auto words = shown(texts_of(field), field, answers, scope_);
            if (words.empty()) continue;
            if (!said.empty()) said += is_period ? html::text(" – ") : html::make<"<br>">();
            said += line_of(field, words);
        }
        return said.empty() ? not_answered(first) : said;
    }

    Html not_answered(const Field& field) const {
        const auto gone = gone_.find(field.id);
        return html::text(gone == gone_.end() ? texts_("not_answered") : texts_("disposed_of", texts_.day(gone->second)));
    }

    Html value(const Field& field, const Answers& answers) const {
        const auto* answer = answers.find(field.id);
        if (answer && !answer->files().empty()) return file_list(answer->files());
        const auto words = shown(texts_of(field), field, answers, scope_);
        if (words.empty()) return not_answered(field);
        if (field.type == FieldType::map && map_) return place_with_map(texts_, *map_, field, *answer, words);
        Html lines;
        for (const auto line : split(words, '\n')) lines += (lines.empty() ? Html() : html::make<"<br>">()) + line_of(field, line);
        return lines;
    }

    Html file_list(const std::vector<FileAnswer>& files) const {
        const auto items = html::each(files, [&](const FileAnswer& file) {
            const auto address = file_ ? file_(file) : std::string();
            const auto name = address.empty() ? pages::isolated(texts_, file.name)
                                              : html::make<R"(<a href="{}">{}</a>)">(address, pages::isolated(texts_, file.name));
            return html::make<R"(<li>{} <span class="muted small">{}</span></li>)">(name, texts_.file_size(file.size));
        });
        return html::make<R"(<ul role="list" class="docs">{}</ul>)">(items);
    }

    Texts texts_;
    Language language_;
    const Form& form_;
    Answers kept_;
    Scope scope_;
    const ChangeAddress& change_;
    const FileAddress& file_;
    const geo::BaseMap* map_;
    const GoneAnswers& gone_;
};

}  // namespace

html::Html answers_summary(const Texts& texts, const Form& form, const Answers& answers, const ChangeAddress& change,
                           const FileAddress& file, const geo::BaseMap* map, const GoneAnswers& gone) {
    return Summary(texts, form, answers, change, file, map, gone).all();
}

}  // namespace forms
