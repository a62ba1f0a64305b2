#include <fmt/format.h>

#include "areas/fault_reports/views.h"
#include "engines/pages/csv_file.h"
#include "foundation/csv/csv.h"

namespace fault_reports::views {

using pages::Html;
namespace h = html;

namespace {

constexpr std::string_view price_list = "/handlaggning/felanmalningar/prislista", costs_address = "/handlaggning/felanmalningar/kostnader";

std::string kronor(const Context& c, std::int64_t ore, int decimals = 0) {
    return c.text("kronor_of", c.text.number(static_cast<double>(ore) / 100, decimals));
}
std::string kilograms(const Context& c, std::int64_t grams, int decimals = 1) {
    return c.text("kilograms", c.text.number(static_cast<double>(grams) / 1000, decimals));
}
/// As many as it takes, of at most `most`: 2500 thousandths are 2.5.
int decimals_of(std::int64_t parts, int most) {
    int decimals = most;
    for (; decimals > 0 && parts % 10 == 0; parts /= 10) --decimals;
    return decimals;
}
std::string amount(const Context& c, const UseRow& use) {
    return c.text.number(static_cast<double>(use.thousandths) / 1000, decimals_of(use.thousandths, 3)) + " " + use.resource_unit;
}

std::string query_of(const AskedCosts& asked) {
    return fmt::format("?ar={}", asked.year) + (asked.road ? "&gata=" + http::percent_encoded(*asked.road) : "");
}
std::string name_of(const Context& c, const std::string& road) { return road.empty() ? c.text("no_road") : road; }

}  // namespace

Html amounts(const Context& c, const std::vector<Resource>& all, const http::Fields& typed, const pages::Errors& errors) {
    if (all.empty()) return {};
    bool is_open = false;
    const auto fields = h::each(all, [&](const Resource& one) {
        const auto name = amount_field(one.id);
        const std::string value(typed.get(name));
        is_open = is_open || !value.empty();
        return pages::text_field(c.text, {.name = name,
                                          .label = one.name,
                                          .value = value,
                                          .error = errors.at(name),
                                          .inputmode = "decimal",
                                          .width = "4",
                                          .suffix = one.unit});
    });
    return pages::details(c.text("what_it_took"), h::make<R"(<p>{}</p><div class="stack">{}</div>)">(c.text("what_it_took_hint"), fields),
                          is_open ? pages::Fold::open : pages::Fold::closed);
}

Html what_it_took(const Context& c, const std::vector<UseRow>& uses) {
    if (uses.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& one : uses)
        rows.push_back({h::text(one.resource), h::text(amount(c, one)), h::text(kronor(c, one.ore)), h::text(kilograms(c, one.grams))});
    return h::make<"<h2>{}</h2>{}">(
        c.text("it_took"),
        pages::table(c.text("it_took"), {{c.text("resource")}, {c.text("amount"), true}, {c.text("cost"), true}, {c.text("carbon"), true}},
                     rows));
}

http::Response price_list_page(const Context& c, const PriceList& page) {
    const pages::Errors errors(c.text, page.errors, {"forms"});
    std::vector<std::vector<Html>> rows;
    for (const auto& one : page.all)
        rows.push_back(
            {pages::link(fmt::format("{}?id={}#namn", price_list, one.id.value), one.name), h::text(one.unit),
             h::text(kronor(c, one.ore, one.ore % 100 == 0 ? 0 : 2)), h::text(kilograms(c, one.grams, decimals_of(one.grams, 3))),
             pages::form(c, std::string(price_list) + "/sluta",
                         pages::hidden("id", std::to_string(one.id.value)) + pages::button(c.text("stop_using"), pages::Button::quiet))});
    const auto list = rows.empty() ? pages::empty_state(c.text("no_resources"), c.text("no_resources_do"))
                                   : pages::table(c.text("price_list"),
                                                  {{c.text("resource")},
                                                   {c.text("counted_in")},
                                                   {c.text("price_each"), true},
                                                   {c.text("carbon_each"), true},
                                                   {c.text("stop_using")}},
                                                  rows);
    const auto name = pages::text_field(c.text, {.name = "namn",
                                                 .label = c.text("resource"),
                                                 .hint = c.text("resource_hint"),
                                                 .value = page.form.name,
                                                 .error = errors.at("namn")});
    const auto unit = pages::text_field(c.text, {.name = "enhet",
                                                 .label = c.text("counted_in"),
                                                 .hint = c.text("counted_in_hint"),
                                                 .value = page.form.unit,
                                                 .error = errors.at("enhet"),
                                                 .width = "10"});
    const auto number = [&](std::string field, std::string label, const std::string& value, std::string suffix) {
        const auto error = errors.at(field);
        return pages::text_field(c.text, {.name = std::move(field),
                                          .label = std::move(label),
                                          .value = value,
                                          .error = error,
                                          .inputmode = "decimal",
                                          .width = "10",
                                          .suffix = std::move(suffix)});
    };
    const bool is_new = page.changed == ResourceId{};
    const auto form = pages::form(c, price_list,
                                  pages::hidden("id", std::to_string(page.changed.value)) + name + unit +
                                      number("kronor", c.text("price_each"), page.form.kronor, "kr") +
                                      number("koldioxid", c.text("carbon_each"), page.form.kilograms, "kg") +
                                      pages::form_foot(pages::button(c.text(is_new ? "add_resource" : "save"))));
    return pages::app(
        c, {.title = c.text("price_list"),
            .main = h::make<
                R"({}{}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}<section class="stack"><h2>{}</h2>{}</section></div>)">(
                pages::error_summary(c.text, errors), pages::back_link("/administration", c.text.of("administration")("title")),
                c.text("price_list"), c.text("price_list_lead"), list, c.text(is_new ? "add_resource" : "change_resource"), form),
            .status = errors.empty() ? 200 : 422,
            .has_errors = !errors.empty()});
}

namespace {

Html years(const Context& c, const Costs& costs) {
    std::vector<pages::Bar> bars;
    std::vector<std::vector<Html>> rows;
    for (const auto& [year, cost] : costs.years) {
        const auto name = std::to_string(year);
        bars.push_back({name, static_cast<double>(cost.ore) / 100, kronor(c, cost.ore)});
        rows.push_back({pages::link(std::string(costs_address) + query_of({.year = year}), name), h::text(std::to_string(cost.mended)),
                        h::text(kronor(c, cost.ore)), h::text(kilograms(c, cost.grams))});
    }
    const auto title = c.text("cost_by_year");
    return pages::bar_chart(
        c.text, title, bars,
        pages::table(title, {{c.text("year")}, {c.text("mended_count"), true}, {c.text("cost"), true}, {c.text("carbon"), true}}, rows));
}

Html roads(const Context& c, const Costs& costs) {
    constexpr std::size_t most_bars = 12;
    std::vector<pages::Bar> bars;
    std::vector<std::vector<Html>> rows;
    for (const auto& [road, district, cost] : costs.roads) {
        const auto name = name_of(c, road);
        if (bars.size() < most_bars) bars.push_back({name, static_cast<double>(cost.ore) / 100, kronor(c, cost.ore)});
        rows.push_back({pages::link(std::string(costs_address) + query_of({costs.asked.year, road}), name), h::text(district),
                        h::text(std::to_string(cost.mended)), h::text(kronor(c, cost.ore)), h::text(kilograms(c, cost.grams))});
    }
    const auto title = c.text("cost_by_road", std::to_string(costs.asked.year));
    return pages::bar_chart(
        c.text, title, bars,
        pages::table(
            title,
            {{c.text("road")}, {c.text("district")}, {c.text("mended_count"), true}, {c.text("cost"), true}, {c.text("carbon"), true}},
            rows));
}

/// What was used on the road that was asked for, report by report.
Html lines(const Context& c, const Costs& costs) {
    std::vector<std::vector<Html>> rows;
    for (const auto& one : costs.uses) {
        if (rows.size() == most_uses) break;
        const auto number =
            one.number.empty() ? h::text(c.text("is_disposed")) : pages::link("/handlaggning/felanmalningar/" + one.number, one.number);
        rows.push_back({number, h::text(title_of(c, costs.categories, one.service)), h::text(c.text.short_day(one.used_on)),
                        h::text(one.resource), h::text(amount(c, one)), h::text(kronor(c, one.ore)), h::text(kilograms(c, one.grams))});
    }
    const auto more = h::when(costs.uses.size() > most_uses,
                              [&] { return h::make<"<p>{}</p>">(c.text("first_uses_are_shown", std::to_string(most_uses))); });
    return pages::table(c.text("costs"),
                        {{c.text("number")},
                         {c.text("what_fault")},
                         {c.text("mended_on")},
                         {c.text("resource")},
                         {c.text("amount"), true},
                         {c.text("cost"), true},
                         {c.text("carbon"), true}},
                        rows) +
           more;
}

}  // namespace

http::Response costs_page(const Context& c, const Costs& costs) {
    const auto& asked = costs.asked;
    const auto year = std::to_string(asked.year);
    const bool is_empty = asked.road ? costs.uses.empty() : costs.roads.empty();
    const auto file = pages::button_row(
        pages::link_button(std::string(costs_address) + ".csv" + query_of(asked), c.text("costs_as_csv"), pages::Button::secondary));
    const auto figures = is_empty     ? pages::empty_state(c.text("no_costs", year), c.text("no_costs_do"))
                         : asked.road ? lines(c, costs) + file
                                      : roads(c, costs) + file;
    const auto by_year = h::when(!asked.road && !costs.years.empty(), [&] { return years(c, costs); });
    const auto title = asked.road ? c.text("costs_on", name_of(c, *asked.road), year) : c.text("costs");
    const auto back = asked.road ? pages::back_link(std::string(costs_address) + query_of({.year = asked.year}), c.text("costs"))
                                 : pages::back_link("/handlaggning/felanmalningar", c.text("faults"));
    return pages::app(c, {.title = title,
                          .main = h::make<R"({}<h1>{}</h1><p class="lead">{}</p><div class="stack-lg">{}{}</div>)">(
                              back, title, c.text("costs_lead", year), figures, by_year)});
}

http::Response costs_csv(const Context& c, const Costs& costs) {
    auto body =
        csv::line({c.text("number"), c.text("what_fault"), c.text("road"), c.text("district"), c.text("mended_on"), c.text("resource"),
                   c.text("amount"), c.text("counted_in"), c.text("cost_in_kronor"), c.text("carbon_in_kilograms")});
    for (const auto& one : costs.uses)
        body += csv::line({one.number, title_of(c, costs.categories, one.service), one.road, one.district, to_iso(one.used_on),
                           one.resource, as_typed(one.thousandths, 3), one.resource_unit, as_typed(one.ore, 2), as_typed(one.grams, 3)});
    return pages::csv_file(std::move(body), fmt::format("lagningar-{}", costs.asked.year));
}

}  // namespace fault_reports::views
