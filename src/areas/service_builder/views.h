#pragma once
/// Values in, pages out.
#include "areas/service_builder/following_views.h"
#include "areas/service_builder/page.h"
#include "areas/service_builder/parts.h"
#include "areas/service_builder/saving.h"

namespace service_builder {

/// Who the other of two changes is from.
enum class Against { colleague, source };

/// A published service that can be built on.
struct Published {
    std::string id, title;
    int version = 1;
    bool is_shared = false;
};
struct ListPage {
    std::vector<Draft> drafts;
    std::vector<Published> published;
    std::vector<Followed> followed;
    std::vector<FieldError> errors{};
};
http::Response list_page(const Context&, const ListPage&);
/// Where a definition from elsewhere is pasted or chosen.
http::Response take_in_page(const Context&, const std::string& yaml, const std::vector<FieldError>&);
http::Response overview_page(const Context&, const Opened&, const Checked&);

/// A part, or a head form, and what is in it.
struct PartPage {
    const Opened& opened;
    const Checked& checked;
    std::string name;  ///< the path as text, or the name of a head form
    yaml::Node shown;  ///< with what was typed, when something in it is wrong
    std::vector<FieldError> errors{};
};
http::Response part_page(const Context&, const PartPage&);

/// Two have changed the same place. What was posted is sent once more with the choice.
http::Response conflict_page(const Context&, const Draft&, const std::vector<services::Conflict>&, std::string_view address,
                             Against = Against::colleague);

struct YamlPage {
    const Opened& opened;
    std::string yaml;
    std::vector<forms::Problem> problems{};
    std::string refused{};
};
http::Response yaml_page(const Context&, const YamlPage&);
http::Response history_page(const Context&, const Draft&, const std::vector<Revision>&);

enum class MayPublish { no, yes };
/// What decides which steps to publication are offered.
struct Standing {
    bool has_newer = false;  ///< a version was published after the one that the draft began from
    MayPublish may_publish = MayPublish::no;
};
http::Response difference_page(const Context&, const Draft&, const std::vector<services::Difference>&, const yaml::Node& before,
                               const yaml::Node& after, const Checked&, Standing);

}  // namespace service_builder
