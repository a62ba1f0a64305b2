#pragma once
/// What someone has answered, accepted and in normal form.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engines/forms/definition.h"
#include "engines/forms/value.h"
#include "foundation/base/result.h"
#include "foundation/geo/base_map.h"

namespace forms {

struct NumberAnswer {
    std::string typed;  ///< "4,30"
    double value = 0;
    bool operator==(const NumberAnswer&) const = default;
};
struct Address {
    std::string street, postcode, town;  ///< postcode as "123 45"
    bool operator==(const Address&) const = default;
};
using Point = geo::Position;
/// The points of a line, or the corners of an area.
using Drawing = std::vector<Point>;
struct FileAnswer {
    std::string hash;  ///< its name in the files store
    std::string name;
    std::int64_t size = 0;
    std::string type;      ///< "application/pdf", as we found it
    std::string digest{};  ///< of its content: opens the file; "" when it was kept before files were sealed

    /// SHA-256 of its content.
    const std::string& content_hash() const { return digest.empty() ? hash : digest; }
    bool operator==(const FileAnswer&) const = default;
};
class Answers;

struct Answer {
    /// text: also dates (ISO), choices, numbers of people, and a place on the map told as an address; bool: yes_no, declaration;
    /// list of texts: multiple.
    std::variant<std::string, bool, NumberAnswer, std::vector<std::string>, Address, Point, std::vector<FileAnswer>, std::vector<Answers>,
                 Drawing>
        value;

    const std::string& text() const;  ///< "" when it is no text
    std::optional<bool> yes_no() const;
    std::optional<double> number() const;
    const std::vector<std::string>& list() const;  ///< empty when it is none
    const Address* address() const;
    const Point* point() const;
    const Drawing& drawing() const;
    const std::vector<FileAnswer>& files() const;
    const std::vector<Answers>& groups() const;
    /// Says nothing: empty text, no files, nothing chosen.
    bool is_empty() const;
    bool operator==(const Answer&) const;
};

/// Field id -> answer, in order of id. Calculated fields are not stored.
class Answers {
public:
    Answers& set(std::string_view field, Answer answer);
    Answers& remove(std::string_view field);
    const Answer* find(std::string_view field) const;
    bool has(std::string_view field) const { return find(field) != nullptr; }
    const std::string& text(std::string_view field) const;  ///< "" when missing or no text
    bool empty() const { return all_.empty(); }
    const std::map<std::string, Answer, std::less<>>& all() const { return all_; }
    bool operator==(const Answers&) const;

private:
    std::map<std::string, Answer, std::less<>> all_{};
};

/// For storage: reads back to the same answers without the form.
std::string to_json(const Answers&);
Result<Answers> answers_from_json(std::string_view stored);

/// The answers as the API gives them: plain JSON by the form's schema.
std::string to_plain_json(const Form&, const Answers&);
/// The file that a program has sent before under this id; nothing when there is none, or it is not the program's.
using FileById = std::function<std::optional<FileAnswer>(std::string_view id)>;
struct PlainReading {
    FileById file{};                    ///< without it no file is known
    const geo::BaseMap* map = nullptr;  ///< no point may lie outside
};
/// Reads plain JSON by the form; files are named by the id they got when they were sent. Fault::invalid names every field that is unknown
/// or of the wrong type, as "children.0.age"; rules, limits and missing answers are left to check_whole.
Result<Answers> from_plain_json(const Form&, std::string_view json, const PlainReading& = {});

/// What an answer outside groups is worth in a rule.
Value value_of(const Field&, const Answer&);
/// The names of a form's rules with what they are worth now: answers that are shown, and calculated fields. Hidden ones are unknown.
Scope scope_of(const Form&, const Answers&);
Scope scope_of(const Form&, const Answers&, Date today);

/// Whether its own show_if, its page's and its group's hold.
bool is_shown(const Form&, const Page&, const Field&, const Scope&);
bool is_shown(const Page&, const Scope&);
/// As is_shown inside one group item; `number` from 0.
bool is_shown_in_group(const Field& group, std::size_t number, const Field&, const Scope&);

/// The scope in which the rules inside a group item are evaluated; `number` from 0.
Scope group_item_scope(const Scope&, const Field& group, std::size_t number);

/// What is kept when the form is sent.
Answers without_hidden(const Form&, const Answers&);

/// Every file in the answers, also inside groups.
std::vector<FileAnswer> files_in(const Answers&);

}  // namespace forms
