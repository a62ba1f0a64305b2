#pragma once
/// A field of a form as the page's parts want it: label, value as it stands, error. Only the .cpp files of this folder include it.
#include <string>

#include "engines/forms/view.h"
#include "engines/pages/fields.h"

namespace forms {

class Inputs {
public:
    Inputs(const Texts& texts, const Form& form, const PageContent& content)
        : texts_(texts.of("forms")), language_(texts.language()), form_(form), content_(content) {}

    /// What was typed in an input; `otherwise` when nothing was.
    std::string typed(const std::string& name, const std::string& otherwise) const;
    std::string error_of(const std::string& name) const;
    /// Of these words, when they are not in the language of the question: a check may be told in Swedish alone.
    std::string error_lang_of(const std::string& name) const;
    /// Also inside a group.
    bool has_error(const std::string& name) const;

    /// Everything but the value.
    pages::Field head(const Field&, const std::string& name) const;
    pages::Field plain(const Field&, const std::string& name, const Answer*) const;
    pages::Field date(const Field&, const std::string& name, const Answer*) const;
    pages::Field yes_no(const Field&, const std::string& name, const Answer*) const;
    /// One input of a field that has several; the field's error stands at the input that it is about.
    html::Html one_of_several(const Field&, const std::string& name, const std::string& suffix, const std::string& value, std::string width,
                              std::string inputmode) const;
    /// What is asked while such a field is typed: "address", "property".
    std::string suggestions_of(std::string_view kind) const;

private:
    Texts texts_;
    Language language_;
    const Form& form_;
    const PageContent& content_;
};

/// What stands behind "Varför frågar vi?", a paragraph a line: the reason, what the answer is used for, and by which right.
std::string why_words(const Texts&, const Field&);

}  // namespace forms
