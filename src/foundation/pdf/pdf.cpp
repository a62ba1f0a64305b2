#include "foundation/pdf/pdf.h"

#include <mutex>
#include <optional>
#include <stdexcept>

#include "foundation/json/json.h"
#include "foundation/log/log.h"
#include "foundation/pdf/embedded.h"
#include "foundation/pdf/worker.h"

namespace pdf {

struct Printer::Inside {
    Options options;
    std::mutex one_at_a_time{};
    std::optional<Worker> worker{};
    int documents = 0;  ///< that the present worker has made

    Worker& ready_worker() {
        if (documents >= options.documents_a_worker) worker.reset();
        if (!worker) {
            worker.emplace(options.python, options.script);
            documents = 0;
        }
        return *worker;
    }
};

Printer::Printer(Options options) : inside_(std::make_unique<Inside>()) {
    if (options.script.empty()) options.script = embedded::files().at(0).content;
    inside_->options = std::move(options);
}
Printer::~Printer() = default;

namespace {

struct Asked {
    json::Value description;
    std::string_view html;
    const Resources& resources;
};

/// Nothing when the worker went away or took too long.
std::optional<Result<std::string>> answer_of(Worker& worker, const Asked& asked, Worker::Deadline deadline) {
    if (worker.send(json::to_text(asked.description), deadline) != Worker::State::fine) return {};
    if (worker.send(asked.html, deadline) != Worker::State::fine) return {};
    for (const auto& [name, bytes] : asked.resources)
        if (worker.send(bytes, deadline) != Worker::State::fine) return {};
    const auto head = worker.receive(deadline);
    auto body = head ? worker.receive(deadline) : std::nullopt;
    if (!body) return {};
    const auto outcome = json::parse(*head).value_or(json::Value{});
    if (outcome["missing"].integer() > 0) logging::warning("pdf_resources_missing", {{"count", outcome["missing"].integer()}});
    if (outcome["ok"].yes()) return *std::move(body);
    logging::error("pdf_not_made", {{"why", *body}});
    return failure(Fault::invalid, "pdf_not_made");
}

}  // namespace

Result<std::string> Printer::print(std::string_view html, const Resources& resources, std::string_view title, std::string_view language,
                                   Variant variant) {
    const auto names = json::array(resources, [](const auto& resource) { return resource.first; });
    const Asked asked{json::object({{"title", title}, {"language", language}, {"variant", to_name(variant)}, {"resources", names}}), html,
                      resources};
    const std::lock_guard lock(inside_->one_at_a_time);
    // Twice: the worker may have died since the last document.
    for (int attempt = 1; attempt <= 2; ++attempt) {
        try {
            auto& worker = inside_->ready_worker();
            ++inside_->documents;
            if (auto answer = answer_of(worker, asked, std::chrono::steady_clock::now() + inside_->options.timeout))
                return *std::move(answer);
            const bool late = worker.state() == Worker::State::late;
            logging::error("pdf_worker_failed", {{"late", late}, {"attempt", attempt}});
            inside_->worker.reset();
            if (late) break;
        } catch (const std::runtime_error& error) {
            logging::error("pdf_worker_failed", {{"why", error.what()}});
            break;
        }
    }
    return failure(Fault::unavailable);
}

}  // namespace pdf
