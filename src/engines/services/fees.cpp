#include "engines/services/fees.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engines/forms/shown.h"
#include "engines/pages/lists.h"

namespace services {
namespace {

std::optional<double> kronor_of(const forms::Rule& amount, const forms::Scope& scope) {
    const auto value = forms::evaluate(amount, scope);
    if (value.type() != forms::ValueType::number) return std::nullopt;
    return std::round(value.number() * 100) / 100;
}

std::string words_of(const Texts& text, std::optional<double> kronor) {
    return kronor ? forms::shown_kronor(text, *kronor) : text("fee_not_known");
}

}  // namespace

std::optional<double> ReckonedFee::total() const {
    double sum = 0;
    for (const auto& row : rows) {
        if (!row.kronor) return std::nullopt;
        sum += *row.kronor;
    }
    return std::round(sum * 100) / 100;
}

std::optional<ReckonedFee> fee_of(const Service& service, const forms::Answers& answers, Date on) {
    if (!service.fee) return std::nullopt;
    const auto scope = forms::scope_of(service.form, answers, on);
    ReckonedFee fee{service.fee->ref, {}};
    for (const auto& line : service.fee->lines)
        if (!line.when || forms::evaluate(line.when, scope).is_true())
            fee.rows.push_back({line.id, line.text, kronor_of(line.amount, scope)});
    return fee;
}

std::string fee_total_words(const Texts& texts, const Service& service, const forms::Answers& answers, Date on) {
    const auto fee = fee_of(service, answers, on);
    const auto total = fee ? fee->total() : std::nullopt;
    return total ? forms::shown_kronor(texts, *total) : std::string();
}

forms::Form with_running_fee(const Service& service, std::string_view page, const Words& label) {
    auto form = service.form;
    const auto found = std::ranges::find(form.pages, page, &forms::Page::id);
    if (!service.fee || found == form.pages.end()) return form;
    // What is not known yet counts nothing.
    std::string sum = "0";
    for (const auto& line : service.fee->lines) {
        const auto amount = forms::print(line.amount), when = line.when ? forms::print(line.when) : std::string("true");
        sum += fmt::format(" + if(answered({0}) and ({0}), if(answered({1}), {1}, 0), 0)", when, amount);
    }
    const auto rule = forms::parse(fmt::format("round({}, 2)", sum));
    if (!rule) return form;  // too long for one rule: the sum stands in the review alone
    forms::Field field;
    field.id = fee_total_name;
    field.type = forms::FieldType::calculated;
    field.label = label;
    field.unit = {"kr", "kr"};
    field.value = *rule;
    found->fields.push_back(std::move(field));
    return form;
}

html::Html fee_table(const Texts& any_texts, const ReckonedFee& fee) {
    const auto text = any_texts.of("services");
    std::vector<std::vector<html::Html>> rows;
    for (const auto& row : fee.rows) rows.push_back({html::text(row.text.in(text.language())), html::text(words_of(text, row.kronor))});
    rows.push_back({html::make<"<b>{}</b>">(text("fee_sum")), html::make<"<b>{}</b>">(words_of(text, fee.total()))});
    return pages::table(text("fee"), {{text("fee_line")}, {text("fee_amount"), true}}, rows) +
           html::make<R"(<p class="small muted">{}</p>)">(text("fee_by", fee.ref));
}

json::Value to_json(const ReckonedFee& fee) {
    const auto kronor = [](std::optional<double> amount) { return amount ? json::Value(*amount) : json::Value(); };
    return json::object({{"ref", fee.ref},
                         {"currency", "SEK"},
                         {"lines", json::array(fee.rows,
                                               [&](const FeeRow& row) {
                                                   return json::object({{"id", row.id},
                                                                        {"text", json::object({{"sv", row.text.sv}, {"en", row.text.en}})},
                                                                        {"amount", kronor(row.kronor)}});
                                               })},
                         {"total", kronor(fee.total())}});
}

}  // namespace services
