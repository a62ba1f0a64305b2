#include "engines/forms/answers.h"

namespace forms {

template <class T>
static const T& of_type(const Answer& answer) {
    static const T none{};
    const auto* found = std::get_if<T>(&answer.value);
    return found ? *found : none;
}

const std::string& Answer::text() const { return of_type<std::string>(*this); }
const std::vector<std::string>& Answer::list() const { return of_type<std::vector<std::string>>(*this); }
const Address* Answer::address() const { return std::get_if<Address>(&value); }
const Point* Answer::point() const { return std::get_if<Point>(&value); }
const Drawing& Answer::drawing() const { return of_type<Drawing>(*this); }
const std::vector<FileAnswer>& Answer::files() const { return of_type<std::vector<FileAnswer>>(*this); }
const std::vector<Answers>& Answer::groups() const { return of_type<std::vector<Answers>>(*this); }

std::optional<bool> Answer::yes_no() const {
    const auto* found = std::get_if<bool>(&value);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<double> Answer::number() const {
    const auto* found = std::get_if<NumberAnswer>(&value);
    return found ? std::optional(found->value) : std::nullopt;
}

bool Answer::is_empty() const {
    return std::visit(
        [](const auto& held) {
            if constexpr (requires { held.empty(); }) return held.empty();
            else return false;
        },
        value);
}

bool Answer::operator==(const Answer& other) const { return value == other.value; }
bool Answers::operator==(const Answers& other) const { return all_ == other.all_; }

Answers& Answers::set(std::string_view field, Answer answer) {
    all_.insert_or_assign(std::string(field), std::move(answer));
    return *this;
}

Answers& Answers::remove(std::string_view field) {
    if (const auto found = all_.find(field); found != all_.end()) all_.erase(found);
    return *this;
}

const Answer* Answers::find(std::string_view field) const {
    const auto found = all_.find(field);
    return found == all_.end() ? nullptr : &found->second;
}

const std::string& Answers::text(std::string_view field) const {
    static const std::string none;
    const auto* found = find(field);
    return found ? found->text() : none;
}

std::vector<FileAnswer> files_in(const Answers& answers) {
    std::vector<FileAnswer> files;
    for (const auto& [field, answer] : answers.all()) {
        files.insert(files.end(), answer.files().begin(), answer.files().end());
        for (const auto& item : answer.groups())
            for (auto& file : files_in(item)) files.push_back(std::move(file));
    }
    return files;
}

}  // namespace forms
