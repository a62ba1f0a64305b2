#pragma once
/// The work of say.h. Only the say*.cpp files include it.
#include "engines/form_import/say.h"

namespace form_import {

using Words = tl::expected<std::string, Unsayable>;

/// Where a rule stands: inside "not", what is unanswered must count as false, since `not unknown` is not true.
enum class Side { plain, inside_not };

tl::unexpected<Unsayable> unsayable(std::string key, std::vector<std::string> arguments = {});
/// 'text' as our rules write it.
std::string quoted(const std::string&);

class Sayer {
public:
    Sayer(const Uses&, const std::string& group);
    Words condition(const Logic& logic, Side side);
    Words value(const Logic& logic);

private:
    static bool is_comparison(const Logic& logic);
    const Use* use_of(const Logic& logic) const;
    /// A variable is what it was set to; a name that nothing has is nothing.
    Logic resolved(const Logic& logic) const;
    std::string id_of(const Use& use) const;
    /// Outside its group a question of a group means that of any item.
    Words placed(const Use& use, std::string rule) const;
    Words answered_yes(const Logic& logic, Side side);
    Words is_answered(const Logic& asked);
    Words joined_parts(const Logic& logic, Side side);
    static Logic chosen(const Logic& logic);
    /// Inside "not", a rule about answers that may be missing says so itself.
    Words guarded(const Logic& logic, const std::string& rule, Side side);
    Words comparison(const std::string& sign, const Logic& first, const Logic& second, Side side);
    static bool is_truth(const Logic& logic);
    /// (a in b) == false
    Words truth_of(const std::string& sign, const Logic& asked, const Logic& constant, Side side);
    Words emptiness(const std::string& sign, const Logic& asked);
    /// The constant becomes of the answer's type, or nothing can equal it.
    Words with_constant(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side);
    Words truth_equals(const Logic& asked, const Use& use, bool wanted, Side side);
    Words part_of_time(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side);
    /// What no option is nothing can equal; an order between options is told as those that satisfy it.
    Words one_of_options(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side);
    Words all_in(const std::string& sign, const Logic& asked, const Use& use, const Logic& constant, Side side);
    static bool has_option(const Use& use, const std::string& value);
    /// in(wanted, list): an answer among values, or a value among the answers.
    Words membership(const Logic& logic, Side side);
    /// JsonLogic's "in" between texts asks for a part of the text: those options that have it.
    Words containing_options(const Logic& asked, const Use& use, const Logic& part, Side side);
    Words over_group(const Logic& logic);
    Words later(const Logic& logic);
    Words named(const Logic& logic);
    Words arithmetic(const Logic& logic);
    Words values(const std::vector<Logic>& parts, std::size_t from);
    Words list(const std::vector<Logic>& items);

    const Uses& uses_;
    const std::string& group_;
    std::string foreign_group_{};
    std::string over_{};  ///< the group whose items any, all or sum goes through
};

}  // namespace form_import
