#include "engines/mandates/mandates.h"

#include <algorithm>

#include "engines/audit/audit.h"
#include "engines/identity/people.h"
#include "engines/identity/units.h"
#include "engines/mandates/store.h"
#include "engines/mandates/wards.h"
#include "engines/notify/notify.h"
#include "foundation/json/json.h"

namespace mandates {
namespace {

constexpr std::size_t most_waiting = 20;
constexpr std::ptrdiff_t most_given = 50;
constexpr int signatory_lasts = 90;  // days

/// Who is signed in, by what the e-identification said; nobody for those who have no personal number.
std::optional<Someone> someone_of(db::Connection& db, const Tenant& tenant, PersonId id) {
    const auto number = identity::personal_number_of(db, tenant.secret, id);
    const auto person = identity::find_person(db, tenant.secret, id);
    if (!number || !person) return std::nullopt;
    return Someone{number->digits(), person->name};
}
Result<Someone> signed_in(db::Connection& db, const Tenant& tenant, const Visitor& visitor) {
    if (!visitor.is_resident()) return failure(Fault::sign_in_needed);
    auto someone = someone_of(db, tenant, visitor.person);
    if (!someone) return failure(Fault::forbidden);
    return *std::move(someone);
}

void record(db::Connection& db, const Visitor& by, std::string_view event, const Mandate& mandate) {
    audit::record(db, by,
                  {.event = std::string(event),
                   .subject_kind = "mandate",
                   .subject = mandate.id.value,
                   .reason = by.is_staff() ? "registering" : "",
                   .detail = std::string(to_name(mandate.origin))});
}

/// Both are told by e-mail that there is something to read, where we know an address; what it says they read signed in.
void queue_notices(db::Connection& db, const Mandate& mandate) {
    for (const auto* who : {"giver", "holder"})
        ::jobs::enqueue(db, "mandates.tell", json::to_text(json::object({{"mandate", mandate.id.value}, {"who", who}})));
}

MandateId add(db::Connection& db, const Tenant& tenant, const Visitor& by, Mandate mandate, std::string_view event) {
    mandate.id = MandateId{new_id()};
    mandate.made_at = now();
    if (event != "mandates.asked") mandate.given_at = mandate.made_at;
    store::insert(db, tenant, mandate, by.account);
    record(db, by, event, mandate);
    queue_notices(db, mandate);
    return mandate.id;
}

Mandate made_of(Origin origin, Someone giver, Someone holder, const Scope& scope) {
    Mandate made;
    made.origin = origin;
    made.giver = std::move(giver);
    made.holder = std::move(holder);
    made.services = scope.services;
    made.from = scope.from;
    made.until = scope.until;
    made.opens_earlier = scope.opens_earlier && may_open_earlier(origin);
    return made;
}

bool is_open(const Mandate& mandate) {
    const auto state = mandate.state_on(swedish_date(now()));
    return state == State::in_force || state == State::not_begun;
}

/// One that says the same, so that a second tap makes nothing.
std::optional<MandateId> like(const std::vector<Mandate>& all, const Mandate& made) {
    const auto is_like = [&](const Mandate& one) {
        return is_open(one) && one.origin == made.origin && one.giver.number == made.giver.number &&
               one.holder.number == made.holder.number && one.services == made.services && one.opens_earlier == made.opens_earlier &&
               one.from == made.from && one.until == made.until && one.source == made.source;
    };
    const auto found = std::ranges::find_if(all, is_like);
    return found == all.end() ? std::nullopt : std::optional(found->id);
}

/// Whom a job tells, with the key that seals what is said.
struct Told {
    identity::Person person;
    KeyId key{};
};
std::optional<Told> to_tell(db::Connection& db, const Tenant& tenant, const json::Value& payload) {
    const MandateId id{payload["mandate"].integer()};
    const auto mandate = store::find(db, tenant, id);
    if (!mandate) return std::nullopt;
    const bool is_giver = payload["who"].text() == "giver";
    if (is_giver && mandate->giver_kind == GiverKind::organisation) return std::nullopt;
    const auto number = identity::PersonalNumber::from((is_giver ? mandate->giver : mandate->holder).number);
    const auto known = number ? identity::find_person_by_number(db, tenant.secret, *number) : std::nullopt;
    const auto person = known ? identity::find_person(db, tenant.secret, *known) : failure(Fault::not_found);
    return person ? std::optional(Told{*person, store::key_of(db, id)}) : std::nullopt;
}

/// By the ways that the person has chosen, but for paper: nobody prints letters that belong to no case.
std::vector<notify::Way> ways_to(db::Connection& db, const Tenant& tenant, const identity::Person& person) {
    const auto number = identity::personal_number_of(db, tenant.secret, person.id);
    auto ways = notify::ways_to(
        tenant, {.email = person.email, .phone = person.phone, .personal_number = number ? number->digits() : "", .person = person});
    const bool had_paper = std::erase_if(ways, [](const notify::Way& way) { return way.channel == notify::Channel::letter; }) > 0;
    if (had_paper && !person.email.empty()) ways.push_back({notify::Channel::email, person.email});
    return ways;
}

/// Once: the first message has the id of the job.
void tell(Tenant& tenant, const ::jobs::Job& job) {
    const auto payload = json::parse(job.payload).value();
    tenant.db.write([&](db::Connection& db) {
        const auto told = to_tell(db, tenant, payload);
        const MessageId first{job.id.value};
        if (!told || notify::find(db, tenant, first)) return;
        const Texts text(tenant.texts, "mandates", told->person.language);
        const auto address = tenant.public_address + "/mina-sidor/fullmakter";
        auto id = first;
        for (const auto& way : ways_to(db, tenant, told->person)) {
            const bool is_sms = way.channel == notify::Channel::sms;
            notify::queue_once(
                db, tenant, id,
                {.about = {.number = text("notice_about"), .unit = identity::top_unit(db).value_or(UnitId{}), .key = told->key},
                 .occasion = "mandate",
                 .channel = way.channel,
                 .content = {.name = told->person.name,
                             .address = way.address,
                             .subject = text("notice"),
                             .text = text(is_sms ? "notice_sms" : "notice_body", address, tenant.name),
                             .language = told->person.language}});
            id = MessageId{new_id()};
        }
    });
}

void remove_old_ones(Tenant& tenant, const ::jobs::Job&) { tenant.db.write(remove_old); }

}  // namespace

bool is_registered_by_staff(Origin origin) {
    return origin == Origin::paper || origin == Origin::desk || origin == Origin::guardian || origin == Origin::trustee;
}

State Mandate::state_on(Date day) const {
    if (refused_at) return State::refused;
    if (ended_at) return State::ended;
    if (!given_at) return State::asked;
    if (day < from) return State::not_begun;
    return until && *until < day ? State::over : State::in_force;
}

bool Mandate::covers(std::string_view service) const {
    return !is_of_one_case && (services.empty() || std::ranges::find(services, service) != services.end());
}

Result<MandateId> give(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Someone& holder, const Scope& scope) {
    auto giver = TRY(signed_in(db, tenant, visitor));
    if (giver.number == holder.number) return invalid({{"number", "error_oneself"}});
    const auto given = store::of_giver(db, tenant, giver);
    auto made = made_of(Origin::e_identification, std::move(giver), holder, scope);
    if (const auto before = like(given, made)) return *before;
    const auto own =
        std::ranges::count_if(given, [](const Mandate& one) { return is_open(one) && one.origin == Origin::e_identification; });
    if (own >= most_given) return invalid({{"number", "error_many_given"}});
    return add(db, tenant, visitor, std::move(made), "mandates.given");
}

Result<MandateId> ask(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Someone& giver, const Scope& scope) {
    auto holder = TRY(signed_in(db, tenant, visitor));
    if (giver.number == holder.number) return invalid({{"number", "error_oneself"}});
    std::size_t waiting = 0;
    for (const auto& held : store::of_holder(db, tenant, holder)) {
        if (held.state_on(scope.from) != State::asked) continue;
        if (held.giver.number == giver.number && held.services == scope.services) return held.id;  // a second tap
        ++waiting;
    }
    if (waiting >= most_waiting) return invalid({{"number", "error_many_asked"}});
    auto made = made_of(Origin::e_identification, giver, std::move(holder), scope);
    made.opens_earlier = false;
    return add(db, tenant, visitor, std::move(made), "mandates.asked");
}

Result<void> answer(db::Connection& db, const Tenant& tenant, const Visitor& visitor, MandateId id, Answer said) {
    const auto giver = TRY(signed_in(db, tenant, visitor));
    auto mandate = TRY(find(db, tenant, id));
    if (mandate.giver_kind != GiverKind::person || mandate.giver.number != giver.number) return failure(Fault::not_found);
    if (mandate.state_on(swedish_date(now())) != State::asked) return failure(Fault::conflict);
    if (said == Answer::no) {
        store::set_refused(db, id, now());
    } else {
        mandate.giver.name = giver.name;  // until now as the one who asked wrote it
        mandate.given_at = now();
        store::set_given(db, tenant, mandate);
    }
    record(db, visitor, said == Answer::yes ? "mandates.given" : "mandates.refused", mandate);
    queue_notices(db, mandate);
    return {};
}

static void end(db::Connection& db, const Visitor& by, const Mandate& mandate) {
    if (mandate.ended_at) return;
    store::set_ended(db, mandate.id, now());
    record(db, by, "mandates.ended", mandate);
    queue_notices(db, mandate);
}

Result<void> end(db::Connection& db, const Tenant& tenant, const Visitor& visitor, MandateId id) {
    const auto mandate = TRY(find_for(db, tenant, visitor, id));
    const auto someone = TRY(signed_in(db, tenant, visitor));
    const bool is_giver = mandate.holder.number != someone.number;
    if (is_giver && !mandate.is_ended_by_giver()) return failure(Fault::forbidden, "error_appointed");
    end(db, visitor, mandate);
    return {};
}

MandateId register_by_staff(db::Connection& db, const Tenant& tenant, const Visitor& staff, const Registered& made) {
    auto mandate = made_of(made.origin, made.giver, made.holder, made.scope);
    mandate.source = made.source;
    mandate.paper = made.paper;
    if (const auto before = like(store::registered_for(db, tenant, made.giver), mandate)) return *before;
    return add(db, tenant, staff, std::move(mandate), "mandates.registered");
}

Result<void> end_by_staff(db::Connection& db, const Tenant& tenant, const Visitor& staff, MandateId id) {
    const auto mandate = TRY(find(db, tenant, id));
    if (!is_registered_by_staff(mandate.origin)) return failure(Fault::not_found);
    end(db, staff, mandate);
    return {};
}

Result<MandateId> add_signatory(db::Connection& db, const Tenant& tenant, const Visitor& visitor, const Someone& organisation,
                                std::string_view source) {
    auto holder = TRY(signed_in(db, tenant, visitor));
    const auto today = swedish_date(now());
    auto mandate = made_of(Origin::signatory, organisation, holder, {{}, today, Date{today.days + signatory_lasts}});
    mandate.giver_kind = GiverKind::organisation;
    mandate.source = source;
    for (auto& held : store::of_holder(db, tenant, holder))
        if (held.origin == Origin::signatory && held.giver.number == organisation.number && !held.ended_at) {
            held.giver = organisation;
            held.until = mandate.until;
            held.source = source;
            store::set_given(db, tenant, held);
            record(db, visitor, "mandates.registered", held);
            return held.id;
        }
    return add(db, tenant, visitor, std::move(mandate), "mandates.registered");
}

Result<MandateId> begin_with_application(db::Connection& db, const Tenant& tenant, const Visitor& helper, const Someone& applicant) {
    auto mandate = made_of(Origin::application, applicant, TRY(signed_in(db, tenant, helper)), {{}, swedish_date(now()), std::nullopt});
    mandate.is_of_one_case = true;
    return add(db, tenant, helper, std::move(mandate), "mandates.begun");
}

void limit_to_case(db::Connection& db, MandateId id, std::optional<Date> last_day) { store::set_until_with_case(db, id, last_day); }

void end_with_case(db::Connection& db, const Tenant& tenant, const Visitor& by, MandateId id) {
    const auto mandate = store::find(db, tenant, id);
    if (!mandate || !mandate->is_of_one_case || mandate->ended_at) return;
    store::set_ended(db, id, now());
    record(db, by, "mandates.ended", *mandate);
}

Result<Mandate> find(db::Connection& db, const Tenant& tenant, MandateId id) {
    auto found = store::find(db, tenant, id);
    if (!found) return failure(Fault::not_found);
    return *std::move(found);
}

Result<Mandate> find_for(db::Connection& db, const Tenant& tenant, const Visitor& visitor, MandateId id) {
    const auto someone = TRY(signed_in(db, tenant, visitor));
    auto mandate = TRY(find(db, tenant, id));
    const bool is_giver = mandate.giver_kind == GiverKind::person && mandate.giver.number == someone.number;
    if (!is_giver && mandate.holder.number != someone.number) return failure(Fault::not_found);
    return mandate;
}

Result<Mandate> find_usable(db::Connection& db, const Tenant& tenant, const Visitor& visitor, MandateId id, std::string_view service) {
    const auto someone = TRY(signed_in(db, tenant, visitor));
    auto mandate = TRY(find(db, tenant, id));
    const bool is_usable =
        mandate.holder.number == someone.number && mandate.covers(service) && mandate.state_on(swedish_date(now())) == State::in_force;
    if (!is_usable) return failure(Fault::not_found);
    return mandate;
}

bool is_in_force(db::Connection& db, MandateId id) { return store::is_in_force(db, id, swedish_date(now())); }

std::vector<Mandate> given_by(db::Connection& db, const Tenant& tenant, PersonId person) {
    const auto someone = someone_of(db, tenant, person);
    return someone ? store::of_giver(db, tenant, *someone) : std::vector<Mandate>{};
}

std::vector<Mandate> held_by(db::Connection& db, const Tenant& tenant, PersonId person) {
    const auto someone = someone_of(db, tenant, person);
    return someone ? store::of_holder(db, tenant, *someone) : std::vector<Mandate>{};
}

std::vector<Mandate> registered_for(db::Connection& db, const Tenant& tenant, const identity::PersonalNumber& number) {
    return store::registered_for(db, tenant, {number.digits(), ""});
}

std::vector<Mandate> registered_by(db::Connection& db, const Tenant& tenant, AccountId account, int limit) {
    return store::registered_by(db, tenant, account, limit);
}

void record_use(db::Connection& db, const Visitor& by, MandateId id, std::int64_t case_id) {
    audit::record(
        db, by,
        {.event = "mandates.used", .subject_kind = "case", .subject = case_id, .reason = "mandate", .detail = std::to_string(id.value)});
}

bool keeps_file(db::Connection& db, std::string_view hash) { return store::keeps_file(db, hash); }

std::int64_t remove_old(db::Connection& db) { return store::remove_old(db); }

std::vector<AreaJob> jobs() { return {{"mandates.tell", tell}, {"mandates.remove_old", remove_old_ones, "day 03:20"}}; }

std::string origin_words(const Texts& texts, Origin origin) {
    const auto text = texts.of("mandates");
    return text("origin." + std::string(to_name(origin)));
}

}  // namespace mandates
