#pragma once
/// The parts of the Open Formulieren reader. Only its .cpp files include it. The format: github.com/open-formulieren/types (formio
/// components) and open-forms, src/openforms/forms (steps, variables, logic).
#include <map>
#include <string>
#include <vector>

#include "engines/form_import/foreign.h"
#include "engines/form_import/json_text.h"
#include "engines/form_import/readers.h"

namespace form_import::open_forms {

/// formLogic.json and formVariables.json: what the rules do to questions and steps, one after the other.
class Rules {
public:
    Rules(ForeignForm&, const OpenFormsExport&);
    /// Whether a question is shown, or must be answered, after every rule that says something about it.
    Logic shown(const std::string& key, bool at_first) const { return after("shown", key, at_first); }
    Logic required(const std::string& key, bool at_first) const { return after("validate.required", key, at_first); }
    Logic applicable(const std::string& step, bool at_first) const { return after("applicable", step, at_first); }
    /// What a question is set to; nothing when no rule sets it.
    std::optional<Logic> value(const std::string& key, Logic at_first) const;
    /// Rules that do not let people go on.
    struct Barrier {
        std::string place;
        Logic when{};
    };
    const std::vector<Barrier>& barriers() const { return barriers_; }
    bool is_variable(const std::string& key) const { return variables_.contains(key); }
    /// Options that a variable holds from the beginning.
    const json::Value& initial_value(const std::string& key) const;

private:
    struct Effect {
        std::string what, on;
        Logic when{};
        bool state = false;
    };
    struct Setting {
        std::string on;
        Logic when{}, value{};
    };
    void read_variables(const json::Value&);
    void read_rule(const json::Value& rule, const std::string& place);
    void read_action(const json::Value& action, const Logic& when, const std::string& place);
    void set_variable(const json::Value& action, const Logic& when, const std::string& place);
    Logic with_values(const Logic&) const;
    Logic after(std::string_view what, const std::string& on, bool at_first) const;

    ForeignForm& foreign_;
    std::map<std::string, Logic, std::less<>> variables_{};
    std::map<std::string, const json::Value*, std::less<>> initial_values_{};
    std::vector<Effect> effects_{};
    std::vector<Setting> settings_{};
    std::vector<Barrier> barriers_{};
};

class Components {
public:
    Components(ForeignForm& foreign, const Rules& rules) : foreign_(foreign), rules_(rules) {}
    void read_all(const json::Value& components, const std::string& place, const Logic& shown, std::vector<Question>& into);

private:
    void read(const json::Value& component, const std::string& place, const Logic& shown, std::vector<Question>& into);
    void layout(const json::Value& component, const Question&, std::vector<Question>& into);
    void information(const json::Value& component, Question, std::vector<Question>& into);
    void group(const json::Value& component, Question, std::vector<Question>& into);
    void several(const json::Value& component, Question, std::vector<Question>& into);
    void people(const json::Value& component, Question, std::vector<Question>& into);
    void question(const json::Value& component, Question, std::vector<Question>& into);
    void in_parts(const json::Value& component, Question, std::vector<Question>& into);
    Question begun(const json::Value& component, const std::string& place, const Logic& shown);
    Logic shown_if(const json::Value& component, const std::string& place);
    void add_use(const std::string& key, Use);
    void begin_group(const Question&, const std::string& key);
    void check(const Question&, const std::string& ending, Logic unless, forms::Words message);

    void fill_in(const json::Value& component, Question&);
    void fill_in_text(const json::Value& component, Question&);
    void fill_in_number(const json::Value& component, Question&);
    void fill_in_date(const json::Value& component, Question&);
    void fill_in_file(const json::Value& component, Question&);
    void fill_in_options(const json::Value& component, Question&);
    void name_what_is_not_kept(const json::Value& component, const Question&);

    ForeignForm& foreign_;
    const Rules& rules_;
    std::string group_{}, foreign_group_{};
};

/// A text in the form's own language, and in Swedish and English where it is translated.
forms::Words translated(const json::Value& component, const std::string& key, std::string (*made)(std::string_view));

}  // namespace form_import::open_forms
