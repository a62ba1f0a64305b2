#pragma once
/// What differs between two versions of a definition, and what becomes of two changes of the same one.
#include <vector>

#include "engines/services/document.h"

namespace services {

struct Difference {
    enum class What { added, removed, changed, moved } what;
    Path path;
    yaml::Node before, after;  ///< missing when it was added, or removed
};
/// Part by part, in the order of the new one and what is removed after that. A part that is new is told once, with all that is in it;
/// lists of plain words are told as a whole.
std::vector<Difference> differences(const yaml::Node& before, const yaml::Node& after);

/// A place that both have changed, each in another way. The document that is merged has theirs there.
struct Conflict {
    Path path;
    yaml::Node mine, theirs;  ///< missing: removed
};
struct Merged {
    yaml::Node document;
    std::vector<Conflict> conflicts{};
};
/// What both have made of `base`. A part that only one has touched is as that one left it.
Merged merge(const yaml::Node& base, const yaml::Node& mine, const yaml::Node& theirs);

}  // namespace services
