// The rule language in the browser: the expressions that engines/forms/rule_json.cpp writes, worth what the server finds
// (engines/forms/rule_evaluate.cpp). src/engines/forms/agreement_test.cpp holds the two against each other.
import { functions, isIn, order, same } from './functions';
import { Day, finite, isGroup, type Names, type Value } from './value';

/** A value as it is (null: unknown), {day} or ["operation or function", …parts]. */
export type Expression = null | boolean | number | string | { day: number } | [string, ...Expression[]];

/** Where names get their values: inside any(children.age < 3) the item at hand goes before the form. */
export interface Scope {
    form: Names;
    today: Day;
    group?: string;
    item?: Names;
}

function named(name: string, { form, group, item }: Scope): Value {
    if (!item) return form.get(name);
    if (name.startsWith(`${group}.`) && name.length > `${group}.`.length) return item.get(name.slice(`${group}.`.length));
    const own = item.get(name);
    return own === undefined ? form.get(name) : own;
}

function conjunction(parts: Expression[], scope: Scope): Value {
    let allTrue = true;
    for (const part of parts) {
        const value = evaluate(part, scope);
        if (value === false) return false;
        allTrue = allTrue && value === true;
    }
    return allTrue || undefined;
}

function disjunction(parts: Expression[], scope: Scope): Value {
    let allFalse = true;
    for (const part of parts) {
        const value = evaluate(part, scope);
        if (value === true) return true;
        allFalse = allFalse && value === false;
    }
    return allFalse ? false : undefined;
}

function list(parts: Expression[], scope: Scope): Value {
    const items = parts.map(part => evaluate(part, scope));
    return items.includes(undefined) ? undefined : items;
}

/** The group that an expression asks about: the first part of its first name with a dot that is a group. */
function groupIn(expression: Expression, form: Names): string | undefined {
    if (!Array.isArray(expression)) return undefined;
    const [operation, ...parts] = expression;
    if (operation === 'name') {
        const [group, ...rest] = String(parts[0]).split('.');
        return rest.length > 0 && isGroup(form.get(group)) ? group : undefined;
    }
    for (const part of parts) {
        const found = groupIn(part, form);
        if (found) return found;
    }
    return undefined;
}

function overGroup(name: string, asked: Expression, { form, today }: Scope): Value {
    const group = groupIn(asked, form);
    const items = group === undefined ? undefined : form.get(group);
    if (!isGroup(items)) return undefined;
    let sum = 0;
    let allKnown = true;
    for (const item of items.items) {
        const value = evaluate(asked, { form, today, group, item });
        if (name === 'any' && value === true) return true;
        if (name === 'all' && value === false) return false;
        allKnown = allKnown && typeof value === (name === 'sum' ? 'number' : 'boolean');
        if (typeof value === 'number') sum += value;
    }
    if (!allKnown) return undefined;
    return name === 'sum' ? finite(sum) : name === 'all';
}

function compared(operation: string, a: Value, b: Value): Value {
    const found = order(a, b);
    if (found === undefined) return undefined;
    if (operation === '<') return found < 0;
    if (operation === '<=') return found <= 0;
    return operation === '>' ? found > 0 : found >= 0;
}

function calculated(operation: string, a: Value, b: Value): Value {
    if (typeof a !== 'number' || typeof b !== 'number') return undefined;
    if (operation === '+') return finite(a + b);
    if (operation === '-') return finite(a - b);
    if (operation === '*') return finite(a * b);
    return b === 0 ? undefined : finite(a / b);
}

const negated = (value: Value): Value => (typeof value === 'boolean' ? !value : undefined);

/** What an expression is worth. It never throws. */
export function evaluate(expression: Expression, scope: Scope): Value {
    if (expression === null) return undefined;
    if (!Array.isArray(expression)) return typeof expression === 'object' ? new Day(expression.day) : expression;
    const [operation, ...parts] = expression;
    const part = (i: number) => (i < parts.length ? evaluate(parts[i], scope) : undefined);
    switch (operation) {
        case 'name': return named(String(parts[0]), scope);
        case 'list': return list(parts, scope);
        case 'and': return conjunction(parts, scope);
        case 'or': return disjunction(parts, scope);
        case 'not': return negated(part(0));
        case '==': return same(part(0), part(1));
        case '!=': return negated(same(part(0), part(1)));
        case 'in': return isIn(part(0), part(1));
        case '<':
        case '<=':
        case '>':
        case '>=': return compared(operation, part(0), part(1));
        case '+':
        case '-':
        case '*':
        case '/': return calculated(operation, part(0), part(1));
        case 'negative': {
            const value = part(0);
            return typeof value === 'number' ? -value : undefined;
        }
        case 'if': {
            const condition = part(0);
            return typeof condition === 'boolean' ? part(condition ? 1 : 2) : undefined;
        }
        case 'any':
        case 'all':
        case 'sum': return overGroup(operation, parts[0], scope);
    }
    // A second part that is not written is no decimals: round(x).
    const second = operation === 'round' && parts.length === 1 ? 0 : part(1);
    return functions[operation]?.(part(0), second, scope.today);
}

/** The names in an expression, once each. */
export function namesIn(expression: Expression, found = new Set<string>()): Set<string> {
    if (!Array.isArray(expression)) return found;
    const [operation, ...parts] = expression;
    if (operation === 'name') found.add(String(parts[0]));
    else for (const part of parts) namesIn(part, found);
    return found;
}
