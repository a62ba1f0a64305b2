#include "engines/forms/in_time.h"

#include "foundation/html/data_block.h"

namespace forms {

html::Html rules_in_time(const Texts& any_texts, const PageRules& page_rules) {
    auto rules = page_rules.as_json();
    if (rules["questions"].size() == 0) return {};
    const auto texts = any_texts.of("forms");
    // # stands for the question, or for how many they are.
    rules.set("words", json::object({{"one_shown", texts("in_time_one_shown")},
                                     {"several_shown", texts("in_time_several_shown")},
                                     {"one_hidden", texts("in_time_one_hidden")},
                                     {"several_hidden", texts("in_time_several_hidden")},
                                     {"optional", any_texts.of("pages")("optional_label", "#")},
                                     {"unknown_yet", texts("unknown_yet")},
                                     {"yes", texts("yes")},
                                     {"no", texts("no")}}));
    return html::data_block("page-rules", rules);
}

}  // namespace forms
