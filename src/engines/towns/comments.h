#pragma once
/// What people say to an invented municipality: embedded/comments.yaml.
#include <string>
#include <vector>

#include "engines/towns/chance.h"
#include "engines/towns/town.h"

namespace towns {

struct Change {
    std::string did;   ///< what the municipality did
    std::string said;  ///< what somebody had said, as everybody may read it
};
struct CommentTopic {
    std::string about;  ///< the service's answer, a unit's slug
    std::string kind;
    int weight = 1;
    int sudden = 0;    ///< so many in the last days
    int provider = 0;  ///< per cent that are about a private provider
    std::vector<std::string> texts{}, answers{};
    std::vector<Change> changes{};
};
const std::vector<CommentTopic>& comment_topics();

/// One of the topic's texts with the town's own names in it.
std::string comment_text(const CommentTopic&, const Town&, Chance&);

}  // namespace towns
