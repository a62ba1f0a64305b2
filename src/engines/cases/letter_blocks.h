#pragma once
/// The letter of a decision as the blocks that its service's template is made of: an officer writes in the free ones, chooses among the
/// standard ones, and reads why the rest is locked. What is put together here is what is sent.
#include "engines/cases/work.h"
#include "foundation/base/enum_names.h"

namespace cases {

struct LetterBlock {
    enum class Kind {
        free,      ///< words that the officer may change
        standard,  ///< of the service: in or out, and where
    };
    std::string id;  ///< "decision", "reasons", "own", "more"; of a standard block the definition's
    Kind kind{};
    std::string label{};    ///< of a standard block, in the officer's language
    std::string text{};     ///< Markdown, in the applicant's language
    std::string usually{};  ///< what a free block says when nobody has changed it
    bool is_in = true;
};
/// Prefix of a standard block's id, so that it is never taken for a free one.
inline constexpr std::string_view standard_block = "block_";

/// In the order that the officer has put them, or the template's. A free block that nobody has changed says what the choice of reason
/// gives.
std::vector<LetterBlock> letter_blocks(const Tenant&, const services::Service&, const Case&, const DecisionDraft&, Language of_officer);
/// For a letter that nobody writes by hand: exactly these standard blocks of the outcome are in it, after what the template says.
std::vector<TypedBlock> with_standard_blocks(const services::Outcome&, const std::vector<std::string>& ids);
std::string body_of(const std::vector<LetterBlock>&);

/// One step; nothing happens at the ends, or when there is no such block.
enum class Step { up, down };
void move_block(std::vector<TypedBlock>&, std::string_view id, Step);

/// What is always in the letter, after the blocks, with why it cannot be changed.
struct LockedBlock {
    std::string id;  ///< heading, law, appeal, contact, signature
};
std::vector<LockedBlock> locked_blocks(const services::Service&, const DecisionDraft&);

/// Characters of a whole body.
inline constexpr std::size_t longest_body = 20'000;
std::vector<FieldError> problems_of_blocks(const services::Outcome&, const DecisionDraft&);

}  // namespace cases
