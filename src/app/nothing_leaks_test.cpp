/// What no list of ways to read can promise, since it is about all of them: no page tells anybody of a case that is not theirs.
#include "app/read_paths_for_tests.h"
#include "engines/audit/audit.h"
#include "foundation/db/testing.h"

using namespace read_paths;

namespace {

bool is_theirs(const Town& town, const Reader& reader, const CaseFact& fact) {
    using enum Reader::Kind;
    if (fact.is.erased) return false;
    return reader.kind == officer           ? town.reads(reader.which, fact)
           : reader.kind == resident        ? fact.is_from(reader.which)
           : reader.kind == holder_of_codes ? fact.plan.is_opened_by_code
                                            : false;
}

/// Organisations stand in the register for everybody where no secrecy holds (OSL 5 kap. 2 §), and so does the association of a grant.
bool is_public(std::string_view kind, const CaseFact& fact) {
    if (!fact.is_in_register() || fact.plan.is_hidden) return false;
    if (kind == "Forening") return fact.plan.service == random_plan::association_grant;
    return kind == "Bolag" && fact.plan.service != random_plan::school_transport;
}

/// "GET /mina-sidor tells Namn0003", or "".
std::string leak(const Town& town, const Reader& reader, std::string_view target, const http::Response& page) {
    for (std::size_t i = 0; i < town.facts().size(); ++i)
        for (const auto* kind : {"Namn", "Barn", "Forening", "Bolag", "Fil", "Anteckning"}) {
            const auto& fact = town.facts()[i];
            const bool is_note_for_party = std::string_view(kind) == "Anteckning" && reader.kind != Reader::Kind::officer;
            if ((is_theirs(town, reader, fact) && !is_note_for_party) || is_public(kind, fact)) continue;
            if (shows(page, Town::word(kind, i))) return fmt::format("GET {} tells {}", target, Town::word(kind, i));
        }
    return "";
}

attempts::Things things_of(const CaseFact& fact) {
    return {{"number", fact.number},
            {"document", std::to_string(fact.document.value)},
            {"id", std::to_string(fact.document.value)},
            {"service", "skolskjuts"},
            {"page", "child"},
            {"version", "1"},
            {"outcome", "approve"},
            {"unit", "miljo"},
            {"account", "1"},
            {"role", "1"},
            {"job", "1"},
            {"name", "simulated"},
            {"file", "x.css"},
            {"signature", "x"},
            {"municipality", "exempelby"},
            {"service_draft", "1"},
            {"subscription", "1"},
            {"shared_service", "skolskjuts"},
            {"field", "share_business"},
            {"list", "1"},
            {"log_list", "1"},
            {"bundle", "1"},
            {"batch", "1"},
            {"search", "1"},
            {"consultation", "1"},
            {"occasion", "decision"},
            {"language", "sv"},
            {"mandate", "1"},
            {"scan", "1.x"},
            {"sheet", "1"},
            {"article", "x"},
            {"article_id", "1"},
            {"contact", "1"},
            {"chat", "1"},
            {"original", "1"},
            {"invitation_to_answer", "x"},
            {"placed", fact.number},
            {"picture", std::to_string(fact.document.value)},
            {"asked", "x"},
            {"decision_table", "1"},
            {"receiver", "1"},
            {"receiver_link", "x"},
            {"committee", "1"},
            {"report", "1"},
            {"day", "2026-05-20"},
            {"entry", fact.number + ".json"},
            {"feedback", fact.number}};
}

std::string first_leak(Town& town) {
    for (const auto& reader : all_readers()) {
        town.enter(reader);
        for (const auto& area : all_areas())
            for (const auto& route : area.routes) {
                if (route.method != http::Method::get) continue;
                for (const auto& fact : town.facts()) {
                    const auto target = attempts::filled(route.path, things_of(fact));
                    if (auto found = leak(town, reader, target, town.site.get(target)); !found.empty())
                        return found + " to " + words_of(reader);
                    if (route.path.find('{') == route.path.npos) break;  // the same for every case
                }
            }
    }
    return "";
}

// ---- the audit log

struct LogQuestion {
    int event = 0, subject_kind = 0, subject = nobody, actor_kind = 0, actor = nobody, from_day = 0, until_day = 0, count = 1;
};
constexpr std::string_view events[] = {"", "cases.", "cases.r", "cases.decided", "sign_in."}, subject_kinds[] = {"", "case", "account"},
                           actor_kinds[] = {"", "staff", "resident", "nobody", "program"};

[[maybe_unused]] void showValue(const LogQuestion& asked, std::ostream& out) {
    out << "event " << asked.event << ", subject kind " << asked.subject_kind << ", subject " << asked.subject << ", actor kind "
        << asked.actor_kind << ", actor " << asked.actor << ", from day " << asked.from_day << " until " << asked.until_day << ", "
        << asked.count << " entries";
}

rc::Gen<LogQuestion> log_question() {
    using random_plan::from;
    return rc::gen::build<LogQuestion>(
        rc::gen::set(&LogQuestion::event, from(0, 5)), rc::gen::set(&LogQuestion::subject_kind, from(0, 3)),
        rc::gen::set(&LogQuestion::subject, from(nobody, 3)), rc::gen::set(&LogQuestion::actor_kind, from(0, 5)),
        rc::gen::set(&LogQuestion::actor, from(nobody, random_plan::officers)), rc::gen::set(&LogQuestion::from_day, from(0, 400)),
        rc::gen::set(&LogQuestion::until_day, from(0, 400)), rc::gen::set(&LogQuestion::count, from(1, 30)));
}

/// Days before noon; 0 asks for no limit.
std::optional<Timestamp> day(int days) { return days == 0 ? std::nullopt : std::optional(Town::noon() - days * microseconds_a_day); }

audit::Search search_of(const Town& town, const LogQuestion& asked) {
    audit::Search search{.event_prefix = std::string(events[asked.event]),
                         .subject_kind = std::string(subject_kinds[asked.subject_kind]),
                         .actor_kind = std::string(actor_kinds[asked.actor_kind]),
                         .from = day(asked.from_day),
                         .until = day(asked.until_day),
                         .count = asked.count};
    if (asked.subject != nobody && asked.subject < std::ssize(town.facts()))
        search.subject = town.facts()[static_cast<std::size_t>(asked.subject)].id.value;
    if (asked.actor != nobody) search.actor = town.account(asked.actor).value;
    return search;
}

bool is_asked_for(const audit::Search& search, const audit::Recorded& entry) {
    return entry.event.starts_with(search.event_prefix) && (search.subject_kind.empty() || entry.subject_kind == search.subject_kind) &&
           (!search.subject || entry.subject == *search.subject) && (search.actor_kind.empty() || entry.actor_kind == search.actor_kind) &&
           (!search.actor || entry.actor == *search.actor) && (!search.from || entry.at >= *search.from) &&
           (!search.until || entry.at < *search.until) && (!search.before || entry.seq < *search.before);
}

std::vector<std::int64_t> read_through(const std::vector<audit::Recorded>& newest_first, const audit::Search& search) {
    std::vector<std::int64_t> found;
    for (const auto& entry : newest_first)
        if (is_asked_for(search, entry) && std::ssize(found) < search.count) found.push_back(entry.seq);
    return found;
}

}  // namespace

TEST_CASE("no page tells anybody of a case that is not theirs") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    check_towns(kind == db::Kind::sqlite ? 6 : 2, [&] {
        Town town(*random_plan::plan(), all_areas(), kind);
        const auto found = first_leak(town);
        if (!found.empty()) RC_FAIL(found);
    });
}

TEST_CASE("the files folder tells nobody what people have sent") {
    check_towns(3, [] {
        Town town(*random_plan::plan(), all_areas(), db::Kind::sqlite);
        const auto& files = town.site.tenant().files;
        std::string folder;
        files.each([&](const std::string& hash) { folder += whole(*file_content(files.path_of(hash))); });
        RC_ASSERT(folder.empty() == town.facts().empty());
        for (const auto& fact : town.facts()) RC_ASSERT(folder.find(fact.name) == folder.npos);
        RC_ASSERT(folder.find("%PDF") == folder.npos);
    });
}

TEST_CASE("a search in the audit log finds what reading it through would, page after page") {
    const auto kind = GENERATE(from_range(db::kinds_under_test()));
    check_towns(kind == db::Kind::sqlite ? 5 : 2, [&] {
        Town town(*random_plan::plan(), all_areas(), kind);
        town.look();
        const auto all = town.read([](db::Connection& db) { return audit::search(db, {.count = 100'000}); });
        const auto questions = *rc::gen::container<std::vector<LogQuestion>>(20, log_question());
        for (const auto& asked : questions) {
            auto search = search_of(town, asked);
            for (int page = 0; page < 3; ++page) {
                std::vector<std::int64_t> found;
                for (const auto& entry : town.read([&](db::Connection& db) { return audit::search(db, search); }))
                    found.push_back(entry.seq);
                RC_ASSERT(found == read_through(all, search));
                if (found.empty()) break;
                search.before = found.back();
            }
        }
    });
}
