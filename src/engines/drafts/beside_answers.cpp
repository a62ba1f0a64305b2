#include "engines/drafts/beside_answers.h"

#include "foundation/json/json.h"

namespace drafts {

std::string to_json(const BesideAnswers& beside) {
    auto typed = json::object(), saved_by = json::object();
    for (const auto& [name, values] : beside.typed)
        typed.set(name, json::array(values, [](const std::string& one) { return json::Value(one); }));
    for (const auto& [page, session] : beside.saved_by) saved_by.set(page, session.value);
    const auto passed = json::array(beside.passed, [](const std::string& page) { return json::Value(page); });
    return json::to_text(
        json::object({{"typed", typed}, {"saved_by", saved_by}, {"passed", passed}, {"passed_at", beside.passed_at.value}}));
}

BesideAnswers beside_answers_from_json(std::string_view stored) {
    const auto read = json::parse(stored);
    if (!read) return {};
    BesideAnswers beside;
    for (const auto& [name, values] : (*read)["typed"].members())
        for (const auto& value : values.items()) beside.typed[name].push_back(value.text());
    for (const auto& [page, session] : (*read)["saved_by"].members()) beside.saved_by[page] = SessionId{session.integer()};
    for (const auto& page : (*read)["passed"].items()) beside.passed.insert(page.text());
    beside.passed_at = Timestamp{(*read)["passed_at"].integer()};
    return beside;
}

}  // namespace drafts
