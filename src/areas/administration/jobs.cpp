/// Work in the background, and what has stopped.
#include "foundation/jobs/jobs.h"

#include <fmt/format.h>

#include <algorithm>

#include "areas/administration/handlers.h"
#include "areas/administration/page.h"
#include "engines/audit/audit.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace administration {

namespace h = html;

namespace {

constexpr int jobs_a_page = 50;
constexpr std::size_t longest_error = 200;

std::string list_address(std::string_view state) { return fmt::format("/administration/jobb?lage={}", state); }

/// An error may quote an address or a number of a person: such words give way.
std::string without_persons(std::string_view error) {
    std::vector<std::string> words;
    for (const auto word : split(error, ' ')) {
        const auto digits = std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; });
        words.emplace_back(digits >= 6 || word.find('@') != std::string_view::npos ? "…" : word);
    }
    return first_characters(joined(words, " "), longest_error);
}

h::Html state(const Texts& text, jobs::State state) {
    switch (state) {
        case jobs::State::queued: return pages::tag(pages::Tone::info, "clock", text("job.queued"));
        case jobs::State::running: return pages::tag(pages::Tone::info, "player-play", text("job.running"));
        case jobs::State::done: return pages::tag(pages::Tone::ok, "check", text("job.done"));
        case jobs::State::dead: return pages::tag(pages::Tone::err, "alert-octagon", text("job.dead"));
    }
    return {};
}

/// "cases.notify" is the text job_name.notify of cases; "" for a job that this program does not know.
std::string words_of(const Texts& text, std::string_view job) {
    const auto dot = std::min(job.find('.'), job.size());
    const auto theirs = text.of(job.substr(0, dot));
    const auto key = "job_name" + std::string(job.substr(dot));
    return dot < job.size() && theirs.has(key) ? theirs(key) : "";
}

std::vector<h::Html> row(const Context& c, const jobs::Job& job) {
    const auto words = words_of(c.text, job.name);
    const auto again = h::when(job.state == jobs::State::dead || job.state == jobs::State::queued, [&] {
        return row_button(c, fmt::format("/administration/jobb/{}/forsok-igen", job.id.value), c.text("try_again"),
                          words.empty() ? job.name : words, pages::hidden("lage", to_name(job.state)));
    });
    return {h::make<"{} {}">(words, raw_name(job.name)), state(c.text, job.state),
            h::text(std::to_string(job.attempts)),       h::text(c.text.moment(job.enqueued_at)),
            h::text(without_persons(job.last_error)),    again};
}

h::Html states(const Texts& text, std::string_view chosen) {
    const auto one = [&](std::string_view name, const std::string& words) {
        const auto current = h::Attributes().maybe("aria-current", name == chosen ? "true" : "");
        return h::make<R"(<li><a href="{}" {}>{}</a></li>)">(list_address(name), current, words);
    };
    h::Html all = one("", text("job.all"));
    for (const auto& [value, name] : names_of<jobs::State>) all += one(name, text("job." + std::string(name)));
    return h::make<R"(<nav aria-label="{}"><ul role="list" class="row">{}</ul></nav>)">(text("state"), all);
}

}  // namespace

Result<http::Response> show_jobs(Context& c) {
    const auto chosen = c.request.query.get("lage");
    const auto after = whole_number(c.request.query.get("efter"));
    auto found = c.db.read([&](db::Connection& db) {
        return jobs::list(db, {.state = chosen.empty() ? std::nullopt : from_name<jobs::State>(chosen)},
                          after ? std::optional(jobs::JobId{*after}) : std::nullopt, jobs_a_page + 1);
    });
    std::string next;
    if (found.size() > jobs_a_page) {
        found.pop_back();
        next = fmt::format("{}&efter={}", list_address(http::percent_encoded(chosen)), found.back().id.value);
    }
    std::vector<std::vector<h::Html>> rows;
    for (const auto& job : found) rows.push_back(row(c, job));
    const auto list = rows.empty() ? pages::empty_state(c.text("no_jobs"), c.text("no_jobs_do"))
                                   : pages::table(c.text("jobs"),
                                                  {{c.text("job_name")},
                                                   {c.text("state")},
                                                   {c.text("attempts"), true},
                                                   {c.text("queued_at")},
                                                   {c.text("last_error")},
                                                   {c.text("change")}},
                                                  rows);
    return page(c, {.title = c.text("jobs"), .content = states(c.text, chosen) + list + pages::pagination(c.text, "", next)});
}

Result<http::Response> retry_job(Context& c) {
    const auto id = c.request.id<jobs::JobId>("job");
    const auto done = c.db.write([&](db::Connection& db) -> Result<void> {
        const auto job = jobs::find(db, id);
        if (!job) return failure(Fault::not_found);
        if (!jobs::retry(db, id)) return failure(Fault::conflict);
        audit::record(db, c.visitor,
                      {.event = "administration.job_retried", .subject_kind = "job", .subject = id.value, .detail = job->name});
        return {};
    });
    if (!done) return tl::unexpected(done.error());
    return saved(list_address(http::percent_encoded(c.request.field("lage"))));
}

}  // namespace administration
