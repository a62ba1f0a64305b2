#pragma once
/// A town with the map of Exempelby where faults are reported and mended.
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "areas/fault_reports/area.h"
#include "engines/cases/find.h"
#include "engines/municipality/town_map.h"
#include "engines/testing/test_town.h"
#include "foundation/db/testing.h"
#include "foundation/mail/mail.h"

namespace fault_reports {

struct Town : TestTown {
    explicit Town(db::Kind kind) : TestTown({area()}, kind) {
        std::ifstream map("catalogue/towns/exempelby/exempelby.geojson", std::ios::binary);
        site.tenant().town_map = municipality::town_map(std::string(std::istreambuf_iterator<char>(map), {}));
        site.tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            mails.push_back(message);
            return {};
        };
        crew = employ("crew", {"cases.read", "cases.decide"}, top);
    }

    /// What is typed, with those fields instead of the usual ones.
    static TestSite::Typed typed(TestSite::Typed other) {
        TestSite::Typed fields{
            {"typ", "fel-vatten"}, {"plats", "Storgatan"}, {"text", "Det rinner vatten"}, {"_fragor", "fel-vatten"}, {"_sett", "1"}};
        for (auto& one : other) {
            std::erase_if(fields, [&](const auto& field) { return field.first == one.first; });
            fields.push_back(std::move(one));
        }
        return fields;
    }
    /// Sent by a stranger; the number.
    std::string report(TestSite::Typed other) {
        site.sign_out();
        const auto sent = site.post("/felanmalan", typed(std::move(other)));
        if (sent.status != 303) throw std::logic_error("the report was not sent: " + sent.body.substr(0, 3000));
        const std::string where(header_of(sent, "Location"));
        const auto begin = where.rfind('/') + 1;
        return where.substr(begin, where.find('?') - begin);
    }
    void enter_crew() { site.sign_in_account(crew); }
    void mend(const std::string& number, const std::string& answer) {
        enter_crew();
        if (site.post("/handlaggning/felanmalningar/" + number + "/lagat", {{"svar", answer}}).status != 303)
            throw std::logic_error("the report was not mended");
        site.run_jobs();
        site.sign_out();
    }
    cases::Case case_of(std::string_view number) {
        return read([&](db::Connection& db) { return cases::find_by_number(db, site.tenant(), number).value(); });
    }
    const mail::Message& mail_to(std::string_view address) const {
        for (auto message = mails.rbegin(); message != mails.rend(); ++message)
            if (message->to == address) return *message;
        throw std::logic_error("no mail to that address");
    }
    /// The path of the link in the newest mail with such a part.
    std::string link_to(std::string_view address, std::string_view part) const {
        const auto& text = mail_to(address).text;
        const auto at = text.find(part);
        if (at == std::string::npos) throw std::logic_error("no such link in: " + text);
        const auto begin = text.rfind("/felanmalan/", at), end = text.find_first_of(" \n", begin);
        return text.substr(begin, end - begin);
    }

    AccountId crew;
    std::vector<mail::Message> mails{};
};

}  // namespace fault_reports
