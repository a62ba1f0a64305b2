#include "app/job_runners.h"

#include "engines/site/engines.h"
#include "foundation/log/log.h"

namespace app {

JobRunners::JobRunners(Installation& installation) : installation_(installation), parts_(site::engines()) {
    for (const auto& area : installation.areas()) parts_.push_back(area);
}

JobRunners::~JobRunners() { stop(); }

std::unique_ptr<jobs::Runner> JobRunners::runner_of(const Tenant& tenant) {
    jobs::Handlers handlers;
    std::vector<jobs::Periodic> periodic;
    for (const auto& part : parts_)
        for (const auto& job : part.jobs) {
            handlers[std::string(job.name)] = [this, slug = tenant.slug, run = job.run](const jobs::Job& queued) {
                run(installation_.tenant(slug), queued);
            };
            if (!job.every.empty()) periodic.push_back({std::string(job.name), std::string(job.every)});
        }
    return std::make_unique<jobs::Runner>(tenant.db, std::move(handlers), std::move(periodic),
                                          static_cast<int>(installation_.settings().jobs.workers), [](std::string_view problem) {
                                              logging::error("jobs_failed", {{"why", problem}});
                                          });
}

void JobRunners::follow(const Tenant& tenant) {
    std::unique_ptr<jobs::Runner> ended;
    {
        const std::lock_guard lock(guard_);
        if (is_stopped_) return;
        auto& runner = running_[tenant.slug];
        if (tenant.is_paused) {
            ended = std::move(runner);
        } else if (!runner) {
            runner = runner_of(tenant);
            runner->start();
        }
    }
    if (ended) ended->stop();
}

void JobRunners::stop() {
    decltype(running_) ended;
    {
        const std::lock_guard lock(guard_);
        is_stopped_ = true;
        ended.swap(running_);
    }
    for (const auto& [slug, runner] : ended)
        if (runner) runner->stop();
}

}  // namespace app
