#pragma once
/// One text, parsed: literal words, {0} and ICU plurals and choices.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/texts/texts.h"

namespace texts {

struct MessagePart {
    std::string words;
    int argument = -1;  ///< follows the words; -1: none
};

class Message {
public:
    /// Throws std::invalid_argument, saying why, when ICU cannot read the pattern or it names its arguments.
    Message(std::string_view pattern, Language);
    ~Message();
    Message(Message&&) noexcept;
    /// Safe from any thread. Throws std::logic_error when the pattern wants more values.
    std::string format(const std::vector<Value>&) const;

private:
    struct Choices;  ///< ICU's formatter, for patterns with more than plain {0}
    Language language_;
    std::size_t arguments_ = 0;
    std::vector<MessagePart> parts_;
    std::unique_ptr<Choices> choices_;
};

}  // namespace texts
