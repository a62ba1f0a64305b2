#pragma once
/// What a request to a route needs so that nothing but the right can stop it.
#include <map>
#include <string>
#include <string_view>

#include "engines/area/area.h"

namespace attempts {

/// Where a {name} of an address, a question or a form comes from: what stands in the town.
using Things = std::map<std::string, std::string, std::less<>>;

struct Needs {
    std::string_view route;      ///< "POST /folj"
    std::string_view fields{};   ///< of the query or the form: "number={number}&kod={code}"
    std::string_view address{};  ///< when the names in the route mean something else here than elsewhere
};

/// A route that is not here is tried with an empty form, and with the things that its address names.
inline constexpr Needs needs[] = {
    {"POST /logga-in/borja", "val=simulated"},
    {"GET /logga-in/klar/{name}", "state={state}"},
    {"POST /logga-in/klar/{name}", "state={state}"},
    {"POST /personal/sessioner/{id}/avsluta", "", "/personal/sessioner/{session}/avsluta"},
    {"POST /mina-sidor/inloggningar/{id}/avsluta", "", "/mina-sidor/inloggningar/{resident_session}/avsluta"},
    {"POST /e-tjanster/adresser", "slag=address"},
    {"POST /e-tjanster/{service}/skicka", "draft={handle}"},
    {"POST /e-tjanster/{service}/mejla-kod", "draft={handle}"},
    {"POST /e-tjanster/{service}/{page}", "draft={handle}"},
    {"GET /e-tjanster/{service}/kvitto", "utkast={receipt}"},
    {"GET /personal/valkommen", "kod={invitation}"},
    {"POST /personal/valkommen", "kod={invitation}"},
    {"GET /handlaggning/arenden/{number}/handlingar/{document}/sida/{page}", "",
     "/handlaggning/arenden/{number}/handlingar/{document}/sida/{leaf}"},
    {"GET /mina-sidor/{number}/samtycke/{field}", "", "/mina-sidor/{consented}/samtycke/share_business"},
    {"POST /mina-sidor/{number}/samtycke/{field}", "", "/mina-sidor/{consented}/samtycke/share_business"},
    {"GET /fullmakter/{mandate}/papper", "", "/fullmakter/{registered}/papper"},
    {"POST /fullmakter/{mandate}/avsluta", "", "/fullmakter/{registered}/avsluta"},
    {"POST /mina-sidor/fullmakter/{mandate}/svara", "val=ja"},
    {"GET /gallring/stopp/{number}", "", "/gallring/stopp/{held}"},
    {"POST /gallring/stopp/{number}/upphav", "", "/gallring/stopp/{held}/upphav"},
    {"POST /administration/e-tjanster/ta-over", "service={other_service}"},
    {"POST /folj", "number={number}&kod={code}"},
    {"GET /mina-sidor/{number}/handlingar/{id}", "", "/mina-sidor/{number}/handlingar/{document}"},
    {"POST /handlaggning/arenden/{number}/overklagande", "val=reconsider"},
    {"POST /handlaggning/arenden/{number}/beslut", "outcome=approve"},
    {"POST /handlaggning/larm", "enhet={unit_id}"},
    {"GET /kontaktcenter/kontakter/{contact}/chatt", "", "/kontaktcenter/kontakter/{chat}/chatt"},
    {"POST /kontaktcenter/kontakter/{contact}/hor-ihop", "med={chat}"},
    {"POST /kontaktcenter/kontakter/{contact}/plats", "ingen=1"},
    {"POST /kontaktcenter/sarskilda-dagar/ta-bort", "day={special_day}"},
    {"POST /personal/synpunkter/installningar", "val=tider"},
    {"POST /kontaktcenter/kontakter/{contact}/ta-isar", "kontakt={contact}"},
    {"POST /administration/anvandare/{account}/roller/ta-bort", "assignment={assignment}"},
    {"GET /administration/anvandare/{account}/api-nycklar", "", "/administration/anvandare/{program}/api-nycklar"},
    {"POST /administration/anvandare/{account}/api-nycklar", "", "/administration/anvandare/{program}/api-nycklar"},
    {"POST /administration/anvandare/{account}/api-nycklar/aterkalla", "token={program_token}",
     "/administration/anvandare/{program}/api-nycklar/aterkalla"},
    {"POST /administration/api-nycklar/aterkalla", "token={token}"},
    {"POST /administration/delegation/ta-bort", "id={rule}"},
    {"GET /administration/e-tjanster/{service}/{version}", "", "/administration/e-tjanster/{other_service}/{version}"},
    {"POST /administration/e-tjanster/{service}/{version}/publicera", "", "/administration/e-tjanster/{other_service}/{version}/publicera"},
    {"POST /administration/e-tjanster/{service}/{version}/avsluta", "", "/administration/e-tjanster/{other_service}/{version}/avsluta"},
    {"POST /e-tjanstebyggaren/tjanst/{service}/tillbaka", "version=1"},
    {"POST /e-tjanstebyggaren/ny", "service={service}"},
    {"POST /e-tjanstebyggaren/tjanst/{service}/dela", "do=dela"},
    {"GET /e-tjanstebyggaren/{service_draft}/del", "del=basics"},
    {"POST /e-tjanstebyggaren/{service_draft}/del", "revision=1&del=basics"},
    {"POST /e-tjanstebyggaren/{service_draft}/ny-del", "revision=1&list=law"},
    {"POST /e-tjanstebyggaren/{service_draft}/ordning", "revision=1&do=down+law.1"},
    {"POST /e-tjanstebyggaren/{service_draft}/flytta", "revision=1&part=form.pages.child.fields.child_name&page=child"},
    {"POST /e-tjanstebyggaren/{service_draft}/slapp", "revision=1&part=law.1&list=law"},
    {"POST /e-tjanstebyggaren/{service_draft}/steg", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/yaml", "revision=1"},
    {"GET /e-tjanstebyggaren/{service_draft}/forhandsvisning/sida", "sida=child"},
    {"POST /e-tjanstebyggaren/{service_draft}/prova", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/prova-osparat", "revision=1&del=basics"},
    {"POST /e-tjanstebyggaren/{service_draft}/omprovning", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/ta-in", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/foresla", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/godkann", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/oppna", "revision=1"},
    {"POST /e-tjanstebyggaren/{service_draft}/kasta", "revision=1"},
    {"POST /beslutstabeller/{decision_table}/aterstall", "version=1"},
    {"POST /beslutstabeller/{decision_table}/{version}", "revision=1&do=add_row"},
    {"POST /beslutstabeller/{decision_table}/{version}/foresla", "revision=1"},
    {"POST /beslutstabeller/{decision_table}/{version}/oppna", "revision=1"},
    {"POST /beslutstabeller/{decision_table}/{version}/godkann", "revision=1"},
    {"POST /beslutstabeller/{decision_table}/{version}/kasta", "revision=1"},
    {"POST /handlaggning/felanmalningar/{placed}/avsluta", "svar=nej"},
    {"GET /handlaggning/felanmalningar/statistik/anmalningar", "kategori=fel-belysning"},
    {"GET /handlaggning/felanmalningar/statistik/anmalningar.csv", "kategori=fel-belysning"},
    {"GET /api/open311/v2/services/{entry}", "", "/api/open311/v2/services/fel-belysning.json"},
    {"POST /api/open311/v2/servicerequestupdates.json", "service_request_id={placed}&status=open"},
    {"POST /api/open311/v2/servicerequestupdates.xml", "service_request_id={placed}&status=open"},
};

/// How far the case of the address must have come; otherwise everybody would be told that there is no such thing.
inline std::string_view stage_of(std::string_view path) {
    if (path.ends_with("/komplettera")) return "asked";
    if (path == "/mina-sidor/{number}/beslut" || path.ends_with("/overklaga")) return "sent";
    if (path.ends_with("/godkann") || path.ends_with("/skicka-tillbaka")) return "proposed";
    return "received";
}

inline std::string name_of(const Route& route) { return std::string(http::to_string(route.method)) + " " + std::string(route.path); }

inline Needs needs_of(const Route& route) {
    const auto name = name_of(route);
    for (const auto& one : needs)
        if (one.route == name) return {one.route, one.fields, one.address.empty() ? route.path : one.address};
    return {{}, {}, route.path};
}

/// Throws std::out_of_range when the town has no such thing: a new name in an address needs one.
inline std::string filled(std::string_view pattern, const Things& things) {
    std::string text(pattern);
    for (auto open = text.find('{'); open != text.npos; open = text.find('{')) {
        const auto close = text.find('}', open);
        const auto found = things.find(text.substr(open + 1, close - open - 1));
        if (found == things.end()) throw std::out_of_range("nothing in the town is called " + text.substr(open, close - open + 1));
        text.replace(open, close - open + 1, found->second);
    }
    return text;
}

}  // namespace attempts
