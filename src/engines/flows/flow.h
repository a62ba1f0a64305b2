#pragma once
/// The way of a case: states, who may move it, and what happens by itself. Definitions are YAML (catalogue/flows).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/forms/rule.h"
#include "engines/forms/words.h"
#include "foundation/base/enum_names.h"
#include "foundation/base/result.h"

namespace flows {

enum class StateKind {
    open,     ///< we work on it: the clock runs
    waiting,  ///< the applicant must act: the clock stands still
    decided,  ///< decided, but nothing has left the house
    closed,
};

enum class Mover {
    officer,
    applicant,
    approver,  ///< the second of two who see a decision before it leaves the house
    signer,    ///< someone the applicant has named, who must sign too
    timer,     ///< time alone
    system,    ///< the house itself, as part of what somebody else does
};

struct State {
    std::string id;
    StateKind kind = StateKind::open;
    std::string stage;      ///< the step of the thread that the applicant sees
    forms::Words label;     ///< "Granskas"
    forms::Words sentence;  ///< "Vi granskar din ansökan"
    forms::Words next;      ///< what happens now, and what the applicant need do
};

struct Stage {
    std::string id;
    forms::Words label;
};

struct Transition {
    std::string id;
    std::vector<std::string> from;
    std::string to;
    Mover by = Mover::officer;
    std::optional<forms::Rule> unless{};  ///< over the facts of the case: `open_supplement`, `unsigned`, `outcome`, `grants`
};

/// What a timer can do besides moving the case.
inline constexpr std::string_view timer_errands[] = {"remind", "remind_signers", "tell_unsigned"};

struct Timer {
    std::string id;
    std::string in;      ///< the state in which it runs
    int after_days = 0;  ///< working days in that state
    std::string does;    ///< one of timer_errands, or a transition by timer
};

struct Flow {
    std::string id;
    forms::Words title;
    std::string begins;
    std::vector<State> states;
    std::vector<Stage> stages;
    std::vector<Transition> transitions;
    std::vector<Timer> timers;

    const State* find_state(std::string_view id) const;
    const Transition* find_transition(std::string_view id) const;
};

struct Problem {
    int line = 0;
    std::string message;  ///< English, for those who write definitions
};

/// All problems at once: unknown keys, states that nothing reaches or nothing leaves, transitions to nowhere.
tl::expected<Flow, std::vector<Problem>> parse_flow(std::string_view yaml);

/// The state after a transition, or: not_found (no such transition), conflict (not from this state, or the guard says no),
/// forbidden (someone else moves it).
Result<const State*> moved(const Flow&, std::string_view state, std::string_view transition, Mover, const forms::Scope& facts);

}  // namespace flows

template <>
inline constexpr EnumNames<flows::StateKind, 4> names_of<flows::StateKind> = {{
    {flows::StateKind::open, "open"},
    {flows::StateKind::waiting, "waiting"},
    {flows::StateKind::decided, "decided"},
    {flows::StateKind::closed, "closed"},
}};

template <>
inline constexpr EnumNames<flows::Mover, 6> names_of<flows::Mover> = {{
    {flows::Mover::officer, "officer"},
    {flows::Mover::applicant, "applicant"},
    {flows::Mover::approver, "approver"},
    {flows::Mover::signer, "signer"},
    {flows::Mover::timer, "timer"},
    {flows::Mover::system, "system"},
}};
