#include "app/operations.h"

#include <algorithm>
#include <mutex>

#include "engines/audit/audit.h"
#include "engines/identity/invitations.h"
#include "engines/municipality/profile.h"
#include "foundation/base/unicode.h"

namespace app {
namespace {

/// One change to the installation at a time.
struct Work {
    explicit Work(Installation& whole) : installation(whole) {}

    Installation& installation;
    std::mutex guard{};

    Result<Tenant*> find(std::string_view slug) {
        auto* tenant = installation.find(slug);
        if (tenant == nullptr) return failure(Fault::not_found);
        return tenant;
    }

    /// In another municipality's log nobody has the number that she has in her own.
    Visitor guest(const Visitor& by) {
        auto* home = installation.find(installation.operating());
        return {.kind = by.kind, .name = by.name + (home == nullptr ? "" : ", " + home->name), .request_id = by.request_id};
    }

    std::string address_of_invitation(std::string_view slug, std::string_view token) {
        return installation.tenant(slug).public_address + "/personal/valkommen?till=/administration&kod=" + std::string(token);
    }

    void record(db::Connection& db, const Visitor& by, std::string_view event, std::string_view detail) {
        audit::record(db, guest(by), {.event = std::string(event), .subject_kind = "municipality", .detail = std::string(detail)});
    }

    Result<std::string> add(const installation::NewMunicipality& wanted, const Visitor& by) {
        const std::lock_guard lock(guard);
        // It is no longer alone: who manages the installation must be written down first.
        installation.name_operating(installation.operating());
        const auto token = TRY(installation.add(wanted, guest(by)));
        return token.empty() ? "" : address_of_invitation(wanted.slug, token);
    }

    Result<std::string> invite_again(std::string_view slug, const Visitor& by) {
        auto* tenant = TRY(find(slug));
        const auto token = tenant->db.write([&](db::Connection& db) -> Result<std::string> {
            const auto account = identity::first_invited(db);
            if (!account) return failure(Fault::conflict, "error_has_come");
            record(db, by, "administration.invitation_made", slug);
            return identity::invite_first(db, *account);
        });
        return address_of_invitation(slug, TRY(token));
    }

    Result<void> change_hosts(std::string_view slug, const std::vector<std::string>& hosts, const Visitor& by) {
        const std::lock_guard lock(guard);
        auto* changed = TRY(find(slug));
        for (auto* other : installation.tenants())
            for (const auto& host : other->slug == slug ? std::vector<std::string>{} : hosts)
                if (std::ranges::find(other->hosts, host) != other->hosts.end())
                    return invalid({{"hosts", "error_host_taken", {host, other->name}}});
        changed->db.write([&](db::Connection& db) {
            municipality::set_hosts(db, hosts);
            record(db, by, "administration.municipality_hosts_changed", joined(hosts, " "));
        });
        installation.read_again(slug);
        return {};
    }

    Result<void> set_running(std::string_view slug, municipality::Running running, const Visitor& by) {
        const std::lock_guard lock(guard);
        if (slug == installation.operating()) return failure(Fault::conflict, "error_pause_oneself");
        auto* changed = TRY(find(slug));
        const bool pause = running == municipality::Running::paused;
        changed->db.write([&](db::Connection& db) {
            municipality::set_running(db, running);
            record(db, by, pause ? "administration.municipality_paused" : "administration.municipality_resumed", slug);
        });
        installation.read_again(slug);
        return {};
    }

    std::vector<installation::Municipality> municipalities() {
        std::vector<installation::Municipality> all;
        const auto operating = installation.operating();
        for (auto* tenant : installation.tenants())
            all.push_back({.slug = tenant->slug,
                           .name = tenant->name,
                           .hosts = tenant->hosts,
                           .address = tenant->public_address,
                           .is_operator = tenant->slug == operating,
                           .is_paused = tenant->is_paused,
                           .awaits_administrator = tenant->db.read(identity::first_invited).has_value()});
        return all;
    }
};

}  // namespace

std::shared_ptr<const installation::Operations> operations_of(Installation& installation) {
    using municipality::Running;
    const auto work = std::make_shared<Work>(installation);
    return std::make_shared<const installation::Operations>(installation::Operations{
        .municipalities = [work] { return work->municipalities(); },
        .add = [work](const auto& wanted, const auto& by) { return work->add(wanted, by); },
        .invite_again = [work](auto slug, const auto& by) { return work->invite_again(slug, by); },
        .change_hosts = [work](auto slug, const auto& hosts, const auto& by) { return work->change_hosts(slug, hosts, by); },
        .pause = [work](auto slug, const auto& by) { return work->set_running(slug, Running::paused, by); },
        .resume = [work](auto slug, const auto& by) { return work->set_running(slug, Running::yes, by); },
    });
}

}  // namespace app
