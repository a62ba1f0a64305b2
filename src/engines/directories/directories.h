#pragma once
/// Registers outside the program that a municipality asks: who is registered where, who owns what, what exists. Each answer tells its
/// facts and its source. A directory that is away is a state of its own, never a failure of the page that wanted to know.
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/tenant.h"
#include "engines/directories/check.h"
#include "engines/forms/answers.h"
#include "foundation/json/json.h"

namespace directories {

// ---- where it is asked

/// What is looked up, in the words of the contract (docs/operate.md): {"personal_number": "201801012392"}.
struct Inquiry {
    Directory directory{};
    json::Value asks;
    std::optional<std::chrono::milliseconds> within{};  ///< somebody waits for the answer
};
enum class Outcome { found, missing, unreachable };
struct Reply {
    Outcome outcome = Outcome::unreachable;
    json::Value record{};  ///< of the contract
    std::string source{};  ///< the name the register gives itself; may be empty
};
using Source = std::function<Reply(const Inquiry&)>;
/// Those that a municipality has connected: Tenant::directories.
struct Sources {
    std::map<Directory, Source> connected{};
    /// Microseconds: until then no page asks the register of organisations, which has not answered another page.
    std::shared_ptr<std::atomic<std::int64_t>> names_away_until = std::make_shared<std::atomic<std::int64_t>>(0);
};

/// A register of the municipality's own, over HTTPS.
struct Connection {
    std::string address, token;
    std::string municipality;  ///< its slug goes with each inquiry
    std::chrono::milliseconds timeout{8'000};
};
Source over_https(Connection);

// ---- what came of it

enum class State {
    not_asked,  ///< yet
    answered,
    missing,   ///< there is no such person, property or organisation
    withheld,  ///< protected identity (skyddad folkbokföring): nothing more is told
    unreachable,
    unconnected,  ///< the municipality has no such register
    unanswered,   ///< an answer that is asked about is not there
};

struct Fact {
    std::string name;  ///< "municipality", "status"
    std::string value;
    bool operator==(const Fact&) const = default;
};
struct Finding {
    State state = State::not_asked;
    forms::Value found{};  ///< what the question gives; unknown when it is not known
    std::vector<Fact> facts{};
    std::string source{};
    bool operator==(const Finding&) const = default;
};
/// By the id of the condition that wanted to know.
using Findings = std::map<std::string, Finding, std::less<>>;

/// not_asked when it can be asked, else unconnected or unanswered. Asks nobody.
State readiness(const Tenant&, const Check&, const forms::Answers&);
/// Asks everything; the same inquiry once. Blocks: for jobs.
Findings ask(const Tenant&, const std::map<std::string, Check>&, const forms::Form&, const forms::Answers&);

json::Value to_json(const Findings&);
Findings findings_from(const json::Value&);

// ---- in words; `texts` may be of any module

/// "Folkbokföringen", or the name that the register gave itself.
std::string source_name(const Texts&, const Check&, const Finding&);
/// The connected registers that these checks ask, each once.
std::vector<std::string> sources_asked(const Texts&, const Tenant&, const std::map<std::string, Check>&);
/// "Folkbokförd i Exempelby, sedan 1 augusti 2019", or why nothing is known.
std::string shown(const Texts&, const Finding&);
/// What the question is about, for the log that the person concerned reads: "om du bor på adressen".
std::string purpose(const Texts&, std::string_view question);

}  // namespace directories

template <>
inline constexpr EnumNames<directories::State, 7> names_of<directories::State> = {{
    {directories::State::not_asked, "not_asked"},
    {directories::State::answered, "answered"},
    {directories::State::missing, "missing"},
    {directories::State::withheld, "withheld"},
    {directories::State::unreachable, "unreachable"},
    {directories::State::unconnected, "unconnected"},
    {directories::State::unanswered, "unanswered"},
}};
