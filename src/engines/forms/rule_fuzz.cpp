#include <cstdint>
#include <cstdlib>

#include "engines/forms/rule.h"
#include "engines/forms/rule_json.h"

/// Whatever is written: no crash, and what can be read prints to the same rule.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const auto rule = forms::parse({reinterpret_cast<const char*>(bytes), size});
    if (!rule) return 0;
    const auto again = forms::parse(forms::print(*rule));
    // Printing adds parentheses and quotes, so a rule at the limit of size may not fit any more.
    if (!again && forms::print(*rule).size() <= forms::max_rule_size && again.error().text_key != "rule_too_deep") std::abort();
    if (again && !(*again == *rule)) std::abort();
    forms::evaluate(*rule, forms::Scope(Date{20000}).set("a", true).set("b", 2.5).set("c", "x"));
    forms::to_json(*rule);
    return 0;
}
