#pragma once
/// One installation: its settings, and the municipalities in its data folder.
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "engines/area/area.h"
#include "engines/area/operations.h"
#include "foundation/config/config.h"
#include "foundation/texts/texts.h"

namespace app {

/// A mistake of whoever called the program, in words that say what to do. Exit code 2.
struct UsageError {
    std::string message;
};

/// What sets the municipalities of `torg demo` apart from those of `torg serve`.
struct Furnishing {
    std::function<void(db::Connection&)> mark{};  ///< a new municipality's database, before anything else is in it
    std::function<void(Tenant&)> furnish{};       ///< a municipality, before it answers
};

class Installation {
public:
    /// Opens every municipality of the data folder. Nothing is changed until migrate() or add().
    explicit Installation(config::Settings, Furnishing = {});
    ~Installation();
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    const config::Settings& settings() const { return settings_; }
    const std::vector<Area>& areas() const { return areas_; }
    /// In order of their slugs.
    std::vector<Tenant*> tenants();
    /// Throws UsageError when there is none of that name; "" is the only one there is.
    Tenant& tenant(std::string_view slug);
    /// Null when there is none of that name.
    Tenant* find(std::string_view slug);
    /// The municipality that answers to a host. One alone answers to every host.
    Tenant* tenant_of(std::string_view host);

    /// The slug of the municipality that may manage the installation: the one that is named, else the only one there is, else "".
    std::string operating();
    /// From here on, and for programs that start later. Throws UsageError when there is no such municipality.
    void name_operating(std::string_view slug);

    /// Brings the tables of every municipality up to date.
    void migrate();
    /// A new municipality, which answers at once; the token of its first administrator's invitation, "" without one. Fault::invalid by
    /// field: slug, hosts, username. Not from two threads at once.
    Result<std::string> add(const installation::NewMunicipality&, const Visitor& by);
    /// Name, hosts, colours and state anew from the database, for requests that come after.
    void read_again(std::string_view slug);
    /// What another program on the same data folder and databases has changed since: new municipalities, and what read_again() reads.
    void look_again();
    /// `tell` is called when a municipality has been added or read again.
    void when_read(std::function<void(Tenant&)> tell) { tell_ = std::move(tell); }
    /// Where a municipality's database and files lie.
    db::Place database_place(std::string_view slug) const;
    std::string files_folder(std::string_view slug) const;
    files::Store files_of(const std::string& slug) const;

private:
    struct Municipality;
    std::string secret_of(std::string_view slug) const;
    std::unique_ptr<Municipality> opened(const std::string& slug);
    Result<void> acceptable(const installation::NewMunicipality&);
    Result<std::string> make(const installation::NewMunicipality&, const Visitor& by);
    Municipality* municipality(std::string_view slug);
    void load_profile(Municipality&);
    void insert(std::unique_ptr<Municipality>);
    void open_new_ones();
    bool is_changed(const Municipality&);
    void learn_who_operates();

    config::Settings settings_;
    Furnishing furnishing_;
    std::vector<Area> areas_;
    texts::Catalog texts_;
    std::string secret_;
    struct Machines;
    std::unique_ptr<Machines> machines_;
    std::function<void(Tenant&)> tell_;
    std::shared_ptr<const installation::Operations> operations_;
    std::mutex changing_;  ///< held while municipalities are opened or read; never while others are told
    std::mutex guard_;     ///< of what follows
    std::string operating_;
    std::vector<std::unique_ptr<Municipality>> municipalities_;
};

}  // namespace app
