#pragma once
/// The parts of the XGov reader. Only its .cpp files include it. The format: github.com/XGovFormBuilder/digital-form-builder, model/src.
#include <map>
#include <string>

#include "engines/form_import/foreign.h"
#include "engines/form_import/json_text.h"
#include "engines/form_import/parts.h"
#include "foundation/json/json.h"

namespace form_import::xgov {

/// Conditions by name. Texts that nobody can read, and what each one means.
using Conditions = std::map<std::string, tl::expected<Logic, Unsayable>, std::less<>>;
Conditions read_conditions(const json::Value& form);

class Components {
public:
    Components(ForeignForm& foreign, const json::Value& form, const Conditions& conditions);
    /// A component and what stands inside it, as questions. `section` stands before its name in conditions.
    void read(const json::Value& component, const std::string& page, const std::string& section, std::vector<Question>& into);
    /// A page that is filled in several times.
    void repeated(const json::Value& page, const std::string& place, const std::string& section, std::vector<Question>& into);

private:
    struct Inside {
        std::string group{};  ///< our id
        std::string foreign_group{};
    };
    void question(const json::Value& component, Question, const std::string& section, std::vector<Question>& into);
    void information(const json::Value& component, Question, std::vector<Question>& into);
    void group(const json::Value& component, Question, const std::string& section, std::vector<Question>& into);
    void in_parts(const json::Value& component, Question, Parts, const std::string& section, std::vector<Question>& into);
    void fill_in(const json::Value& component, Question&);
    void fill_in_text(const json::Value& component, Question&);
    void fill_in_number(const json::Value& component, Question&);
    void fill_in_file(const json::Value& component, Question&);
    void fill_in_options(const json::Value& component, Question&);
    void conditional_questions(const json::Value& component, forms::FieldType parent, const std::string& page, const std::string& section,
                               std::vector<Question>& into);
    void add_use(const std::string& foreign, const std::string& section, Use);
    void check(const Question&, const std::string& ending, Logic unless, forms::Words message);
    const json::Array& items_of(const json::Value& component) const;
    Question begun(const json::Value& component, const std::string& place);

    ForeignForm& foreign_;
    const Conditions& conditions_;
    std::map<std::string, const json::Value*, std::less<>> lists_{};
    Inside inside_{};
};

}  // namespace form_import::xgov
