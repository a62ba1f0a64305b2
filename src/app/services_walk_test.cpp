/// Every e-service of the catalogue, walked from its first page to the letter: each outcome that it can have, through the pages that people
/// use, with made answers. Nothing here names a service.
#include <catch2/catch.hpp>
#include <map>
#include <regex>

#include "app/areas.h"
#include "app/standard_roles.h"
#include "engines/cases/find.h"
#include "engines/cases/signatures.h"
#include "engines/forms/fill.h"
#include "engines/identity/roles.h"
#include "engines/identity/units.h"
#include "engines/letters/letter.h"
#include "engines/public_register/public_register.h"
#include "engines/services/catalogue.h"
#include "engines/testing/test_site.h"
#include "engines/testing/typed_answers.h"
#include "engines/towns/answers_maker.h"
#include "engines/towns/seed.h"
#include "foundation/mail/mail.h"

namespace {

const auto& town = towns::town("exempelby");

std::string first(const std::string& words, const std::string& pattern) {
    std::smatch found;
    return std::regex_search(words, found, std::regex(pattern)) ? found[1].str() : "";
}

class Walk {
public:
    Walk() : site_(all_areas()) {
        site_.db().write([](db::Connection& db) {
            app::add_standard_roles(db);
            services::publish_carried(db);
        });
        towns::seed(site_.tenant(), town);
        officer_ = employ("officer", "case-officer");
        approver_ = employ("approver", "approver");
        site_.tenant().print_letter = [this](const letters::Letter& letter) -> Result<std::string> {
            letter_ = letter;
            return "%PDF-1.4\n%%EOF\n";
        };
        site_.tenant().send_mail = [this](const mail::Message& message) -> Result<void> {
            mails_.push_back(message.text);
            return {};
        };
        keep_ = [this](const std::string& name, const std::string& bytes, const std::string& type) {
            auto file = towns::kept_nowhere(name, bytes, type);
            made_[file.hash] = bytes;
            return file;
        };
    }
    ~Walk() { use_machine_clock(); }
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

    std::vector<std::shared_ptr<const services::Service>> services() { return site_.db().read(services::published); }

    /// One who applies fills in page after page, reads the answers once more and sends; those who are named sign.
    void apply(const services::Service& service, std::uint64_t seed) {
        towns::Chance chance(seed);
        const auto who = towns::invented_applicant(service, town, chance);
        const auto answers = towns::make_answers(service, town, chance, who, keep_);
        mails_.clear();
        letter_ = {};
        sign_in(who.name, who.number);
        const auto base = "/e-tjanster/" + service.id;
        REQUIRE(site_.get(base).status == 200);
        const auto begun = site_.follow(site_.post(base + "/borja", {{"new", "1"}}));
        const auto draft = first(begun.body, R"re(name="draft" value="([^"]+)")re");
        REQUIRE_FALSE(draft.empty());
        for (const auto& page : service.form.pages)
            if (forms::is_shown(page, forms::scope_of(service.form, answers))) answer(service, page, answers, draft);
        const auto review = site_.get(base + "/granska");
        INFO(first(review.body, R"re(class="error-summary"([^]{0,600}))re"));
        CHECK(review.status == 200);
        const auto receipt = site_.follow(site_.post(base + "/skicka", {{"draft", draft}}));
        number_ = first(receipt.body, "([A-ZÅÄÖ]{2,5}-[0-9]{4}-[0-9]{4})");
        REQUIRE_FALSE(number_.empty());
        site_.run_jobs();
        for (const auto& signer : signers()) sign(signer);
    }

    /// The officer takes it and decides; who approves does so; and when it can no longer be undone the letter goes.
    void decide(const services::Outcome& outcome) {
        site_.sign_in_account(officer_);
        const auto screen = "/handlaggning/arenden/" + number_;
        REQUIRE(site_.get(screen).status == 200);
        REQUIRE(site_.post(screen + "/tilldela", {{"till", "mig"}}).status == 303);
        TestSite::Typed chosen = {{"outcome", outcome.id}};
        if (!outcome.reasons.empty()) chosen.emplace_back("reason", outcome.reasons.front().id);
        const auto answer = site_.post(screen + "/beslut" + (outcome.reasons.empty() ? "" : "/" + outcome.id), chosen);
        INFO(first(answer.body, R"re(class="(?:error-summary|notice)[^"]*"([^]{0,600}))re"));
        REQUIRE(answer.status == 303);
        if (now_is().state == "waiting_for_approval") {
            site_.sign_in_account(approver_);
            CHECK(site_.post(screen + "/godkann", {{"seen_event", std::to_string(now_is().last_event)}}).status == 303);
        }
        CHECK(now_is().state == "decided");
        leave_the_house();
    }

    /// Nothing is decided by a person in a registration: it closes by itself.
    void leave_the_house() {
        set_clock(now() + 60 * microseconds_a_minute);
        site_.run_jobs();
        use_machine_clock();
    }

    cases::Case now_is() {
        return site_.db().read([&](db::Connection& db) { return cases::find_by_number(db, site_.tenant(), number_).value(); });
    }
    std::string outcome() {
        return site_.db().read([&](db::Connection& db) { return cases::decision(db, site_.tenant(), now_is()).value().outcome; });
    }
    bool is_in_the_register() {
        return site_.db().read([&](db::Connection& db) {
            const auto entries = public_register::search(db, {.limit = 5000});
            return std::ranges::any_of(entries, [&](const auto& entry) { return entry.number == number_; });
        });
    }
    const letters::Letter& letter() const { return letter_; }

private:
    AccountId employ(const std::string& username, const std::string& role) {
        const auto account = site_.sign_in_staff(username, {});
        site_.db().write([&](db::Connection& db) {
            identity::assign(db, account, identity::find_role(db, role).value().id, identity::units(db).at(0).id);
        });
        return account;
    }
    /// Who gives no number is a stranger.
    void sign_in(const std::string& name, const std::string& number) {
        if (number.empty()) return site_.sign_out();
        site_.sign_in_resident(site_.db().write([&](db::Connection& db) {
            return identity::find_or_add_person(db, site_.tenant().secret, identity::PersonalNumber::from(number).value(), name);
        }));
    }
    void answer(const services::Service& service, const forms::Page& page, const forms::Answers& answers, const std::string& draft) {
        const auto address = "/e-tjanster/" + service.id + "/" + page.id;
        INFO(address);
        CHECK(site_.get(address).status == 200);
        auto typed = typed_page(service.form, page, answers, [&](const forms::FileAnswer& file) { return made_.at(file.hash); });
        typed.fields.emplace_back("draft", draft);
        const auto answered = typed.files.empty() ? site_.post(address, typed.fields) : site_.upload(address, typed.fields, typed.files);
        INFO(first(answered.body, R"re(class="error-summary"([^]{0,900}))re"));
        REQUIRE(answered.status == 303);
    }
    std::vector<cases::Signer> signers() {
        return site_.db().read([&](db::Connection& db) { return cases::signers(db, site_.tenant(), now_is()); });
    }
    /// By the link in the mail that was sent.
    void sign(const cases::Signer& signer) {
        for (const auto& mail : mails_) {
            const auto link = first(mail, "(/underteckna/[A-Za-z0-9_-]+)");
            if (link.empty()) continue;
            sign_in(signer.name, signer.number);
            if (site_.get(link).status == 200 && site_.post(link, {{"val", "ja"}}).status == 303) return;
        }
        FAIL("nobody could sign " << number_);
    }

    TestSite site_;
    AccountId officer_{}, approver_{};
    towns::KeepMade keep_{};
    std::map<std::string, std::string> made_{};
    std::vector<std::string> mails_{};
    letters::Letter letter_{};
    std::string number_{};
};

void check_closed(Walk& walk, const services::Service& service, const services::Outcome& outcome) {
    const auto closed = walk.now_is();
    CHECK(closed.state == "closed");
    CHECK(closed.dispose_on.has_value() == !service.retention.preserve);
    CHECK(walk.is_in_the_register());
    CHECK(walk.outcome() == outcome.id);
    CHECK_FALSE(walk.letter().heading.empty());
    CHECK(walk.letter().body.size() > 40);
    CHECK(walk.letter().body.find_first_of("{}") == std::string::npos);
}

}  // namespace

TEST_CASE("every service is walked from its first page to each of its outcomes, and the letter leaves nothing unsaid") {
    Walk walk;
    const auto services = walk.services();
    REQUIRE(services.size() >= 70);
    std::uint64_t seed = 0;
    for (const auto& service : services)
        for (const auto& outcome : service->decision.outcomes) {
            INFO(service->id << " " << outcome.id);
            walk.apply(*service, ++seed);
            if (service->flow == "registration") walk.leave_the_house();
            else walk.decide(outcome);
            check_closed(walk, *service, outcome);
        }
}
