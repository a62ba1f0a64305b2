#include "areas/case_desk/addresses.h"
#include "areas/case_desk/views.h"

namespace case_desk::views {

using pages::Html;

namespace {

Html said_so_far(const Context& c, const std::vector<cases::CloseOne>& all) {
    if (all.empty()) return html::make<"<p>{}</p>">(c.text("no_close_ones"));
    std::vector<std::vector<Html>> rows;
    for (const auto& one : all)
        rows.push_back({html::text(c.text("close_one." + std::string(to_name(one.relation)))),
                        html::text(c.text.day(swedish_date(one.made_at))),
                        pages::form(c, conflicts_address,
                                    pages::button(c.text("remove_close_one"), pages::Button::quiet, "bort", std::to_string(one.id)))});
    return pages::table(c.text("close_ones"), {{c.text("who_is_close")}, {c.text("said_on")}, {c.text("remove_close_one")}}, rows);
}

Html field(const Context& c, const ConflictsScreen& screen, std::string_view name, const std::string& value, std::string_view width) {
    return pages::text_field(c.text, {.name = std::string(name),
                                      .label = c.text("close." + std::string(name)),
                                      .value = value,
                                      .error = shown(c, screen.errors).at(name),
                                      .width = std::string(width)});
}

Html adding_somebody(const Context& c, const ConflictsScreen& screen) {
    const auto name = [](cases::ConflictOfInterest relation) { return std::string(to_name(relation)); };
    std::vector<pages::Option> relations;
    for (const auto relation : {cases::ConflictOfInterest::oneself, cases::ConflictOfInterest::near})
        relations.push_back({.value = name(relation), .label = c.text("close_one." + name(relation))});
    const auto who = pages::radios(c.text,
                                   {.name = "relation",
                                    .label = c.text("who_is_close"),
                                    .value = screen.typed.relation,
                                    .error = shown(c, screen.errors).at("relation")},
                                   relations);
    return section("h-somebody", c.text("add_somebody"),
                   pages::form(c, conflicts_address,
                               who + field(c, screen, "number", screen.typed.number, "") +
                                   pages::button_row(pages::button(c.text("add_close_one"), pages::Button::secondary))));
}

Html adding_home(const Context& c, const ConflictsScreen& screen) {
    return section(
        "h-home", c.text("close_one.home"),
        pages::form(c, conflicts_address,
                    pages::hidden("relation", std::string(to_name(cases::ConflictOfInterest::home))) +
                        field(c, screen, "street", screen.typed.street, "") + field(c, screen, "postcode", screen.typed.postcode, "10") +
                        pages::button_row(pages::button(c.text("add_close_one"), pages::Button::secondary))));
}

}  // namespace

http::Response conflicts_page(const Context& c, const ConflictsScreen& screen) {
    const auto content = html::make<
        R"({}{}<header class="desk__head"><h1>{}</h1></header><div class="prose"><p class="lead">{}</p><p>{}</p></div><div class="stack-lg form-body">{}{}{}</div>)">(
        pages::back_link(all_address, c.text("all_cases")), pages::error_summary(c.text, shown(c, screen.errors)),
        c.text("conflict_of_interest"), c.text("conflict_lead"), c.text("conflict_words"), said_so_far(c, screen.close_ones),
        adding_somebody(c, screen), adding_home(c, screen));
    return pages::app(c, {.title = c.text("conflict_of_interest"),
                          .main = pages::desk(c.text, {}, content),
                          .status = screen.errors.empty() ? 200 : 422,
                          .has_errors = !screen.errors.empty(),
                          .island = "desk"});
}

Html conflict_notice(const Context& c, const CaseScreen& screen) {
    if (!screen.conflict) return {};
    return pages::notice(pages::Tone::warn, c.text("conflict." + std::string(to_name(*screen.conflict))));
}

Html opening_to_representatives(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    const auto& said = screen.open_to_representatives;
    const auto stands = !said ? c.text("representatives_by_rule")
                              : c.text(said->said == cases::Opening::open ? "representatives_open" : "representatives_closed",
                                       said->said_by_name, c.text.day(swedish_date(said->said_at)), said->reason);
    const auto form = html::when(of.may_decide, [&] {
        return pages::form(
            c, case_address(of.of.number, "foretradare"),
            pages::text_area(c.text, {.name = "why_open",
                                      .label = c.text("why_conflict"),
                                      .value = screen.typed.why_open,
                                      .error = errors.at("why_open"),
                                      .max_length = static_cast<int>(cases::longest_words)}) +
                pages::button_row(pages::button(c.text("close_to_representatives"), pages::Button::secondary, "oppna", "nej") +
                                  pages::button(c.text("open_to_representatives"), pages::Button::secondary, "oppna", "ja")));
    });
    return section("h-representatives", c.text("representatives"),
                   html::make<"<p>{}</p><p>{}</p>{}">(c.text("representatives_words"), stands, form));
}

Html saying_conflict(const Context& c, const TeamworkScreen& screen, const pages::Errors& errors) {
    const auto& of = screen.of;
    if (!of.may_decide || of.of.state_kind == "closed") return {};
    return section(
        "h-conflict", c.text("conflict_of_interest"),
        html::make<R"(<p>{} <a href="{}">{}</a></p>)">(c.text("say_conflict_words"), conflicts_address, c.text("name_close_ones")) +
            pages::form(c, case_address(of.of.number, "jav"),
                        pages::text_area(c.text, {.name = "why_conflict",
                                                  .label = c.text("why_conflict"),
                                                  .value = screen.typed.why_conflict,
                                                  .error = errors.at("why_conflict"),
                                                  .max_length = static_cast<int>(cases::longest_words)}) +
                            pages::button(c.text("say_conflict"), pages::Button::secondary)));
}

}  // namespace case_desk::views
