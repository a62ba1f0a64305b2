#include "engines/form_import/parts.h"

#include "engines/form_import/our_words.h"

namespace form_import {

Use add_parts(ForeignForm& foreign, const Question& question, Parts parts, const std::string& group, std::vector<Question>& into) {
    const auto part = [&](const std::string& words, double least, double most) {
        Question made{.place = question.place, .was = question.was, .show_if = question.show_if, .required = question.required};
        made.field.type = forms::FieldType::number;
        made.field.id = foreign.names.made(question.field.id + "_" + words, "");
        const auto ending = our_words("part_" + words);
        made.field.label = {question.field.label.sv + " – " + ending.sv, question.field.label.en + " – " + ending.en};
        made.field.hint = parts == Parts::day_and_clock ? forms::Words{} : question.field.hint;
        made.field.min = least;
        made.field.max = most;
        into.push_back(made);
        return made.field.id;
    };
    Use use{.id = question.field.id, .group = group};
    if (parts == Parts::month) {
        use.kind = Use::Kind::month;
        use.second = part("month", 1, 12);
        use.id = part("year", 1900, 2200);
    } else {
        if (parts == Parts::day_and_clock) into.push_back(question);
        const auto hour = part("hour", 0, 23), minute = part("minute", 0, 59);
        use.kind = parts == Parts::clock ? Use::Kind::clock : Use::Kind::date;
        if (parts == Parts::clock) use.id = hour, use.second = minute;
    }
    foreign.report.note(question.place, question.was, use.second.empty() ? use.id : use.id + ", " + use.second, "why_in_parts");
    return use;
}

}  // namespace form_import
