#pragma once
/// Rules, forms and answers that nobody would think of, the same for the same seed.
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "engines/forms/answers.h"

namespace forms::testing {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    bool one_in(std::size_t count) { return below(count) == 0; }
    template <class T>
    const T& of(const std::vector<T>& all) {
        return all[below(all.size())];
    }

private:
    std::mt19937_64 engine_;
};

/// The names that a rule may use, with what they are worth. Inside a group also those of its items.
struct KnownName {
    std::string name;
    ValueType type;
};
struct Known {
    std::vector<KnownName> names;
    std::vector<KnownName> in_items{};  ///< "g.a" and "a"
};

/// A rule that gives a value of the type, mostly; it may use known names in any way that the language allows.
Rule random_rule(Chance&, const Known&, ValueType);
/// Values for scopes of such rules.
Value random_value(Chance&, ValueType);

/// What is typed on a page, by the inputs' names.
using TypedPage = std::vector<std::pair<std::string, std::string>>;
/// A form of three pages without circles: rules look at questions of any page.
Form random_form(Chance&);
TypedPage typed_answer(Chance&, const Field&, const std::string& prefix = {});

}  // namespace forms::testing
