/// Visitors who fill in forms, each on a connection of its own and one request after the other, as a browser without pictures.
///   visitors loop PORT CLIENTS SECONDS VISITS_A_SECOND FILE[:WEIGHT]...    whole visits; 0 visits a second: as many as there is room for
///   visitors prepared PORT CLIENTS EACH FILE                              EACH times what stands before the line "---", unmeasured; then
///                                                                         for each of those what stands behind it
/// A line of FILE: "GET address", "POST address body" or "HEADER name: value". {csrf} and {draft} are what the last page's hidden fields
/// said; {n} is another number each time. What is measured is printed as JSON. An answer counts as wrong when it is not 200, 201 or 303.
#include <algorithm>
#include <barrier>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Line {
    std::string method, address, body;
};
struct Scenario {
    std::vector<std::string> headers{};
    std::vector<Line> before{}, measured{};
    double weight = 1;
};

/// "file:3" is chosen three times as often as "file".
static Scenario read_scenario(std::string name) {
    Scenario scenario;
    if (const auto colon = name.rfind(':'); colon != std::string::npos) {
        scenario.weight = std::stod(name.substr(colon + 1));
        name.resize(colon);
    }
    std::ifstream file(name);
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        Line read;
        words >> read.method;
        if (read.method == "HEADER") {
            scenario.headers.push_back(line.substr(7));
        } else if (read.method == "---") {
            scenario.before.swap(scenario.measured);
        } else if (!read.method.empty()) {
            words >> read.address >> std::ws;
            std::getline(words, read.body);
            scenario.measured.push_back(std::move(read));
        }
    }
    return scenario;
}

struct Measured {
    std::map<std::string, std::vector<float>> milliseconds{};
    std::map<std::string, long> wrong{};
    std::string first_wrong{};
    long visits = 0;

    void add(const Measured& other) {
        for (const auto& [name, all] : other.milliseconds) milliseconds[name].insert(milliseconds[name].end(), all.begin(), all.end());
        for (const auto& [name, count] : other.wrong) wrong[name] += count;
        if (first_wrong.empty()) first_wrong = other.first_wrong;
        visits += other.visits;
    }
};

static std::string between(const std::string& text, std::string_view begin, char end) {
    const auto at = text.find(begin);
    if (at == std::string::npos) return {};
    const auto from = at + begin.size();
    return text.substr(from, text.find(end, from) - from);
}

static void put(std::string& text, std::string_view hole, const std::string& value) {
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at + value.size())) text.replace(at, hole.size(), value);
}

class Visitor {
public:
    Visitor(std::uint16_t port, unsigned which) : port_(port), chance_(which), number_(which * 1'000'000L) { connect(); }

    void begin_anew() { cookie_.clear(); }
    const std::string& draft() const { return draft_; }
    void take_up(const std::string& draft) { draft_ = draft; }
    const Scenario& choose(const std::vector<Scenario>& all) {
        std::vector<double> weights;
        for (const auto& scenario : all) weights.push_back(scenario.weight);
        return all[std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(chance_)];
    }

    void walk(const Scenario& scenario, const std::vector<Line>& lines, Measured* measured) {
        ++number_;
        for (const auto& line : lines) {
            const auto begun = Clock::now();
            const auto answer = ask(scenario, line);
            const auto status = static_cast<int>(answer.result_int());
            const bool is_fine = status == 200 || status == 201 || status == 303;
            if (is_fine) remember(answer);
            if (measured == nullptr) {
                if (!is_fine) give_up(line, status);
                continue;
            }
            const auto name = line.method + " " + line.address.substr(0, line.address.find('?'));
            measured->milliseconds[name].push_back(std::chrono::duration<float, std::milli>(Clock::now() - begun).count());
            if (is_fine) continue;
            ++measured->wrong[name];
            if (measured->first_wrong.empty()) measured->first_wrong = name + " was answered " + std::to_string(status);
        }
        if (measured != nullptr) ++measured->visits;
    }

private:
    using Answer = http::response<http::string_body>;

    void connect() {
        socket_ = asio::ip::tcp::socket(io_);
        socket_.connect({asio::ip::address_v4::loopback(), port_});
        socket_.set_option(asio::ip::tcp::no_delay(true));
        received_.clear();
    }

    Answer ask(const Scenario& scenario, const Line& line) {
        http::request<http::string_body> request(line.method == "GET" ? http::verb::get : http::verb::post, filled(line.address), 11);
        request.set(http::field::host, "localhost:" + std::to_string(port_));
        if (!cookie_.empty()) request.set(http::field::cookie, cookie_);
        if (line.method == "POST") {
            request.set(http::field::content_type, line.body.starts_with('{') ? "application/json" : "application/x-www-form-urlencoded");
            request.body() = filled(line.body);
        }
        for (const auto& header : scenario.headers) request.set(header.substr(0, header.find(':')), header.substr(header.find(':') + 2));
        request.prepare_payload();
        // A server may close a connection that has rested; a browser then asks once more on a new one.
        auto answer = answered(request);
        if (!answer) {
            connect();
            answer = answered(request);
        }
        if (!answer) {
            connect();
            Answer none;
            none.result(0U);  // counted as wrong
            return none;
        }
        if (!answer->keep_alive()) connect();
        return *std::move(answer);
    }

    std::optional<Answer> answered(const http::request<http::string_body>& request) {
        boost::system::error_code failed;
        http::write(socket_, request, failed);
        Answer answer;
        if (!failed) http::read(socket_, received_, answer, failed);
        if (failed) return std::nullopt;
        return answer;
    }

    void remember(const Answer& answer) {
        if (const auto given = answer.find(http::field::set_cookie); given != answer.end())
            cookie_ = std::string(given->value().substr(0, given->value().find(';')));
        if (auto csrf = between(answer.body(), R"(name="_csrf" value=")", '"'); !csrf.empty()) csrf_ = std::move(csrf);
        if (auto draft = between(answer.body(), R"(name="draft" value=")", '"'); !draft.empty()) draft_ = std::move(draft);
    }

    std::string filled(std::string text) const {
        put(text, "{csrf}", csrf_);
        put(text, "{draft}", draft_);
        put(text, "{draft_id}", draft_.substr(0, draft_.find('.')));
        put(text, "{n}", std::to_string(number_));
        return text;
    }

    [[noreturn]] static void give_up(const Line& line, int status) {
        std::cerr << line.method << " " << line.address << " was answered " << status << "\n";
        std::_Exit(70);
    }

    std::uint16_t port_;
    std::mt19937 chance_;
    long number_;
    asio::io_context io_{};
    asio::ip::tcp::socket socket_{io_};
    boost::beast::flat_buffer received_{};
    std::string cookie_{}, csrf_{}, draft_{};
};

static void print(Measured& all, double seconds) {
    std::printf("{\"visits\": %ld, \"seconds\": %.3f, \"first_wrong\": \"%s\", \"requests\": {", all.visits, seconds,
                all.first_wrong.c_str());
    const char* comma = "";
    for (auto& [name, times] : all.milliseconds) {
        std::sort(times.begin(), times.end());
        const auto at = [&times = times](double part) {
            return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
        };
        std::printf("%s\"%s\": {\"count\": %zu, \"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f, \"wrong\": %ld}", comma, name.c_str(),
                    times.size(), at(0.5), at(0.99), at(1), all.wrong[name]);
        comma = ", ";
    }
    std::printf("}}\n");
}

static int loop(std::uint16_t port, unsigned clients, double seconds, double rate, const std::vector<Scenario>& scenarios) {
    std::vector<Measured> measured(clients);
    std::vector<std::thread> threads;
    const auto begun = Clock::now();
    for (unsigned i = 0; i < clients; ++i)
        threads.emplace_back([&, i] {
            Visitor visitor(port, i);
            // Each client has its own beat, and they are spread over it.
            const auto beat = rate > 0 ? clients / rate : 0.0;
            for (long n = 0;; ++n) {
                const auto next = begun + std::chrono::duration_cast<Clock::duration>(
                                              Seconds(beat * (static_cast<double>(n) + static_cast<double>(i) / clients)));
                if (Seconds(std::max(Clock::now(), next) - begun).count() >= seconds) return;
                std::this_thread::sleep_until(next);
                visitor.begin_anew();
                const auto& scenario = visitor.choose(scenarios);
                visitor.walk(scenario, scenario.measured, &measured[i]);
            }
        });
    for (auto& thread : threads) thread.join();
    const double took = Seconds(Clock::now() - begun).count();
    for (unsigned i = 1; i < clients; ++i) measured[0].add(measured[i]);
    print(measured[0], took);
    return 0;
}

static int prepared(std::uint16_t port, unsigned clients, unsigned each, const Scenario& scenario) {
    std::vector<Measured> measured(clients);
    std::vector<std::thread> threads;
    Clock::time_point begun;
    std::barrier all_ready(clients, [&]() noexcept { begun = Clock::now(); });
    for (unsigned i = 0; i < clients; ++i)
        threads.emplace_back([&, i] {
            Visitor visitor(port, i);
            std::vector<std::string> drafts;
            for (unsigned n = 0; n < each; ++n) {
                visitor.walk(scenario, scenario.before, nullptr);
                drafts.push_back(visitor.draft());
            }
            all_ready.arrive_and_wait();
            for (const auto& draft : drafts) {
                visitor.take_up(draft);
                visitor.walk(scenario, scenario.measured, &measured[i]);
            }
        });
    for (auto& thread : threads) thread.join();
    const double took = Seconds(Clock::now() - begun).count();
    for (unsigned i = 1; i < clients; ++i) measured[0].add(measured[i]);
    print(measured[0], took);
    return 0;
}

int main(int count, char** words) {
    const std::string mode = count > 1 ? words[1] : "";
    if (count < 6 || (mode == "loop" && count < 7)) return 64;
    const auto port = static_cast<std::uint16_t>(std::stoul(words[2]));
    const auto clients = static_cast<unsigned>(std::stoul(words[3]));
    if (mode == "prepared") return prepared(port, clients, static_cast<unsigned>(std::stoul(words[4])), read_scenario(words[5]));
    std::vector<Scenario> scenarios;
    for (int i = 6; i < count; ++i) scenarios.push_back(read_scenario(words[i]));
    return loop(port, clients, std::stod(words[4]), std::stod(words[5]), scenarios);
}
