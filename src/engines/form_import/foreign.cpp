#include "engines/form_import/foreign.h"

namespace form_import {

void add_barrier(ForeignForm& foreign, const std::string& place, const Logic& when, const forms::Words& message) {
    std::string field;
    for (const auto& word : names_in(when))
        if (const auto use = foreign.uses.find(word); use != foreign.uses.end() && use->second.kind != Use::Kind::variable)
            field = use->second.group.empty() ? use->second.id : use->second.group;
    if (field.empty()) return foreign.report.form_lost(place, "stop", "why_no_place");
    foreign.checks.push_back({foreign.check_names.made("stop", ""), negated(when), field, message, place});
}

}  // namespace form_import
