// The rules of a form's page, worked out again where an answer has changed: what engines/forms/page_rules.h wrote.
import { evaluate, namesIn, type Expression } from './evaluate';
import { Day, Items, type Names, type Value } from './value';

/** A question of the page, or one elsewhere that depends on answers of the page. */
export interface Question {
    id: string;
    type: string;
    show?: Expression;
    /** Of a calculated one. */
    value?: Expression;
    required?: Expression;
    /** Of one elsewhere: what was answered there. */
    held?: Expression;
    elsewhere?: true;
    /** Of a group. */
    fields?: Question[];
}
export interface Rules {
    today: number;
    /** Each after those that it needs. */
    questions: Question[];
}

/** What is typed in a group: for each item the answers' values. */
export type ItemAnswers = Map<string, Value>[];
/** `name` is the input's: "children.0.age". */
export type Change =
    | { what: 'shown'; name: string; is: boolean }
    | { what: 'required'; name: string; is: boolean }
    | { what: 'calculated'; name: string; value: Value };

/** The form as the fields of one item see it: their own names before all others, also when they are not answered. */
class InsideItem implements Names {
    constructor(
        private readonly form: Names,
        private readonly group: Question,
        private readonly item: Names,
    ) {}

    get(name: string): Value {
        const own = this.group.fields?.find(field => name === field.id || name === `${this.group.id}.${field.id}`);
        return own ? this.item.get(own.id) : this.form.get(name);
    }
}

/** Rule names point at questions: children.age at children. */
const questionsIn = (expressions: (Expression | undefined)[]) =>
    expressions.flatMap(rule => [...namesIn(rule ?? null)]).flatMap(name => [name, name.split('.')[0]]);

export class PageRules {
    readonly today: Day;
    private readonly questions: Question[];
    private readonly places: Map<string, number>;
    private readonly answers = new Map<string, Value | ItemAnswers>();
    private readonly values = new Map<string, Value>();
    private readonly told = new Map<string, boolean | Value>();
    /** Places of the questions whose own worth, and of those whose look on the page, follow a name. */
    private readonly worthFollows = new Map<string, Set<number>>();
    private readonly lookFollows = new Map<string, Set<number>>();
    private readonly changed = new Set<number>();

    constructor({ today, questions }: Rules) {
        this.today = new Day(today);
        this.questions = questions;
        this.places = new Map(questions.map((question, place) => [question.id, place]));
        const follow = (map: Map<string, Set<number>>, rules: (Expression | undefined)[], place: number) => {
            for (const name of questionsIn(rules)) map.set(name, (map.get(name) ?? new Set()).add(place));
        };
        questions.forEach((question, place) => {
            const inner = question.fields ?? [];
            follow(this.worthFollows, [question.show, question.value, ...inner.flatMap(field => [field.show, field.value])], place);
            follow(this.lookFollows, [question.required, ...inner.flatMap(field => [field.show, field.required])], place);
            if (question.held !== undefined) this.answers.set(question.id, this.worth(question.held, this.values));
            this.changed.add(place);
        });
    }

    /** An answer of the page as it stands now. */
    answer(id: string, answer: Value | ItemAnswers) {
        this.answers.set(id, answer);
        const place = this.places.get(id);
        if (place !== undefined) this.changed.add(place);
    }

    /** What is to be changed on the page; the first time everything that rules decide. */
    changes(): Change[] {
        const looks = new Set<number>();
        for (let place = 0; place < this.questions.length; ++place) {
            if (!this.changed.has(place)) continue;
            const { id } = this.questions[place];
            looks.add(place);
            if (!this.settle(this.questions[place])) continue;
            for (const after of this.worthFollows.get(id) ?? []) if (after > place) this.changed.add(after);
            for (const after of this.lookFollows.get(id) ?? []) looks.add(after);
        }
        this.changed.clear();
        return [...looks].sort((a, b) => a - b).flatMap(place => this.looks(this.questions[place]));
    }

    private worth(rule: Expression, names: Names): Value {
        return evaluate(rule, { form: names, today: this.today });
    }
    private holds(rule: Expression | undefined, names: Names): boolean {
        return rule === undefined || this.worth(rule, names) === true;
    }

    /** Whether the question became worth something else. */
    private settle(question: Question): boolean {
        const before = this.values.get(question.id);
        this.values.delete(question.id); // what looks at itself finds nothing
        const now = this.holds(question.show, this.values) ? this.answered(question) : undefined;
        this.values.set(question.id, now);
        return now !== before || typeof now === 'object';
    }

    private answered(question: Question): Value {
        if (question.value !== undefined) return this.worth(question.value, this.values);
        const answer = this.answers.get(question.id);
        return question.fields && Array.isArray(answer)
            ? new Items((answer as ItemAnswers).map(item => this.item(question, item)))
            : (answer as Value);
    }

    /** Fields of an item are settled in the order in which they stand. */
    private item(group: Question, answers: Map<string, Value>): Names {
        const item = new Map<string, Value>();
        const inside = new InsideItem(this.values, group, item);
        for (const field of group.fields ?? []) {
            if (!this.holds(field.show, inside)) continue;
            item.set(field.id, field.value === undefined ? answers.get(field.id) : this.worth(field.value, inside));
        }
        return item;
    }

    private looks(question: Question): Change[] {
        if (question.elsewhere) return [];
        const items = this.values.get(question.id);
        const inner = items instanceof Items ? items.items : [];
        return [
            ...this.look(question, question.id, this.values, this.values),
            ...inner.flatMap((item, i) =>
                (question.fields ?? []).flatMap(field =>
                    this.look(field, `${question.id}.${i}.${field.id}`, new InsideItem(this.values, question, item), item),
                ),
            ),
        ];
    }

    private look({ id, show, value, required }: Question, name: string, names: Names, own: Names): Change[] {
        const changes: Change[] = [];
        if (show !== undefined) changes.push({ what: 'shown', name, is: this.holds(show, names) });
        if (required !== undefined) changes.push({ what: 'required', name, is: this.holds(required, names) });
        if (value !== undefined) changes.push({ what: 'calculated', name, value: own.get(id) });
        return changes.filter(change => this.isNews(change));
    }

    private isNews(change: Change): boolean {
        const key = `${change.what} ${change.name}`;
        const now = change.what === 'calculated' ? change.value : change.is;
        if (this.told.has(key) && this.told.get(key) === now) return false;
        this.told.set(key, now);
        return true;
    }
}
