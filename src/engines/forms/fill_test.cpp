#include "engines/forms/fill.h"

#include <catch2/catch.hpp>

#include "engines/forms/test_form.h"

using namespace forms;

namespace {

const Form& the_form() {
    static const Form form = forms::testing::form();
    return form;
}

http::Request posted(std::vector<std::pair<std::string, std::string>> fields) {
    http::Request request;
    request.form.all = std::move(fields);
    return request;
}

Filled first_page(std::vector<std::pair<std::string, std::string>> fields, const Answers& before = {}) {
    return read_page(the_form(), the_form().pages[0], posted(std::move(fields)), before);
}
Filled second_page(std::vector<std::pair<std::string, std::string>> fields, const Answers& before = {}) {
    return read_page(the_form(), the_form().pages[1], posted(std::move(fields)), before);
}

/// "field key" of each error.
std::vector<std::string> told(const std::vector<FieldError>& errors) {
    std::vector<std::string> all;
    for (const auto& error : errors) all.push_back(error.field + " " + error.text_key);
    return all;
}

std::string reading_error(const Filled& filled) { return filled.errors.empty() ? "" : filled.errors[0].text_key; }

KeepFile keeps(std::string type = "application/pdf") {
    return [type](const http::Upload& upload) -> Result<FileAnswer> {
        return FileAnswer{"hash-of-" + upload.filename, upload.filename, upload.size, type};
    };
}

Filled with_upload(http::Upload upload, const KeepFile& keep, const Answers& before = {}) {
    auto request = posted({});
    request.uploads = {std::move(upload)};
    return read_page(the_form(), the_form().pages[0], request, before, keep);
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("good answers are accepted in normal form") {
    const auto filled = first_page({{"name", "  Kim O\u0308st "},
                                    {"distance", "4,3"},
                                    {"start-day", "5"},
                                    {"start-month", "8"},
                                    {"start-year", "2026"},
                                    {"alternating", "yes"},
                                    {"school", "strand"},
                                    {"reasons", "far"},
                                    {"reasons", "danger"},
                                    {"home-street", "Ekvägen 7"},
                                    {"home-postcode", "12345"},
                                    {"home-town", "Exempelby"}});
    CHECK(filled.errors.empty());
    CHECK(filled.answers.text("name") == "Kim Öst");
    CHECK(*filled.answers.find("distance")->number() == 4.3);
    CHECK(filled.answers.text("start") == "2026-08-05");
    CHECK(filled.answers.find("alternating")->yes_no() == true);
    CHECK(filled.answers.find("reasons")->list() == Told{"far", "danger"});
    CHECK(*filled.answers.find("home")->address() == Address{"Ekvägen 7", "123 45", "Exempelby"});
    CHECK(check_page(the_form(), the_form().pages[0], filled).empty());
}

TEST_CASE("what was typed is kept when it is wrong, and no answer is") {
    const auto before = Answers().set("distance", {NumberAnswer{"2", 2}});
    const auto filled = first_page({{"distance", "fyra"}}, before);
    CHECK(reading_error(filled) == "error_number");
    CHECK(filled.typed.at("distance") == Told{"fyra"});
    CHECK_FALSE(filled.answers.has("distance"));
}

TEST_CASE("answers of other pages stay") {
    const auto filled = second_page({{"special", "x"}}, Answers().set("name", {std::string("Kim")}));
    CHECK(filled.answers.text("name") == "Kim");
    CHECK(filled.answers.text("special") == "x");
}

TEST_CASE("a date that does not exist says which part to mend") {
    const auto error = [](std::string day, std::string month, std::string year) {
        return reading_error(first_page({{"start-day", day}, {"start-month", month}, {"start-year", year}}));
    };
    CHECK(error("31", "2", "2026") == "error_date_exists");
    CHECK(error("30", "2", "2024") == "error_date_exists");
    CHECK(error("29", "2", "2024").empty());
    CHECK(error("29", "2", "2026") == "error_date_exists");
    CHECK(error("1", "13", "2026") == "error_date_month");
    CHECK(error("0", "1", "2026") == "error_date_day");
    CHECK(error("1", "maj", "2026") == "error_date_month");
    CHECK(error("1", "1", "26") == "error_date_year");
    CHECK(error("1", "", "2026") == "error_date_month");
    CHECK(first_page({{"start", "2026-05-12"}}).answers.text("start") == "2026-05-12");
    CHECK(input_of(the_form(), {"start", "error_date_month"}) == "start-month");
    CHECK(input_of(the_form(), {"start", "error_date_exists"}) == "start");
}

TEST_CASE("an empty page demands each required answer that is shown") {
    const auto filled = first_page({});
    CHECK(told(check_page(the_form(), the_form().pages[0], filled)) == Told{"name error_missing", "distance error_missing",
                                                                            "start error_date", "alternating error_choose_one",
                                                                            "school error_choose_one", "reasons error_choose"});
}

TEST_CASE("a hidden answer is neither demanded nor kept") {
    auto filled =
        first_page({{"alternating", "no"}, {"home-street", "Ekvägen 7"}, {"home-postcode", "123 45"}, {"home-town", "Exempelby"}});
    CHECK(filled.answers.has("home"));
    CHECK_FALSE(without_hidden(the_form(), filled.answers).has("home"));
    filled = first_page({{"alternating", "yes"}});
    const auto errors = told(check_page(the_form(), the_form().pages[0], filled));
    CHECK(errors.back() == "home error_address_missing");
}

TEST_CASE("limits are told with what to do") {
    const auto errors = [](std::vector<std::pair<std::string, std::string>> fields) {
        const auto filled = first_page(fields);
        for (const auto& error : check_page(the_form(), the_form().pages[0], filled))
            if (error.field == fields[0].first || error.field + "-day" == fields[0].first) return error.text_key;
        return std::string();
    };
    CHECK(errors({{"name", "12345678901"}}) == "error_too_long");
    std::string families;
    for (int i = 0; i < 10; ++i) families += "👩‍👩‍👧‍👦";
    CHECK(errors({{"name", families}}).empty());
    CHECK(errors({{"distance", "4,35"}}) == "error_decimals");
    CHECK(errors({{"distance", "-1"}}) == "error_between");
    CHECK(errors({{"distance", "99999999999999999999"}}) == "error_number_large");
    CHECK(errors({{"start-day", "31"}, {"start-month", "12"}, {"start-year", "2025"}}) == "error_date_early");
    CHECK(errors({{"school", "other"}}) == "error_choice");
    CHECK(errors({{"reasons", "other"}}) == "error_choice");
    CHECK(errors({{"alternating", "maybe"}}) == "error_yes_no");
}

TEST_CASE("text keeps emoji and right-to-left script but not control characters") {
    CHECK(first_page({{"name", "שלום 👍\x01\x07"}}).answers.text("name") == "שלום 👍");
    CHECK_FALSE(first_page({{"name", "\x01\x02"}}).answers.has("name"));
}

TEST_CASE("bytes that were not text are told, and only where they stood") {
    auto request = posted({{"name", "K\xef\xbf\xbdm"}, {"school", "strand"}});
    request.headers.all = {{"x-torg-invalid-utf8", "1"}};
    const auto filled = read_page(the_form(), the_form().pages[0], request, {});
    CHECK(told(filled.errors) == Told{"name error_unreadable_characters"});
    request.headers.all.clear();
    CHECK(read_page(the_form(), the_form().pages[0], request, {}).errors.empty());
}

TEST_CASE("files are put away and checked for size, number and kind") {
    const auto page_error = [](const Filled& filled) {
        for (const auto& error : check_page(the_form(), the_form().pages[0], filled))
            if (error.field == "papers") return error.text_key;
        return std::string();
    };
    const http::Upload paper{.field = "papers", .filename = "intyg.pdf", .size = 1000};
    auto filled = with_upload(paper, keeps());
    CHECK(filled.answers.find("papers")->files() == std::vector<FileAnswer>{{"hash-of-intyg.pdf", "intyg.pdf", 1000, "application/pdf"}});
    CHECK(page_error(filled).empty());
    CHECK(page_error(with_upload(paper, keeps("application/x-dosexec"))) == "error_file_type");
    CHECK(page_error(with_upload({.field = "papers", .filename = "a.pdf", .size = 2 << 20}, keeps())) == "error_file_large");
    CHECK(page_error(with_upload({.field = "papers", .filename = "a.pdf", .size = 0}, keeps())) == "error_file_empty");
    CHECK(page_error(with_upload({.field = "papers", .filename = "a.pdf", .too_large = true}, keeps())) == "error_file_large");
    CHECK(with_upload({.field = "papers"}, keeps()).errors.empty());
    const KeepFile refuses = [](const http::Upload&) -> Result<FileAnswer> { return failure(Fault::invalid, "error_file_type"); };
    CHECK(page_error(with_upload(paper, refuses)) == "error_file_type");
    filled = first_page({{"_remove", "papers.hash-of-intyg.pdf"}}, filled.answers);
    CHECK(filled.answers.find("papers")->files().empty());
    CHECK(filled.pressed->what == Pressed::What::remove);
}

TEST_CASE("items of a group are read, added and removed") {
    auto filled = second_page({{"children.0.age", "3"}, {"children.0.preschool", "Eken"}, {"children.1.age", "x"}, {"_add", "children"}});
    CHECK(filled.pressed->what == Pressed::What::add);
    REQUIRE(filled.answers.find("children")->groups().size() == 3);
    CHECK(filled.answers.find("children")->groups()[0].text("preschool") == "Eken");
    CHECK(filled.errors.empty());  // said when the page is to be left
    CHECK(filled.typed.at("children.1.age") == Told{"x"});

    filled = second_page({{"children.0.age", "3"}, {"children.1.age", "8"}, {"children.2._here", "1"}, {"_remove", "children.0"}});
    REQUIRE(filled.answers.find("children")->groups().size() == 2);
    CHECK(*filled.answers.find("children")->groups()[0].find("age")->number() == 8);
    CHECK(filled.typed.at("children.0.age") == Told{"8"});
}

TEST_CASE("a group has at most as many items as the form and the machine allow") {
    auto filled = second_page({{"children.0.age", "1"}, {"children.1.age", "1"}, {"children.2.age", "1"}, {"_add", "children"}});
    CHECK(filled.answers.find("children")->groups().size() == 3);
    filled = second_page({{"children.99999999.age", "1"}});
    CHECK(filled.answers.find("children")->groups().empty());
    filled = second_page({{"_remove", "children.7"}, {"_add", "nothing"}});
    CHECK(filled.answers.find("children")->groups().empty());
}

TEST_CASE("a field in a group follows the rules of its own item") {
    const auto filled = second_page({{"children.0.age", "3"}, {"children.1.age", "8"}});
    CHECK(told(check_page(the_form(), the_form().pages[1], filled)) == Told{"children.0.preschool error_missing"});
}

TEST_CASE("a question that the new answers show is asked before anything is demanded of it") {
    const std::vector<std::pair<std::string, std::string>> typed{{"name", "Kim"},        {"distance", "2"},     {"start", "2026-08-15"},
                                                                 {"alternating", "yes"}, {"school", "strand"},  {"reasons", "far"},
                                                                 {"home-street", ""},    {"home-postcode", ""}, {"home-town", ""}};
    auto unseen = typed;
    unseen.emplace_back("_unseen", "home");
    auto filled = first_page(unseen);
    CHECK(filled.revealed == Told{"home"});
    CHECK(check_page(the_form(), the_form().pages[0], filled).empty());
    // Seen but not answered it is an error, as every other question.
    filled = first_page(typed);
    CHECK(filled.revealed.empty());
    CHECK(told(check_page(the_form(), the_form().pages[0], filled)) == Told{"home error_address_missing"});
    // Answered earlier, before it was hidden: there is nothing to come back for.
    auto answered = unseen;
    std::erase_if(answered, [](const auto& field) { return field.first.starts_with("home-"); });
    CHECK(first_page(answered, Answers().set("home", {Address{"Ekvägen 7", "123 45", "Exempelby"}})).revealed.empty());
    // Still hidden.
    unseen[3].second = "no";
    CHECK(first_page(unseen).revealed.empty());
}

TEST_CASE("inside a group each item reveals its own questions") {
    const auto filled = second_page({{"children.0.age", "8"},
                                     {"children.0.preschool", ""},
                                     {"_unseen", "children.0.preschool"},
                                     {"children.1.age", "3"},
                                     {"children.1.preschool", ""},
                                     {"_unseen", "children.1.preschool"}});
    CHECK(filled.revealed == Told{"children.1.preschool"});
    CHECK(check_page(the_form(), the_form().pages[1], filled).empty());
}

TEST_CASE("a whole form is checked with its rules over several answers") {
    auto answers = first_page({{"name", "Kim"},
                               {"distance", "2"},
                               {"start", "2026-08-15"},
                               {"alternating", "yes"},
                               {"school", "bjork"},
                               {"reasons", "far"},
                               {"home-street", "A"},
                               {"home-postcode", "12345"},
                               {"home-town", "B"}})
                       .answers;
    auto checked = check_whole(the_form(), answers);
    CHECK(told(checked.errors) == Told{"school check"});
    CHECK(first_page_with_error(the_form(), answers)->id == "first");
    answers.set("school", {std::string("strand")});
    CHECK(check_whole(the_form(), answers).may_be_sent());
    CHECK(first_page_with_error(the_form(), answers) == nullptr);
    CHECK(next_page(the_form(), answers, "")->id == "first");
    CHECK(next_page(the_form(), answers, "first")->id == "second");
    CHECK(next_page(the_form(), answers, "second") == nullptr);
    CHECK(shown_pages(the_form(), answers) == std::vector{the_form().page("first"), the_form().page("second")});
}

TEST_CASE("a page that the answers hide is no step of the way") {
    auto form = the_form();
    form.pages[1].show_if = forms::testing::rule("alternating");
    Answers answers;
    answers.set("alternating", {false});
    CHECK(shown_pages(form, answers) == std::vector<const Page*>{&form.pages[0]});
    CHECK(next_page(form, answers, form.pages[0].id) == nullptr);
    answers.set("alternating", {true});
    CHECK(next_page(form, answers, form.pages[0].id) == &form.pages[1]);
}
