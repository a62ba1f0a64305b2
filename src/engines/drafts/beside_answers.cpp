#include "engines/drafts/beside_answers.h"

#include "foundation/json/json.h"

namespace drafts {
namespace {

json::Value to_json(const OnBehalf& of) {
    return json::object({{"kind", to_name(of.kind)},
                         {"mandate", of.mandate.value},
                         {"name", of.name},
                         {"number", of.number},
                         {"email", of.email},
                         {"is_organisation", of.is_organisation},
                         {"is_identified", of.is_identified}});
}

OnBehalf on_behalf_from(const json::Value& stored) {
    if (!stored.is_object()) return {};
    return {from_name<OnBehalf::Kind>(stored["kind"].text()).value_or(OnBehalf::Kind::oneself),
            MandateId{stored["mandate"].integer()},
            stored["name"].text(),
            stored["number"].text(),
            stored["email"].text(),
            stored["is_organisation"].yes(),
            stored["is_identified"].yes()};
}

json::Value to_json(const std::optional<Scan>& scan) {
    if (!scan) return {};
    return json::object({{"hash", scan->file.hash},
                         {"name", scan->file.name},
                         {"size", scan->file.size},
                         {"type", scan->file.type},
                         {"digest", scan->file.digest},
                         {"order", json::array(scan->order, [](int sheet) { return json::Value(sheet); })}});
}

std::optional<Scan> scan_from(const json::Value& stored) {
    if (!stored.is_object()) return std::nullopt;
    Scan scan{{stored["hash"].text(), stored["name"].text(), stored["size"].integer(), stored["type"].text(), stored["digest"].text()}, {}};
    for (const auto& sheet : stored["order"].items()) scan.order.push_back(static_cast<int>(sheet.integer()));
    return scan;
}

}  // namespace

std::string to_json(const BesideAnswers& beside) {
    auto typed = json::object(), saved_by = json::object();
    for (const auto& [name, values] : beside.typed)
        typed.set(name, json::array(values, [](const std::string& one) { return json::Value(one); }));
    for (const auto& [page, session] : beside.saved_by) saved_by.set(page, session.value);
    const auto passed = json::array(beside.passed, [](const std::string& page) { return json::Value(page); });
    return json::to_text(json::object({{"typed", typed},
                                       {"saved_by", saved_by},
                                       {"begun_at", beside.begun_at.value},
                                       {"passed", passed},
                                       {"passed_at", beside.passed_at.value},
                                       {"on_behalf", to_json(beside.on_behalf)},
                                       {"scan", to_json(beside.scan)}}));
}

BesideAnswers beside_answers_from_json(std::string_view stored) {
    const auto read = json::parse(stored);
    if (!read) return {};
    BesideAnswers beside;
    for (const auto& [name, values] : (*read)["typed"].members())
        for (const auto& value : values.items()) beside.typed[name].push_back(value.text());
    for (const auto& [page, session] : (*read)["saved_by"].members()) beside.saved_by[page] = SessionId{session.integer()};
    for (const auto& page : (*read)["passed"].items()) beside.passed.insert(page.text());
    beside.begun_at = Timestamp{(*read)["begun_at"].integer()};
    beside.passed_at = Timestamp{(*read)["passed_at"].integer()};
    beside.on_behalf = on_behalf_from((*read)["on_behalf"]);
    beside.scan = scan_from((*read)["scan"]);
    return beside;
}

}  // namespace drafts
