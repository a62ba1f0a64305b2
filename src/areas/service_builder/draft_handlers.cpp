/// Beginning a draft, its parts, and their order.
#include <algorithm>

#include "areas/service_builder/asked.h"
#include "areas/service_builder/handlers.h"
#include "areas/service_builder/kept_standing.h"
#include "areas/service_builder/part_form.h"
#include "areas/service_builder/views.h"
#include "engines/audit/audit.h"
#include "engines/services/catalogue.h"
#include "engines/services/rename.h"
#include "foundation/base/numbers.h"
#include "foundation/base/unicode.h"

namespace service_builder {
namespace {

using services::Path;

http::Response list_of(db::Connection& db, const Context& c, const Following& found, std::vector<FieldError> errors = {}) {
    ListPage shown{.drafts = drafts_at_work(db), .errors = std::move(errors)};
    const auto shared = shared_ids(db);
    for (const auto& service : services::published(db)) {
        const bool is_shared = std::ranges::find(shared, service->id) != shared.end();
        shown.published.push_back({service->id, service->title.in(c.text.language()), service->version, is_shared});
    }
    for (const auto& [one, what] : found.all) shown.followed.push_back({one, what});
    return list_page(c, shown);
}

/// The id that was typed, when it is another than the part's and may be used.
Result<std::string> new_id(const Context& c, const yaml::Node& document, const Path& path) {
    const auto typed = std::string(trimmed(c.request.field("id")));
    const auto part = services::part_at(document, path);
    const auto kind = kind_of(path);
    const auto before = kind == "outcomes" ? path.back() : part["id"].text();
    const bool has_id = before == "" ? false : c.request.form.has("id");
    if (!has_id || typed == before) return std::string();
    if (!is_part_id(typed)) return invalid({{"id", "error_id"}});
    const auto taken = ids_beside(document, path);
    if (std::ranges::find(taken, typed) != taken.end()) return invalid({{"id", "error_id_taken"}});
    return typed;
}

Path renamed_path(Path path, const std::string& id) {
    if (!id.empty() && kind_of(path) != "proposals" && kind_of(path) != "law") path.back() = id;
    return path;
}

/// The list of a new part must be one that the definition may have.
bool is_list(const yaml::Node& document, const Path& list) {
    const Path holder = list.empty() ? Path{} : services::parent_of(list);
    const auto is_it = [&](const PartList& one) { return one.path == list; };
    if (std::ranges::any_of(lists_in({}, document), is_it)) return true;
    const auto part = services::part_at(document, holder);
    return part.exists() && std::ranges::any_of(lists_in(holder, part), is_it);
}

yaml::Node with_new_part(const yaml::Node& document, const Path& list, const std::string& id, const yaml::Node& part) {
    return list.back() == "outcomes" ? services::with_part(document, services::inside(list, id), part)
                                     : services::with_item(document, list, part);
}

}  // namespace

Result<ServiceDraftId> asked_id(const Context& c) {
    const auto id = whole_number(c.request.part("service_draft"));
    if (!id) return failure(Fault::not_found);
    return ServiceDraftId{*id};
}

Result<Opened> asked_draft(db::Connection& db, const Context& c) { return open_draft(db, TRY(asked_id(c))); }

int began_from(const Context& c) {
    const auto typed = whole_number(c.request.field("revision")).value_or(0);
    return typed < 1 || typed > 1'000'000 ? 0 : static_cast<int>(typed);
}

Result<yaml::Node> edited(const Context& c, const yaml::Node& document, const std::string& name) {
    if (is_head_form(name)) return with_typed(document, name, c.request);
    const auto path = services::path_of(name);
    const auto part = services::part_at(document, path);
    if (!part.is_map() || kind_of(path).empty()) return failure(Fault::not_found);
    const auto id = TRY(new_id(c, document, path));
    const auto now = services::with_part(document, path, with_typed(part, kind_of(path), c.request));
    return id.empty() ? now : services::renamed(now, path, id);
}

static constexpr std::string_view choice_prefix = "krock-";

std::string choice_field(const services::Conflict& conflict) { return std::string(choice_prefix) + services::to_text(conflict.path); }

InConflict in_conflict(const Context& c) {
    if (c.request.field("krock") == "mitt") return InConflict::mine_wins();
    auto chosen = InConflict::ask();
    for (const auto& [field, value] : c.request.form.all)
        if (field.starts_with(choice_prefix))
            chosen.one_by_one[field.substr(choice_prefix.size())] = value == "mitt"   ? Settled::mine
                                                                    : value == "bada" ? Settled::both
                                                                                      : Settled::theirs;
    return chosen;
}

Result<http::Response> save_and_go(Context& c, What what, std::string_view part, const Edit& edit, const std::string& address) {
    const Save wanted{
        .draft = TRY(asked_id(c)), .began_from = began_from(c), .what = what, .part = std::string(part), .in_conflict = in_conflict(c)};
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto saved = TRY(save(db, c.visitor, wanted, edit));
        if (!saved.conflicts.empty()) return conflict_page(c, TRY(find_draft(db, wanted.draft)), saved.conflicts, c.request.path);
        return and_say(address, saved.was_merged ? "merged" : "saved");
    });
}

Result<http::Response> show_list(Context& c) {
    Following found;
    auto page = c.db.read([&](db::Connection& db) {
        found = following(db);
        return list_of(db, c, found);
    });
    keep_standings(c.db, found);
    return page;
}

Result<http::Response> begin_draft_of(Context& c) {
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto service = c.request.field("service");
        const auto id = std::string(trimmed(c.request.field("id")));
        if (service.empty() && !is_service_id(id)) return list_of(db, c, following(db), {{"id", "error_service_id"}});
        const auto begun = service.empty() ? begin_new(db, c.visitor, id) : begin_from_published(db, c.visitor, service);
        if (!begun && begun.error().fault == Fault::invalid) return list_of(db, c, following(db), begun.error().fields);
        if (!begun) return tl::unexpected(begun.error());
        audit::record(
            db, c.visitor,
            {.event = "service_builder.draft_begun", .subject_kind = "service", .detail = service.empty() ? id : std::string(service)});
        return http::see_other(draft_address(*begun));
    });
}

Result<http::Response> show_draft(Context& c) {
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto opened = TRY(asked_draft(db, c));
        return overview_page(c, opened, checked(db, opened.document));
    });
}

Result<http::Response> show_part(Context& c) {
    const std::string name(c.request.query.get("del"));
    if (name.empty()) return http::see_other(draft_address(TRY(asked_id(c))));
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        const auto opened = TRY(asked_draft(db, c));
        const auto path = is_head_form(name) ? Path{} : services::path_of(name);
        const auto part = services::part_at(opened.document, path);
        if (!part.is_map() || (path.empty() && !is_head_form(name)) || (!path.empty() && kind_of(path).empty()))
            return failure(Fault::not_found);
        return part_page(c, {opened, checked(db, opened.document), name, part});
    });
}

Result<http::Response> save_part(Context& c) {
    const std::string name(c.request.field("del"));
    const auto id = std::string(trimmed(c.request.field("id")));
    const auto now = is_head_form(name) ? name : services::to_text(renamed_path(services::path_of(name), id));
    auto done = save_and_go(
        c, What::saved, name, [&](const yaml::Node& document) { return edited(c, document, name); }, part_address(TRY(asked_id(c)), now));
    if (done || done.error().fault != Fault::invalid) return done;
    return c.db.read([&](db::Connection& db) -> Result<http::Response> {
        auto opened = TRY(asked_draft(db, c));
        opened.draft.revision = began_from(c);  // what another saved meanwhile is not overwritten by mending this
        const auto path = services::path_of(name);
        const auto typed = with_typed(services::part_at(opened.document, path), kind_of(path), c.request);
        return part_page(
            c, {opened, checked(db, opened.document), name, services::with_part(typed, {"id"}, yaml::Node::of(id)), done.error().fields});
    });
}

Result<http::Response> add_part(Context& c) {
    const auto list = services::path_of(c.request.field("list"));
    const auto type = c.request.field("type");
    const auto kind = list.empty() ? std::string() : list.back();
    if (kind == "fields" && !from_name<forms::FieldType>(type)) return failure(Fault::invalid);
    const auto opened = TRY(c.db.read([&](db::Connection& db) { return asked_draft(db, c); }));
    if (!is_list(opened.document, list)) return failure(Fault::not_found);
    const auto part = new_part(kind, opened.document, type);
    const auto id = kind == "outcomes" ? free_id(kind, opened.document) : part["id"].text();
    const auto count = services::part_at(opened.document, list).size();
    const auto path = services::inside(list, id.empty() ? std::to_string(count + 1) : id);
    return save_and_go(
        c, What::added, services::to_text(path),
        [&](const yaml::Node& document) -> Result<yaml::Node> { return with_new_part(document, list, id, part); },
        part_address(opened.draft.id, services::to_text(path)));
}

Result<http::Response> change_order(Context& c) {
    const auto wanted = c.request.field("do");
    const auto space = std::min(wanted.find(' '), wanted.size());
    const auto what = wanted.substr(0, space);
    const auto name = std::string(wanted.substr(std::min(space + 1, wanted.size())));
    const auto path = services::path_of(name);
    if (kind_of(path).empty() || (what != "up" && what != "down" && what != "remove")) return failure(Fault::invalid);
    const auto edit = [&](const yaml::Node& document) -> Result<yaml::Node> {
        if (what == "remove") return services::without_part(document, path);
        return services::moved(document, path, what == "up" ? services::Towards::start : services::Towards::end);
    };
    return save_and_go(c, what == "remove" ? What::removed : What::moved, name, edit, holder_address(TRY(asked_id(c)), path));
}

Result<http::Response> move_to_page(Context& c) {
    const std::string name(c.request.field("part")), page(c.request.field("page"));
    const auto path = services::path_of(name);
    if (kind_of(path) != "fields") return failure(Fault::invalid);
    const Path list = {"form", "pages", page, "fields"};
    const auto edit = [&](const yaml::Node& document) -> Result<yaml::Node> {
        if (!services::part_at(document, services::parent_of(list)).is_map()) return failure(Fault::not_found);
        return services::moved_before(document, path, list, "");
    };
    return save_and_go(c, What::moved, name, edit, part_address(TRY(asked_id(c)), "form.pages." + page));
}

Result<http::Response> drop_part(Context& c) {
    const std::string name(c.request.field("part")), before(c.request.field("before"));
    const auto path = services::path_of(name), list = services::path_of(c.request.field("list"));
    if (kind_of(path).empty() || list.empty() || list.back() != path[path.size() - 2]) return failure(Fault::invalid);
    const auto edit = [&](const yaml::Node& document) -> Result<yaml::Node> {
        if (!is_list(document, list)) return failure(Fault::not_found);
        return services::moved_before(document, path, list, before);
    };
    return save_and_go(c, What::moved, name, edit, holder_address(TRY(asked_id(c)), services::inside(list, path.back())));
}

Result<http::Response> undo_or_redo(Context& c) {
    const auto way = c.request.field("do") == "redo" ? Step::redo : Step::undo;
    const auto id = TRY(asked_id(c));
    return c.db.write([&](db::Connection& db) -> Result<http::Response> {
        const auto done = step(db, id, began_from(c), way);
        if (!done && done.error().fault == Fault::not_found)
            return and_say(draft_address(id), way == Step::undo ? "nothing_to_undo" : "nothing_to_redo");
        TRY(done);
        return and_say(draft_address(id), way == Step::undo ? "undone" : "redone");
    });
}

}  // namespace service_builder
