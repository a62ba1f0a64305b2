#include "engines/services/usage.h"

#include <array>

namespace services {
namespace {

constexpr std::array limits{15, 30, 60, 120, 300};
constexpr std::array<std::string_view, limits.size()> columns{"under_15_s", "under_30_s", "under_1_min", "under_2_min", "under_5_min"};

PageUse read_page(const db::Row& row) {
    PageUse use{.answered = row.integer("answered")};
    for (std::size_t i = 0; i < limits.size(); ++i)
        if (!use.half_under_seconds && use.answered > 0 && 2 * row.integer(columns[i]) >= use.answered) use.half_under_seconds = limits[i];
    return use;
}

}  // namespace

void count_answered(db::Connection& db, std::string_view service, int version, std::string_view page, std::int64_t seconds) {
    std::array<int, limits.size()> under{};
    for (std::size_t i = 0; i < limits.size(); ++i) under[i] = seconds < limits[i] ? 1 : 0;
    db.execute(
        "INSERT INTO services_page_use (service, version, page, answered, under_15_s, under_30_s, under_1_min, under_2_min, under_5_min) "
        "VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (service, version, page) DO UPDATE SET "
        "answered = services_page_use.answered + 1, under_15_s = services_page_use.under_15_s + excluded.under_15_s, "
        "under_30_s = services_page_use.under_30_s + excluded.under_30_s, "
        "under_1_min = services_page_use.under_1_min + excluded.under_1_min, "
        "under_2_min = services_page_use.under_2_min + excluded.under_2_min, "
        "under_5_min = services_page_use.under_5_min + excluded.under_5_min",
        service, version, page, under[0], under[1], under[2], under[3], under[4]);
}

void count_errors(db::Connection& db, std::string_view service, int version, const std::vector<std::string>& questions) {
    for (const auto& question : questions)
        db.execute(
            "INSERT INTO services_question_errors (service, version, question, errors) VALUES (?, ?, ?, 1) "
            "ON CONFLICT (service, version, question) DO UPDATE SET errors = services_question_errors.errors + 1",
            service, version, question);
}

const PageUse& Usage::of(std::string_view page) const {
    static const PageUse none;
    const auto found = pages.find(page);
    return found == pages.end() ? none : found->second;
}

Usage usage(db::Connection& db, std::string_view service, int version) {
    Usage all;
    for (auto& [page, use] : db.all([](const db::Row& row) { return std::pair(row.text("page"), read_page(row)); },
                                    "SELECT page, answered, under_15_s, under_30_s, under_1_min, under_2_min, under_5_min "
                                    "FROM services_page_use WHERE service = ? AND version = ?",
                                    service, version))
        all.pages.emplace(std::move(page), use);
    for (auto& [question, errors] :
         db.all([](const db::Row& row) { return std::pair(row.text("question"), row.integer("errors")); },
                "SELECT question, errors FROM services_question_errors WHERE service = ? AND version = ?", service, version))
        all.errors.emplace(std::move(question), errors);
    return all;
}

Completion completion(db::Connection& db, std::string_view service) {
    Completion all;
    // A page that only some are asked is answered by fewer than the first.
    db.all(
        [&](const db::Row& row) {
            all.begun += row.integer("begun");
            all.sent += row.integer("sent");
            return 0;
        },
        "SELECT MAX(answered) AS begun, MAX(CASE WHEN page = ? THEN answered ELSE 0 END) AS sent FROM services_page_use WHERE service = ? "
        "GROUP BY version",
        sent_page, service);
    return all;
}

}  // namespace services
