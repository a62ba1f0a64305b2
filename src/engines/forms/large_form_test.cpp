/// The largest form that we promise to be quick with: a thousand questions and five hundred rules. Measured by bench/run rules, which gives
/// the file that the page is written to.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iostream>

#include "engines/forms/embedded.h"
#include "engines/forms/fill.h"
#include "engines/forms/test_form.h"
#include "engines/forms/view.h"
#include "engines/pages/embedded.h"

using namespace forms;
using forms::testing::field;
using forms::testing::rule;

namespace {

constexpr int questions = 1000;

/// Every other question has a rule about one or two before it; the sums hang on fifty each.
Form large_form() {
    Form form{.id = "large", .title = {"Stor", "Large"}};
    form.pages = {{.id = "all", .title = {"Allt", "All"}}};
    auto& fields = form.pages[0].fields;
    for (int i = 0; i < questions; ++i) {
        const auto id = fmt::format("q{}", i);
        auto made = field(id, i % 2 == 0 ? FieldType::number : FieldType::yes_no);
        if (i % 50 == 49) {
            made.type = FieldType::calculated;
            std::string sum = "0";
            for (int before = i - 49; before < i; before += 2) sum += fmt::format(" + if(answered(q{0}), q{0}, 0)", before);
            made.value = rule(sum);
        } else if (i % 2 == 1 && i > 50) {
            made.show_if = rule(fmt::format("q{} > 3 or q{} == true and q{} != 7", i - 1, i - 50, i - 3));
        } else if (i % 2 == 0 && i % 40 == 0 && i > 50) {
            made.required = rule(fmt::format("q{} > 3", i - 2));
        }
        fields.push_back(std::move(made));
    }
    return form;
}

Answers large_answers() {
    Answers answers;
    for (int i = 0; i < questions; ++i) {
        if (i % 2 == 0) answers.set(fmt::format("q{}", i), {NumberAnswer{"4", 4}});
        else answers.set(fmt::format("q{}", i), {true});
    }
    return answers;
}

}  // namespace

TEST_CASE("a form of a thousand questions is checked as a small one is") {
    const auto checked = check_whole(large_form(), large_answers());
    CHECK(checked.may_be_sent());
    auto answers = large_answers();
    answers.remove("q150");
    CHECK(check_whole(large_form(), answers).errors == std::vector<FieldError>{{"q150", "error_missing"}});
}

TEST_CASE("the whole of a large form, measured", "[.large]") {
    const auto form = large_form();
    const auto answers = large_answers();
    std::vector<double> milliseconds;
    for (int i = 0; i < 100; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        REQUIRE(check_whole(form, answers).may_be_sent());
        milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    int rules = 0;
    for (const auto& one : form.pages[0].fields) rules += (one.show_if ? 1 : 0) + (one.value ? 1 : 0) + (one.required.is_always() ? 0 : 1);
    std::cout << fmt::format("{{\"rules\":{},\"check_whole_ms\":{:.3f},\"check_whole_p95_ms\":{:.3f}}}\n", rules, milliseconds[50],
                             milliseconds[95]);
    if (const auto* file = std::getenv("LARGE_FORM_PAGE")) {
        texts::Catalog catalog;
        catalog.add("forms", embedded::texts());
        catalog.add("pages", pages::embedded::texts());
        const Typed nothing;
        std::ofstream(file) << page_fields({catalog, "forms", Language::sv}, form, form.pages[0], {answers, nothing, {}}).str();
    }
}
