#include "engines/services/service.h"
#include "engines/services/writer.h"

namespace services {
namespace {

using forms::Field;
using yaml::Node;

Node option_node(const forms::Option& option) {
    return MapWriter().text("value", option.value).words("label", option.label).words("hint", option.hint).made();
}

void write_required(MapWriter& map, const forms::Rule& required) {
    if (required.is_always()) return;
    if (required.is_never()) map.truth("required", false, true);
    else map.rule("required", required);
}

Node field_node(const Field& field) {
    static const Field usual;
    MapWriter map;
    map.text("id", field.id).name("type", field.type).words("label", field.label).words("hint", field.hint).words("why", field.why);
    map.words("text", field.text);
    write_required(map, field.required);
    map.rule("show_if", field.show_if);
    if (field.sensitivity != usual_sensitivity(field.type)) map.name("sensitivity", field.sensitivity);
    map.list("options", nodes_of(field.options, option_node));
    map.whole("max_length", field.max_length, usual_length(field.type));
    map.number("min", field.min).number("max", field.max).whole("decimals", field.decimals, usual.decimals).words("unit", field.unit);
    map.rule("earliest", field.earliest).rule("latest", field.latest);
    map.whole("max_files", field.max_files, usual.max_files).whole("max_mb", field.max_mb, usual.max_mb).texts("accept", field.accept);
    map.words("item", field.item).rule("value", field.value).list("fields", nodes_of(field.fields, field_node));
    return map.made();
}

Node page_node(const forms::Page& page) {
    return MapWriter()
        .text("id", page.id)
        .words("title", page.title)
        .rule("show_if", page.show_if)
        .list("fields", nodes_of(page.fields, field_node))
        .made();
}

Node check_node(const forms::Check& check) {
    return MapWriter()
        .text("id", check.id)
        .rule("unless", check.unless)
        .text("field", check.field)
        .words("message", check.message)
        .truth("stops", check.stops, true)
        .made();
}

}  // namespace

Node form_node(const forms::Form& form) {
    std::vector<Node> pages;
    for (const auto& page : form.pages)
        if (page.id != contact_page_id) pages.push_back(page_node(page));
    return MapWriter().list("pages", std::move(pages)).list("checks", nodes_of(form.checks, check_node)).made();
}

}  // namespace services
