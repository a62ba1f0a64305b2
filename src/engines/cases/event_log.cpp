#include "engines/cases/event_log.h"

#include "engines/audit/audit.h"

namespace cases {

static std::string_view actor_kind(Visitor::Kind kind) {
    switch (kind) {
        case Visitor::Kind::nobody: return "nobody";
        case Visitor::Kind::resident: return "resident";
        case Visitor::Kind::staff: return "staff";
        case Visitor::Kind::program: return "program";
    }
    return "";
}

/// How long a helper still reads what nobody signed, after it has come to nothing.
static constexpr std::int64_t unsigned_is_read_for = 30;  // days

/// The mandate that goes with an application lasts as long as there is something to follow: it is given a last day when the applicant says
/// no, or the case is closed without the signature, and loses it when the applicant signs after all or the case goes on by itself again.
static void limit_helpers_mandate(const Change& change, const Case& of, const Event& event) {
    const bool is_closed = event.data["state"]["kind"].text() == "closed";
    const bool goes_on = event.kind == EventKind::unmerged_from;
    if (event.kind != EventKind::co_signed && event.kind != EventKind::signature_declined && !is_closed && !goes_on) return;
    for (const auto& signer : store::signers({change.db, change.tenant, of.key}, of.id)) {
        if (!signer.is_applicant || (goes_on && signer.declined_at)) continue;
        const bool is_followed = signer.signed_at || (!signer.declined_at && !is_closed);
        const auto last_day = is_followed ? std::nullopt : std::optional(Date{swedish_date(event.at).days + unsigned_is_read_for});
        for (const auto mandate : store::mandates_in(change.db, of.id)) mandates::limit_to_case(change.db, mandate, last_day);
    }
}

Event append(Change& change, const Case& of, EventKind kind, json::Value data) {
    Event event;
    event.id = new_id();
    event.sequence = of.last_event + 1;
    event.at = now();
    event.actor_kind = actor_kind(change.by.kind);
    event.actor = change.by.is_resident() ? change.by.person.value : change.by.account.value;
    // A resident's name is personal data of the case and stands among its parties, sealed.
    event.actor_name = change.by.is_resident() ? "" : change.by.name;
    event.kind = kind;
    event.data = std::move(data);
    const store::Opener opener{change.db, change.tenant, of.key};
    if (kind == EventKind::received) {
        derive(opener, of.id, event);
        store::insert_event(opener, of.id, event);
    } else {
        store::insert_event(opener, of.id, event);
        derive(opener, of.id, event);
        limit_helpers_mandate(change, of, event);
    }
    audit::record(change.db, change.by,
                  {.event = "cases." + std::string(to_name(kind)),
                   .subject_kind = "case",
                   .subject = of.id.value,
                   .reason = change.reason,
                   .detail = of.number});
    return event;
}

json::Value to_json(const Party& party) {
    return json::object({{"id", new_id()},
                         {"role", party.role},
                         {"person", party.person ? json::Value(party.person->value) : json::Value()},
                         {"name", party.name},
                         {"personal_number", party.personal_number},
                         {"email", party.email},
                         {"phone", party.phone},
                         {"organisation_name", party.organisation_name},
                         {"organisation_number", party.organisation_number},
                         {"mandate", party.mandate ? json::Value(party.mandate->value) : json::Value()},
                         {"mandate_origin", party.mandate_origin}});
}

json::Value to_json(const forms::FileAnswer& file) {
    return json::object(
        {{"id", new_id()}, {"hash", file.hash}, {"name", file.name}, {"type", file.type}, {"size", file.size}, {"digest", file.digest}});
}

std::optional<Date> day_of(const json::Value& value) {
    if (!value.is_integer()) return std::nullopt;
    return Date{value.integer()};
}

}  // namespace cases
