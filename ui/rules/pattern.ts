// Patterns that a text must have, read and walked as engines/forms/pattern.cpp does, so that both sides say the same and none takes long.

const mostSteps = 2000;
const mostCopies = 200;
const deepest = 30;

type Range = [number, number];
/** One character in the ranges or outside them; a step to one of two others; or to another. Counted from where it stands. */
type Step =
    | { kind: 'one'; ranges: Range[]; isNegated: boolean }
    | { kind: 'either'; first: number; second: number }
    | { kind: 'jump'; first: number };

function wrong(): never {
    throw new SyntaxError('no pattern');
}

const point = (c: string) => c.codePointAt(0) as number;
const range = (from: string, to = from): Range => [point(from), point(to)];
const one = (ranges: Range[], isNegated = false): Step => ({ kind: 'one', ranges, isNegated });

const classes: Record<string, Range[]> = {
    d: [range('0', '9')],
    w: [range('a', 'z'), range('A', 'Z'), range('0', '9'), range('_')],
    s: [range('\t', '\r'), range(' '), range('\u00a0')],
};

function literal(c: string): string {
    const named: Record<string, string> = { t: '\t', n: '\n', r: '\r' };
    if (named[c]) return named[c];
    return /^[a-zA-Z0-9]$/.test(c) || point(c) >= 0x80 ? wrong() : c;
}

class Reader {
    private readonly text: string[];
    private at = 0;
    private end: number;

    constructor(pattern: string) {
        this.text = [...pattern];
        if (this.text[0] === '^') this.at = 1;
        this.end = this.text.length;
        const escapes = /(\\*)\$$/.exec(pattern)?.[1].length ?? 0;
        if (this.end > this.at && pattern.endsWith('$') && escapes % 2 === 0) --this.end;
    }

    all(): Step[] {
        const steps = this.choices(0);
        return this.at < this.end || steps.length > mostSteps ? wrong() : steps;
    }

    private has(c: string) {
        return this.at < this.end && this.text[this.at] === c;
    }
    private take(c: string) {
        if (!this.has(c)) return false;
        ++this.at;
        return true;
    }
    private next(): string {
        return this.at < this.end ? this.text[this.at++] : wrong();
    }

    private choices(depth: number): Step[] {
        let steps = this.sequence(depth);
        while (this.take('|')) {
            const other = this.sequence(depth);
            steps = [{ kind: 'either', first: 1, second: steps.length + 2 }, ...steps, { kind: 'jump', first: other.length + 1 }, ...other];
            if (steps.length > mostSteps) wrong();
        }
        return steps;
    }

    private sequence(depth: number): Step[] {
        const steps: Step[] = [];
        while (this.at < this.end && !this.has('|') && !this.has(')')) {
            steps.push(...this.repeated(this.atom(depth)));
            if (steps.length > mostSteps) wrong();
        }
        return steps;
    }

    private atom(depth: number): Step[] {
        const c = this.next();
        if (c === '(') return this.group(depth + 1);
        if (c === '[') return [this.bracket()];
        if (c === '.') return [one([range('\n')], true)];
        if (c === '\\') return [this.escaped()];
        return '^$*+?{}]'.includes(c) ? wrong() : [one([range(c)])];
    }

    private group(depth: number): Step[] {
        if (depth > deepest || (this.take('?') && !this.take(':'))) wrong();
        const inside = this.choices(depth);
        return this.take(')') ? inside : wrong();
    }

    private escaped(): Step {
        const c = this.next();
        if ('dws'.includes(c)) return one(classes[c]);
        return 'DWS'.includes(c) ? one(classes[c.toLowerCase()], true) : one([range(literal(c))]);
    }

    private bracket(): Step {
        const isNegated = this.take('^');
        const ranges: Range[] = [];
        while (this.at < this.end && !this.has(']')) {
            const from = this.inBracket(ranges);
            const isRange = from !== undefined && this.at + 1 < this.end && this.has('-') && this.text[this.at + 1] !== ']';
            if (!isRange) {
                if (from !== undefined) ranges.push(range(from));
                continue;
            }
            ++this.at;
            const to = this.inBracket(ranges);
            if (to === undefined || point(to) < point(from)) wrong();
            ranges.push(range(from, to));
        }
        return this.take(']') ? one(ranges, isNegated) : wrong();
    }

    /** One character of it; undefined when it was a class, which is added. */
    private inBracket(ranges: Range[]): string | undefined {
        const c = this.next();
        if (c === '[') wrong();
        if (c !== '\\') return c;
        const marked = this.next();
        if (!'dws'.includes(marked)) return literal(marked);
        ranges.push(...classes[marked]);
        return undefined;
    }

    private repeated(once: Step[]): Step[] {
        let [least, most, isEndless] = [1, 1, false];
        if (this.take('?')) least = 0;
        else if (this.has('*') || this.has('+')) {
            least = this.take('+') ? 1 : 0;
            if (least === 0) this.take('*');
            isEndless = true;
        } else if (this.take('{')) {
            least = this.number() ?? wrong();
            most = least;
            if (this.take(',')) {
                const high = this.number();
                isEndless = high === undefined;
                most = high ?? least;
            }
            if (!this.take('}') || most < least) wrong();
        } else return once;
        this.take('?'); // as few as possible: the same texts
        return this.copies(once, least, most, isEndless);
    }

    private number(): number | undefined {
        const begin = this.at;
        let value = 0;
        for (; this.at < this.end && /^[0-9]$/.test(this.text[this.at]); ++this.at)
            value = Math.min(mostCopies + 1, value * 10 + Number(this.text[this.at]));
        return this.at === begin ? undefined : value;
    }

    private copies(once: Step[], least: number, most: number, isEndless: boolean): Step[] {
        if (most > mostCopies || once.length * (most + 1) > mostSteps) wrong();
        const steps: Step[] = [];
        for (let i = 0; i < least; ++i) steps.push(...once);
        for (let i = least; i < most && !isEndless; ++i) steps.push({ kind: 'either', first: 1, second: once.length + 1 }, ...once);
        if (isEndless)
            steps.push({ kind: 'either', first: 1, second: once.length + 2 }, ...once, { kind: 'jump', first: -once.length - 1 });
        return steps;
    }
}

/** Every place that can be reached from there without another character. */
function reached(steps: Step[], from: number[]): number[] {
    const seen = new Set<number>();
    const here: number[] = [];
    const waiting = [...from];
    while (waiting.length > 0) {
        const at = waiting.pop() as number;
        if (seen.has(at)) continue;
        seen.add(at);
        const step = steps[at];
        if (!step || step.kind === 'one') here.push(at);
        else waiting.push(at + step.first);
        if (step?.kind === 'either') waiting.push(at + step.second);
    }
    return here;
}

const known = new Map<string, Step[] | undefined>();
function read(pattern: string): Step[] | undefined {
    if (known.has(pattern)) return known.get(pattern);
    let steps: Step[] | undefined;
    try {
        steps = new Reader(pattern).all();
    } catch {
        steps = undefined;
    }
    known.set(pattern, steps);
    return steps;
}

/** The whole text; undefined when the pattern cannot be read. */
export function matches(text: string, pattern: string): boolean | undefined {
    const steps = read(pattern);
    if (!steps) return undefined;
    let here = reached(steps, [0]);
    for (const c of text) {
        const takes = (at: number) => {
            const step = steps[at];
            return step?.kind === 'one' && step.ranges.some(([from, to]) => from <= point(c) && point(c) <= to) !== step.isNegated;
        };
        here = reached(steps, here.filter(takes).map(at => at + 1));
    }
    return here.includes(steps.length);
}

/** ISO 13616: country, two check digits and the account, with a remainder of 1 by 97. Spaces do not count. */
export function isIban(typed: string): boolean {
    const account = typed.replace(/ /g, '').replace(/[a-z]/g, c => c.toUpperCase());
    if (account.length < 15 || account.length > 34 || !/^[A-Z]{2}[0-9]{2}[A-Z0-9]*$/.test(account)) return false;
    let remainder = 0;
    for (const c of account.slice(4) + account.slice(0, 4)) remainder = Number(`${remainder}${Number.parseInt(c, 36)}`) % 97;
    return remainder === 1;
}
