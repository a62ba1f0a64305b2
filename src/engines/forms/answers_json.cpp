/// Answers as they are stored. What text, yes or no and lists of text cannot say carries its kind: {"number":4.3,"typed":"4,30"}.
#include "engines/forms/answers.h"
#include "engines/forms/parts_json.h"

namespace forms {
namespace {

json::Value as_json(const Answers&);

struct ToJson {
    json::Value operator()(const std::string& text) const { return text; }
    json::Value operator()(bool yes) const { return yes; }
    json::Value operator()(const NumberAnswer& number) const { return json::object({{"number", number.value}, {"typed", number.typed}}); }
    json::Value operator()(const std::vector<std::string>& list) const {
        return json::array(list, [](const std::string& text) { return json::Value(text); });
    }
    json::Value operator()(const Address& address) const { return json_of(address); }
    json::Value operator()(const Point& point) const { return json_of(point); }
    json::Value operator()(const Drawing& points) const { return json::object({{"points", json_of(points)}}); }
    json::Value operator()(const std::vector<FileAnswer>& files) const {
        return json::object({{"files", json::array(files, [](const FileAnswer& f) { return json_of(f); })}});
    }
    json::Value operator()(const std::vector<Answers>& groups) const { return json::object({{"groups", json::array(groups, as_json)}}); }
};

json::Value as_json(const Answers& answers) {
    auto all = json::object();
    for (const auto& [field, answer] : answers.all()) all.set(field, std::visit(ToJson{}, answer.value));
    return all;
}

std::optional<Answers> answers_of(const json::Value&);

std::optional<Answer> groups_of(const json::Value& value) {
    std::vector<Answers> groups;
    for (const auto& item : value.items()) {
        auto group = answers_of(item);
        if (!group) return std::nullopt;
        groups.push_back(std::move(*group));
    }
    return Answer{std::move(groups)};
}

std::optional<Answer> answer_of(const json::Value& value) {
    if (value.is_text()) return Answer{value.text()};
    if (value.is_bool()) return Answer{value.yes()};
    if (value.is_array()) {
        std::vector<std::string> list;
        for (const auto& item : value.items()) list.push_back(item.text());
        return Answer{std::move(list)};
    }
    if (value.has("number")) return Answer{NumberAnswer{value["typed"].text(), value["number"].number()}};
    if (value.has("street")) return Answer{address_of(value)};
    if (value.has("latitude")) return Answer{point_of(value)};
    if (value.has("points")) return Answer{drawing_of(value["points"])};
    if (value.has("groups")) return groups_of(value["groups"]);
    if (!value.has("files")) return std::nullopt;
    std::vector<FileAnswer> files;
    for (const auto& item : value["files"].items()) files.push_back(file_of(item));
    return Answer{std::move(files)};
}

std::optional<Answers> answers_of(const json::Value& value) {
    if (!value.is_object()) return std::nullopt;
    Answers answers;
    for (const auto& [name, member] : value.members()) {
        auto answer = answer_of(member);
        if (!answer) return std::nullopt;
        answers.set(name, std::move(*answer));
    }
    return answers;
}

}  // namespace

std::string to_json(const Answers& answers) { return json::to_text(as_json(answers)); }

Result<Answers> answers_from_json(std::string_view stored) {
    const auto value = json::parse(stored);
    auto answers = value ? answers_of(*value) : std::nullopt;
    if (!answers) return failure(Fault::invalid, "error_stored_answers");
    return std::move(*answers);
}

}  // namespace forms
