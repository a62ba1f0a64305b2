#include "engines/form_import/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/base/unicode.h"

namespace form_import {

void Report::lost(std::string place, std::string was, std::string became, std::string text_key, std::vector<std::string> arguments) {
    components_with_loss.insert(place);
    remarks.push_back({std::move(place), std::move(was), std::move(became), Weight::loss, std::move(text_key), std::move(arguments)});
}

void Report::note(std::string place, std::string was, std::string became, std::string text_key, std::vector<std::string> arguments) {
    remarks.push_back({std::move(place), std::move(was), std::move(became), Weight::note, std::move(text_key), std::move(arguments)});
}

void Report::form_lost(std::string place, std::string was, std::string text_key, std::vector<std::string> arguments) {
    remarks.push_back({std::move(place), std::move(was), "", Weight::loss, std::move(text_key), std::move(arguments)});
}

/// What stood in the foreign form may be of any length, and have any signs.
static std::string one_line(const std::string& written) {
    std::string line = is_utf8(written) ? tidy_text(written) : std::string();
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return first_characters(line, 400);
}

static std::string line_of(const Texts& text, const Remark& remark) {
    const std::vector<texts::Value> values(remark.arguments.begin(), remark.arguments.end());
    const auto became = remark.became.empty() ? std::string() : " → " + remark.became;
    const auto line = fmt::format("{} ({}{}): {}", remark.place, remark.was, became, text.formatted(remark.text_key, values));
    return one_line(line);
}

std::vector<std::string> lines(const Texts& reader, const Report& report) {
    const auto text = reader.of("form_import");
    std::vector<std::string> all = {text("counted", report.format, report.components, report.without_loss()),
                                    text("conditions_counted", report.conditions, report.evaluating)};
    if (report.copied_texts > 0) all.push_back(text("copied_texts", report.copied_texts));
    for (const auto weight : {Weight::loss, Weight::note})
        for (const auto& remark : report.remarks)
            if (remark.weight == weight) all.push_back(text(weight == Weight::loss ? "lost" : "noted", line_of(text, remark)));
    for (const auto& key : report.to_fill_in) {
        const auto what = "fill_in_" + key;
        all.push_back(text("fill_in", key, text(what)));
    }
    for (const auto& [from, to] : report.renamed) all.push_back(one_line(text("renamed", from, to)));
    return all;
}

}  // namespace form_import
