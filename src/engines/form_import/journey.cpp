#include "engines/form_import/journey.h"

#include <algorithm>
#include <map>

#include "engines/form_import/constant.h"
#include "engines/form_import/diagram.h"

namespace form_import {
namespace {

using Condition = Diagram::Condition;

/// A question of the diagram: an answer of few values, or a comparison that holds or not.
struct Asked {
    Logic about{};                      ///< the name, or the whole comparison
    std::vector<std::string> values{};  ///< of a name: options, or true and false; empty for a comparison
    bool may_be_unanswered = false;     ///< then the last value of the diagram's question
    Condition asked_when = Diagram::always;

    std::size_t count() const { return values.empty() ? 2 : values.size() + (may_be_unanswered ? 1 : 0); }
};

class Traveller {
public:
    Traveller(const std::vector<Stop>& stops, const Uses& uses) : stops_(stops), uses_(uses), when_(stops.size(), Diagram::never) {}

    Journey from(std::size_t start) {
        sort(start);
        when_[start] = Diagram::always;
        for (const auto stop : order_) {
            for (const auto& foreign : stops_[stop].asks) asked_when_[foreign] = when_[stop];
            follow(stop);
        }
        for (const auto stop : order_) journey_.order.push_back({stop, rule_of(simpler(when_[stop]))});
        for (std::size_t stop = 0; stop < stops_.size(); ++stop)
            if (marks_[stop] == Mark::fresh) journey_.unreached.push_back(stop);
        journey_.is_too_tangled = diagram_.is_too_large() || written_ > most_written;
        if (journey_.is_too_tangled)
            for (auto& reached : journey_.order) reached.when = truth(true);
        return std::move(journey_);
    }

private:
    enum class Mark : char { fresh, open, done };
    static constexpr std::size_t most_written = 5000;

    /// Pages after all that lead to them; a link back to a page on the way is left out.
    void sort(std::size_t start) {
        marks_.assign(stops_.size(), Mark::fresh);
        struct Step {
            std::size_t stop, left;
        };
        std::vector<Step> way;
        const auto enter = [&](std::size_t stop) {
            marks_[stop] = Mark::open;
            way.push_back({stop, stops_[stop].links.size()});
        };
        enter(start);
        while (!way.empty()) {
            auto& step = way.back();
            if (step.left == 0) {
                marks_[step.stop] = Mark::done;
                order_.push_back(step.stop);
                way.pop_back();
                continue;
            }
            const auto to = stops_[step.stop].links[--step.left].to;
            if (marks_[to] == Mark::open) journey_.has_circle = true;
            else if (marks_[to] == Mark::fresh) enter(to);
        }
        std::reverse(order_.begin(), order_.end());
        for (std::size_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
    }

    void follow(std::size_t stop) {
        auto left = when_[stop];
        std::optional<std::size_t> otherwise, last;
        for (const auto& [to, when] : stops_[stop].links) {
            if (!when) {
                otherwise = to;
                continue;
            }
            const auto holds = condition(*when);
            lead(stop, to, diagram_.both(left, holds));
            left = diagram_.both(left, diagram_.negated(holds));
            last = to;
        }
        if (otherwise) lead(stop, *otherwise, left);
        else if (last && is_impossible(stop, left)) lead(stop, *last, left);
    }

    void lead(std::size_t from, std::size_t to, Condition when) {
        if (place_.at(to) > place_.at(from)) when_[to] = diagram_.either(when_[to], when);
    }

    /// Left over is only that a question of the page, which must be answered, is not.
    bool is_impossible(std::size_t stop, Condition left) {
        for (const auto& foreign : stops_[stop].asks)
            if (const auto* use = use_of(foreign))
                if (const auto found = questions_.find(use->id); found != questions_.end())
                    if (const auto answered = answered_condition(found->second)) left = diagram_.both(left, *answered);
        return left == Diagram::never;
    }

    std::optional<Condition> answered_condition(int question) {
        const auto& asked = asked_[static_cast<std::size_t>(question)];
        if (!asked.may_be_unanswered) return std::nullopt;
        return diagram_.negated(diagram_.is(question, asked.count() - 1));
    }

    const Use* use_of(const std::string& foreign) const {
        const auto found = uses_.find(foreign);
        return found == uses_.end() ? nullptr : &found->second;
    }

    Condition condition(const Logic& logic) {
        if (logic.is_always() || logic.is_never()) return logic.is_always() ? Diagram::always : Diagram::never;
        if (logic.is("not")) return diagram_.negated(condition(logic.parts[0]));
        if (logic.is("and") || logic.is("or")) {
            auto found = logic.is("and") ? Diagram::always : Diagram::never;
            for (const auto& part : logic.parts)
                found = logic.is("and") ? diagram_.both(found, condition(part)) : diagram_.either(found, condition(part));
            return found;
        }
        if ((logic.is("==") || logic.is("!=")) && logic.parts[0].kind == Logic::Kind::name && logic.parts[1].is_constant())
            if (const auto found = equality(logic.parts[0].words, logic.parts[1]))
                return logic.is("==") ? *found : diagram_.negated(*found);
        return diagram_.is(question_about(logic), 1);
    }

    std::optional<Condition> equality(const std::string& foreign, const Logic& constant) {
        const auto* use = use_of(foreign);
        if (!use || (use->kind != Use::Kind::truth && use->kind != Use::Kind::choice)) return std::nullopt;
        const int question = question_of(foreign, *use);
        const auto& values = asked_[static_cast<std::size_t>(question)].values;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (compared("==", text(values[i]), constant)) return diagram_.is(question, i);
        return Diagram::never;
    }

    int question_of(const std::string& foreign, const Use& use) {
        if (const auto found = questions_.find(use.id); found != questions_.end()) return found->second;
        Asked asked{name(foreign), use.options};
        if (use.kind == Use::Kind::truth) asked.values = {"true", "false"};
        const auto when = asked_when_.find(foreign);
        asked.may_be_unanswered = when == asked_when_.end() || when->second != Diagram::always || asked.values.size() < 2;
        if (when != asked_when_.end()) asked.asked_when = when->second;
        return questions_[use.id] = add(std::move(asked));
    }

    int question_about(const Logic& comparison) {
        for (std::size_t i = 0; i < asked_.size(); ++i)
            if (asked_[i].about == comparison) return static_cast<int>(i);
        return add({comparison, {}});
    }

    int add(Asked asked) {
        const int question = diagram_.question(asked.count());
        asked_.push_back(std::move(asked));
        return question;
    }

    /// Where a page is only come to when a question was asked that must be answered, it has been answered.
    Condition simpler(Condition when) {
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            const auto answered = answered_condition(static_cast<int>(i));
            const bool was_asked =
                asked_[i].asked_when != Diagram::always && diagram_.both(when, diagram_.negated(asked_[i].asked_when)) == Diagram::never;
            if (answered && was_asked && speaks_of(when, static_cast<int>(i))) when = diagram_.both(when, *answered);
        }
        return when;
    }

    bool speaks_of(Condition when, int question) {
        std::vector<Condition> open{when};
        std::map<Condition, bool> seen;
        while (!open.empty()) {
            const auto now = open.back();
            open.pop_back();
            if (now <= Diagram::always || seen[now]) continue;
            seen[now] = true;
            if (diagram_.node(now).question == question) return true;
            for (const auto part : diagram_.node(now).by_value) open.push_back(part);
        }
        return false;
    }

    Logic rule_of(Condition when) {
        if (when <= Diagram::always) return truth(when == Diagram::always);
        if (++written_ > most_written) return truth(true);
        const auto node = diagram_.node(when);
        std::map<Condition, std::vector<std::size_t>> by_rest;
        for (std::size_t value = 0; value < node.by_value.size(); ++value) by_rest[node.by_value[value]].push_back(value);
        const bool is_either = by_rest.size() == 2 && by_rest.contains(Diagram::always);
        Logic whole = truth(false);
        for (const auto& [rest, values] : by_rest) {
            if (rest == Diagram::never) continue;
            auto part = rule_of(rest);
            // "yes, or no and more" is "yes, or more".
            if (!is_either || rest == Diagram::always)
                part = both(one_of(asked_[static_cast<std::size_t>(node.question)], values), std::move(part));
            whole = either(std::move(whole), std::move(part));
        }
        return whole;
    }

    static Logic one_of(const Asked& asked, const std::vector<std::size_t>& values) {
        if (asked.values.empty()) return values[0] == 1 ? asked.about : negated(asked.about);
        const bool with_unanswered = asked.may_be_unanswered && values.back() == asked.count() - 1;
        if (with_unanswered || (!asked.may_be_unanswered && values.size() > 1 && values.size() * 2 > asked.count())) {
            std::vector<std::size_t> others;
            for (std::size_t i = 0; i < asked.values.size(); ++i)
                if (std::find(values.begin(), values.end(), i) == values.end()) others.push_back(i);
            const bool is_unanswered = others.size() == asked.values.size();
            return negated(is_unanswered ? call("answered", {asked.about}) : among(asked, others));
        }
        if (values.size() == asked.values.size()) return call("answered", {asked.about});
        return among(asked, values);
    }

    static Logic among(const Asked& asked, const std::vector<std::size_t>& values) {
        if (values.size() == 1) return call("==", {asked.about, text(asked.values[values[0]])});
        std::vector<Logic> items;
        for (const auto value : values) items.push_back(text(asked.values[value]));
        return call("in", {asked.about, list(std::move(items))});
    }

    const std::vector<Stop>& stops_;
    const Uses& uses_;
    Diagram diagram_{};
    std::vector<Condition> when_;
    std::vector<Mark> marks_{};
    std::vector<std::size_t> order_{};
    std::map<std::size_t, std::size_t> place_{};
    std::vector<Asked> asked_{};
    std::map<std::string, int> questions_{};  ///< by our id
    std::map<std::string, Condition> asked_when_{};
    std::size_t written_ = 0;
    Journey journey_{};
};

}  // namespace

Journey journey(const std::vector<Stop>& stops, std::size_t start, const Uses& uses) { return Traveller(stops, uses).from(start); }

}  // namespace form_import
