#include "engines/form_import/logic.h"

#include <algorithm>

namespace form_import {

Logic truth(bool is_true) { return {.kind = Logic::Kind::truth, .is_true = is_true}; }
Logic number(double value) { return {.kind = Logic::Kind::number, .number = value}; }
Logic text(std::string words) { return {.kind = Logic::Kind::text, .words = std::move(words)}; }
Logic name(std::string words) { return {.kind = Logic::Kind::name, .words = std::move(words)}; }
Logic list(std::vector<Logic> items) { return {.kind = Logic::Kind::list, .parts = std::move(items)}; }
Logic call(std::string operation, std::vector<Logic> parts) {
    return {.kind = Logic::Kind::call, .words = std::move(operation), .parts = std::move(parts)};
}

/// a and (b and c) is one operation of three parts.
static Logic chained(const char* operation, Logic a, Logic b) {
    std::vector<Logic> parts;
    for (auto* one : {&a, &b}) {
        if (one->is(operation)) std::move(one->parts.begin(), one->parts.end(), std::back_inserter(parts));
        else if (std::find(parts.begin(), parts.end(), *one) == parts.end()) parts.push_back(std::move(*one));
    }
    return parts.size() == 1 ? std::move(parts[0]) : call(operation, std::move(parts));
}

Logic both(Logic a, Logic b) {
    if (a.is_never() || b.is_always()) return a;
    if (b.is_never() || a.is_always()) return b;
    return chained("and", std::move(a), std::move(b));
}

Logic either(Logic a, Logic b) {
    if (a.is_always() || b.is_never()) return a;
    if (b.is_always() || a.is_never()) return b;
    return chained("or", std::move(a), std::move(b));
}

Logic negated(Logic a) {
    if (a.kind == Logic::Kind::truth) return truth(!a.is_true);
    if (a.is("not") && a.parts.size() == 1) {
        auto inside = std::move(a.parts[0]);
        return inside;
    }
    return call("not", {std::move(a)});
}

enum class Items { with, without };

static void collect(const Logic& logic, Items items, std::vector<std::string>& found) {
    if (items == Items::without && (logic.is("any") || logic.is("all") || logic.is("sum"))) return;
    if (logic.kind == Logic::Kind::name && std::find(found.begin(), found.end(), logic.words) == found.end()) found.push_back(logic.words);
    for (const auto& part : logic.parts) collect(part, items, found);
}

std::vector<std::string> names_in(const Logic& logic) {
    std::vector<std::string> found;
    collect(logic, Items::with, found);
    return found;
}

std::vector<std::string> names_outside_groups(const Logic& logic) {
    std::vector<std::string> found;
    collect(logic, Items::without, found);
    return found;
}

std::size_t size_of(const Logic& logic) {
    std::size_t size = 1;
    for (const auto& part : logic.parts) size += size_of(part);
    return size;
}

}  // namespace form_import
