// Questions that depend on other answers of the page: <div data-show-if="rule as JSON"> is hidden until its rule is true. The server
// decides the same again (engines/forms/rule.h), so what cannot be told here, as an answer of another page, is shown. The input _unseen
// in a hidden question lets the server ask it once more; of one that is shown it is not sent.

type Rule = {
    truth?: boolean;
    number?: number;
    text?: string;
    name?: string;
    list?: Rule[];
    call?: string;
    operation?: string;
    of?: Rule[];
};
/** undefined: not answered yet. */
type Value = boolean | number | string | Value[] | undefined;

class CannotTell extends Error {}

const isControl = (element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

const asNumber = (value: Value): number | undefined => {
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') return undefined;
    const digits = value.replace(/\s/g, '').replace(',', '.').replace('−', '-');
    return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
};
const truth = (value: Value) => (typeof value === 'boolean' ? value : undefined);
const words = (value: Value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);

function same(a: Value, b: Value): boolean | undefined {
    if (a === undefined || b === undefined) return undefined;
    if (typeof a === 'number' || typeof b === 'number') {
        const [first, second] = [asNumber(a), asNumber(b)];
        return first === undefined || second === undefined ? undefined : first === second;
    }
    return words(a) === words(b);
}

function isIn(wanted: Value, list: Value): boolean | undefined {
    if (wanted === undefined || !Array.isArray(list)) return undefined;
    return list.some(item => same(wanted, item) === true);
}

const orders: Record<string, (a: number, b: number) => boolean> = {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
};

/** What is answered in the form under a name; `group` is "children.0." for a question inside that item. */
function answer(form: HTMLFormElement, group: string, name: string): Value {
    const inGroup = group && name.startsWith(group.split('.')[0] + '.') ? group + name.slice(name.indexOf('.') + 1) : group + name;
    const controls = [...form.elements].filter(isControl);
    const named = (wanted: string) => controls.filter(control => control.name === wanted && control.type !== 'hidden');
    const found = [inGroup, name].map(named).find(some => some.length > 0);
    if (!found) throw new CannotTell();
    const [first] = found;
    if (first.closest('[data-show-if][hidden]')) return undefined;
    if (first instanceof HTMLInputElement && (first.type === 'radio' || first.type === 'checkbox')) {
        const chosen = found.filter(control => (control as HTMLInputElement).checked).map(control => control.value);
        if (first.type === 'checkbox' && !first.closest('.check')) return chosen.length > 0 ? chosen : undefined;
        // Consent that is left says no, in a hidden input after the box.
        const saysNo = controls.some(control => control.name === first.name && control.type === 'hidden' && control.value === 'no');
        if (chosen.length === 0 && saysNo) return false;
        const isYesNo = found.every(control => control.value === 'yes' || control.value === 'no');
        return chosen.length === 0 ? undefined : isYesNo ? chosen[0] === 'yes' : chosen[0];
    }
    return first.value.trim() || undefined;
}

function evaluate(rule: Rule, named: (name: string) => Value): Value {
    if (rule.truth !== undefined) return rule.truth;
    if (rule.number !== undefined) return rule.number;
    if (rule.text !== undefined) return rule.text;
    if (rule.name !== undefined) return named(rule.name);
    if (rule.list) return rule.list.map(item => evaluate(item, named));
    const parts = (rule.of ?? []).map(part => evaluate(part, named));
    if (rule.call === 'contains') return isIn(parts[1], parts[0]);
    if (rule.call === 'answered') return parts[0] !== undefined;
    switch (rule.operation) {
        case 'and': return parts.some(part => truth(part) === false) ? false : parts.every(part => truth(part)) || undefined;
        case 'or': return parts.some(part => truth(part)) || (parts.every(part => truth(part) === false) ? false : undefined);
        case 'not': return truth(parts[0]) === undefined ? undefined : !parts[0];
        case '==': return same(parts[0], parts[1]);
        case '!=': {
            const equal = same(parts[0], parts[1]);
            return equal === undefined ? undefined : !equal;
        }
        case 'in': return isIn(parts[0], parts[1]);
    }
    const inOrder = orders[rule.operation ?? ''];
    if (!inOrder) throw new CannotTell();
    const [a, b] = [asNumber(parts[0]), asNumber(parts[1])];
    return a === undefined || b === undefined ? undefined : inOrder(a, b);
}

/// Their values are the names of what the question is answered in: several for one with several boxes.
const unseenOf = (question: HTMLElement) => [...question.querySelectorAll<HTMLInputElement>(':scope > input[name="_unseen"]')];

function isShown(form: HTMLFormElement, question: HTMLElement): boolean {
    if (question.querySelector('.field--error')) return true;
    const group = /^\w+\.\d+\./.exec(unseenOf(question)[0]?.value ?? '')?.[0] ?? '';
    try {
        return evaluate(JSON.parse(question.dataset.showIf ?? ''), name => answer(form, group, name)) === true;
    } catch (problem) {
        if (problem instanceof CannotTell) return true;
        throw problem;
    }
}

export function showQuestionsInTime(form: HTMLFormElement) {
    const questions = [...form.querySelectorAll<HTMLElement>('[data-show-if]')];
    if (questions.length === 0) return;
    const show = () => {
        for (const question of questions) {
            question.hidden = !isShown(form, question);
            for (const unseen of unseenOf(question)) unseen.disabled = !question.hidden;
        }
    };
    form.addEventListener('input', show);
    window.addEventListener('pageshow', show); // some browsers fill in answers again after going back
    show();
}
