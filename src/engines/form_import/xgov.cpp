#include "engines/form_import/xgov.h"

#include <algorithm>

#include "engines/form_import/journey.h"
#include "engines/form_import/our_words.h"
#include "engines/form_import/readers.h"
#include "foundation/base/unicode.h"

namespace form_import {
namespace xgov {
namespace {

constexpr std::size_t most_pages = 1000;

class FormReader {
public:
    explicit FormReader(const json::Value& form)
        : form_(form), conditions_(read_conditions(form)), components_(foreign_, form, conditions_) {}

    ForeignForm read() {
        foreign_.report.format = "XGov form builder";
        const auto& pages = form_["pages"].items();
        foreign_.title = label_of(form_["name"]);
        if (foreign_.title.empty() && !pages.empty()) foreign_.title = label_of(pages[0]["title"]);
        foreign_.name = foreign_.title.en;
        if (is_yes(form_["authentication"])) foreign_.sign_in = services::SignIn::required;
        for (const auto& page : pages) foreign_.pages.push_back(page_of(page));
        order_pages();
        count_conditions();
        std::erase_if(foreign_.pages, [](const ForeignPage& page) { return page.questions.empty(); });
        add_declaration();
        name_the_rest();
        return std::move(foreign_);
    }

private:
    ForeignPage page_of(const json::Value& page) {
        const auto path = raw_text(page["path"]);
        ForeignPage made{.title = label_of(page["title"]), .place = "pages" + std::string(path.starts_with('/') ? "" : "/") + path};
        if (made.title.empty()) made.title = foreign_.title;
        made.id = foreign_.page_names.made(path, made.title.en);
        if (made.id == services::contact_page_id) made.id = foreign_.page_names.made("contact_page", "");
        const auto section = raw_text(page["section"].is_object() ? page["section"]["name"] : page["section"]);
        if (page.has("repeatField")) components_.repeated(page, made.place, section, made.questions);
        else
            for (const auto& component : page["components"].items()) components_.read(component, made.place, section, made.questions);
        return made;
    }

    std::vector<Stop> stops() {
        std::map<std::string, std::size_t> by_path;
        const auto& pages = form_["pages"].items();
        for (std::size_t i = 0; i < pages.size(); ++i) by_path.emplace(raw_text(pages[i]["path"]), i);
        std::vector<Stop> stops(pages.size());
        for (std::size_t i = 0; i < pages.size(); ++i) {
            for (const auto& next : pages[i]["next"].items()) {
                const auto to = by_path.find(raw_text(next.is_object() ? next["path"] : next));
                if (next.has("redirect"))
                    foreign_.report.form_lost(foreign_.pages[i].place, "redirect", "why_redirect", {raw_text(next["redirect"])});
                if (to != by_path.end()) stops[i].links.push_back({to->second, condition_of(next, foreign_.pages[i].place)});
            }
            for (const auto& [foreign, use] : foreign_.uses)
                for (const auto& question : foreign_.pages[i].questions)
                    if (use.id == question.field.id && question.required.is_always() && question.show_if.is_always())
                        stops[i].asks.push_back(foreign);
        }
        return stops;
    }

    /// As the form builder does it, a condition that is not there never holds.
    std::optional<Logic> condition_of(const json::Value& next, const std::string& place) {
        const auto name = raw_text(next.has("condition") ? next["condition"] : next["if"]);
        if (name.empty()) return std::nullopt;
        const auto found = conditions_.find(name);
        if (found == conditions_.end()) {
            foreign_.report.form_lost(place, "next", "why_no_condition", {name});
            return truth(false);
        }
        if (found->second) return *found->second;
        has_unreadable_link_ = true;
        return truth(true);
    }

    void order_pages() {
        if (foreign_.pages.empty()) return;
        const auto all = stops();
        std::size_t start = 0;
        for (std::size_t i = 0; i < foreign_.pages.size(); ++i)
            if (raw_text(form_["pages"][i]["path"]) == raw_text(form_["startPage"])) start = i;
        const auto way = journey(all, start, foreign_.uses);
        if (way.is_too_tangled || has_unreadable_link_) foreign_.report.form_lost("pages", "next", "why_too_tangled");
        if (way.has_circle) foreign_.report.note("pages", "next", "", "why_page_circle");
        if (!has_unreadable_link_) stop_at_dead_ends(all, way);
        std::vector<ForeignPage> ordered;
        for (const auto& [stop, when] : way.order) {
            ordered.push_back(std::move(foreign_.pages[stop]));
            if (!has_unreadable_link_) ordered.back().show_if = when;
        }
        for (const auto stop : way.unreached) {
            auto& page = foreign_.pages[stop];
            if (!page.questions.empty()) foreign_.report.note(page.place, "page", page.id, "why_unreached");
            ordered.push_back(std::move(page));
        }
        foreign_.pages = std::move(ordered);
    }

    /// "You cannot apply": a page that leads nowhere, where others lead to the summary.
    void stop_at_dead_ends(const std::vector<Stop>& stops, const Journey& way) {
        const auto is_end = [&](std::size_t stop) { return stops[stop].links.empty(); };
        const auto has_controller = [&](std::size_t stop) { return !raw_text(form_["pages"][stop]["controller"]).empty(); };
        const bool has_summary =
            std::ranges::any_of(way.order, [&](const Reached& one) { return is_end(one.stop) && has_controller(one.stop); });
        for (const auto& [stop, when] : way.order) {
            const auto& page = foreign_.pages[stop];
            if (has_summary && is_end(stop) && !has_controller(stop) && !when.is_always())
                add_barrier(foreign_, page.place, when, page.title);
        }
    }

    void count_conditions() {
        for (const auto& [name, logic] : conditions_) {
            if (logic) {
                foreign_.conditions.push_back({"conditions/" + name, *logic});
                continue;
            }
            foreign_.report.conditions += 1;
            foreign_.report.form_lost("conditions/" + name, "", logic.error().text_key, logic.error().arguments);
        }
    }

    void add_declaration() {
        const auto statement = markdown_words(form_["declaration"]);
        if (statement.empty()) return;
        Question told{.place = "declaration", .was = "declaration"}, ticked{.place = "declaration", .was = "declaration"};
        told.field.type = forms::FieldType::information;
        told.field.id = foreign_.names.made("declaration_text", "");
        told.field.text = statement;
        ticked.field.type = forms::FieldType::declaration;
        ticked.field.id = foreign_.names.made("declaration", "");
        ticked.field.label = our_words("declaration_label");
        foreign_.pages.push_back(
            {foreign_.page_names.made("declaration", ""), our_words("declaration_title"), "declaration", truth(true), {told, ticked}});
    }

    /// What a form has besides questions, so that nobody has to find out that it is not there.
    void name_the_rest() {
        for (const auto& fee : form_["fees"].items())
            foreign_.report.form_lost("fees", raw_text(fee["amount"]), "why_fee", {plain_text(raw_text(fee["description"]))});
        for (const auto& output : form_["outputs"].items())
            foreign_.report.note("outputs/" + raw_text(output["name"]), raw_text(output["type"]), "", "why_output");
    }

    const json::Value& form_;
    ForeignForm foreign_{};
    Conditions conditions_;
    Components components_;
    bool has_unreadable_link_ = false;
};

}  // namespace
}  // namespace xgov

bool is_xgov(const json::Value& form) {
    return form["pages"].is_array() && (form.has("startPage") || form.has("conditions") || form.has("lists"));
}

tl::expected<ForeignForm, Refused> read_xgov(const json::Value& form) {
    if (form["pages"].size() > xgov::most_pages) return tl::unexpected(Refused{"refused_too_large"});
    return xgov::FormReader(form).read();
}

}  // namespace form_import
