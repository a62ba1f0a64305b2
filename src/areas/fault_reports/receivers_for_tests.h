#pragma once
/// A town with somebody outside the house who mends, by link, e-mail or Open311.
#include <functional>
#include <mutex>
#include <stdexcept>

#include "areas/fault_reports/handing.h"
#include "areas/fault_reports/town_for_tests.h"
#include "engines/identity/tokens.h"
#include "foundation/base/unicode.h"
#include "foundation/http/server.h"

namespace fault_reports {

struct HandingTown : Town {
    explicit HandingTown(db::Kind kind) : Town(kind), keeper(employ("keeper", {"fault_reports.receivers"}, top)) {
        site.tenant().hosts_inside = {"127.0.0.1"};
    }
    ~HandingTown() { use_machine_clock(); }
    HandingTown(const HandingTown&) = delete;
    HandingTown& operator=(const HandingTown&) = delete;

    ReceiverId add(Receiver receiver) {
        receiver.id = ReceiverId{new_id()};
        if (receiver.takes.empty()) receiver.takes = {{.service = "fel-vatten"}};
        write([&](db::Connection& db) { store::put_receiver(db, site.tenant(), receiver); });
        return receiver.id;
    }
    ReceiverId add_by_email(const std::string& name = "Vattenlaget") {
        return add({.name = name, .way = Way::email, .email = lower(name) + "@lag.example"});
    }
    /// As the crew does it, with the words that are there.
    http::Response hand(const std::string& number, ReceiverId receiver, TestSite::Typed other = {}) {
        enter_crew();
        TestSite::Typed fields{{"till", std::to_string(receiver.value)}};
        fields.insert(fields.end(), other.begin(), other.end());
        auto answered = site.post("/handlaggning/felanmalningar/" + number + "/lamna", fields);
        site.run_jobs();
        site.sign_out();
        return answered;
    }
    std::string handed(ReceiverId receiver, TestSite::Typed other = {}) {
        auto number = report({});
        if (hand(number, receiver, std::move(other)).status != 303) throw std::logic_error("it was not handed over");
        return number;
    }
    Handed now_of(const std::string& number) {
        const auto of = case_of(number);
        return read([&](db::Connection& db) { return store::handed_ever(db, site.tenant(), of.id, of.key).at(0); });
    }
    /// The path of their page, out of the newest mail to them.
    std::string their_page(std::string_view address) const {
        const auto& text = mail_to(address).text;
        const auto begin = text.find("/utforare/");
        if (begin == std::string::npos) throw std::logic_error("no link in: " + text);
        return text.substr(begin, text.find_first_of("/\n ", begin + 10) - begin);
    }
    void ask_outside() {
        write([](db::Connection& db) { ::jobs::enqueue(db, "fault_reports.ask_outside"); });
        site.run_jobs();
    }
    std::string work_page(const std::string& number) {
        enter_crew();
        auto body = site.get("/handlaggning/felanmalningar/" + number).body;
        site.sign_out();
        return body;
    }

    AccountId keeper;
};

/// Somebody's Open311 on this machine, that answers as a test wants it to.
class Neighbour {
public:
    using Answer = std::function<http::Response(http::Request&)>;
    explicit Neighbour(Answer answer = {})
        : answer_(std::move(answer)),
          server_(std::make_unique<http::Server>(
              http::ServerOptions{.port = 0, .worker_threads = 1, .temporary_folder = "/tmp"},
              [this](http::Request& request) {
                  const std::lock_guard lock(guard_);
                  asked_.push_back(request);
                  return answer_(request);
              },
              [](int status, const std::string&) { return http::Response{.status = status}; })) {
        server_->start();
    }
    ~Neighbour() { server_->stop(); }
    Neighbour(const Neighbour&) = delete;
    Neighbour& operator=(const Neighbour&) = delete;

    void answers(Answer answer) {
        const std::lock_guard lock(guard_);
        answer_ = std::move(answer);
    }
    std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(server_->port()) + "/api/open311/v2"; }
    std::vector<http::Request> posted() {
        const std::lock_guard lock(guard_);
        std::vector<http::Request> found;
        for (const auto& one : asked_)
            if (one.method == http::Method::post) found.push_back(one);
        return found;
    }
    std::size_t times_asked() {
        const std::lock_guard lock(guard_);
        return asked_.size();
    }

private:
    std::mutex guard_;
    Answer answer_;
    std::vector<http::Request> asked_{};
    std::unique_ptr<http::Server> server_;
};

}  // namespace fault_reports
