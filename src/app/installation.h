#pragma once
/// One installation: its settings, and the municipalities in its data folder.
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "foundation/config/config.h"
#include "foundation/texts/texts.h"

namespace app {

/// A mistake of whoever called the program, in words that say what to do. Exit code 2.
struct UsageError {
    std::string message;
};

/// Files that root made in the service's folder could not be written by the service. Throws UsageError.
void refuse_to_be_root_in(const std::string& folder);

class Installation {
public:
    /// Opens every municipality of the data folder. Nothing is changed until migrate() or add().
    explicit Installation(config::Settings);
    ~Installation();
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    const config::Settings& settings() const { return settings_; }
    const std::vector<Area>& areas() const { return areas_; }
    /// In order of their slugs.
    std::vector<Tenant*> tenants();
    /// Throws UsageError when there is none of that name; "" is the only one there is.
    Tenant& tenant(std::string_view slug);
    /// The municipality that answers to a host. One alone answers to every host.
    Tenant* tenant_of(std::string_view host);

    /// Brings the tables of every municipality up to date.
    void migrate();
    /// A new municipality with its tables. Throws UsageError when the slug is taken or unfit.
    Tenant& add(std::string_view slug, std::string_view name, const std::vector<std::string>& hosts);
    /// Where a municipality's database and files lie.
    db::Place database_place(std::string_view slug) const;
    std::string files_folder(std::string_view slug) const;
    files::Store files_of(const std::string& slug) const;

private:
    struct Municipality;
    Municipality& open(const std::string& slug);
    void load_profile(Municipality&);

    config::Settings settings_;
    std::vector<Area> areas_;
    texts::Catalog texts_;
    std::string secret_;
    struct Machines;
    std::unique_ptr<Machines> machines_;
    std::mutex guard_;
    std::vector<std::unique_ptr<Municipality>> municipalities_;
};

}  // namespace app
