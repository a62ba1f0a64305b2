// Cases from src/engines/forms/agreement_test.cpp, one a line: what the browser's evaluator finds must be what the server found.
import { createInterface } from 'node:readline';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const mostTold = 5;
const folder = mkdtempSync(join(tmpdir(), 'torg-agreement-'));
// One bundle: the same classes everywhere.
await build({
    stdin: { contents: ['evaluate', 'value', 'page_rules', 'answers'].map(name => `export * from './ui/rules/${name}';`).join('\n'), resolveDir: '.', loader: 'ts' },
    outfile: join(folder, 'rules.mjs'), bundle: true, format: 'esm', target: 'es2020',
});
const { evaluate, Day, Items, PageRules, answerOf } = await import(join(folder, 'rules.mjs'));
rmSync(folder, { recursive: true });

const constants = { get: () => undefined };
const values = told => new Map(Object.entries(told).map(([name, value]) => [name, read(value)]));
const read = told => (Array.isArray(told?.items) ? new Items(told.items.map(values)) : evaluate(told, { form: constants, today: new Day(0) }));
/** As the server tells it, so that both can be compared as text. */
function tell(value) {
    if (value === undefined) return null;
    if (value instanceof Day) return { day: value.number };
    if (value instanceof Items) return { items: value.items.length };
    if (Array.isArray(value)) return ['list', ...value.map(tell)];
    return Object.is(value, -0) ? 0 : value;
}

let cases = 0, compared = 0, wrong = 0;
function differs(found, expected, about) {
    ++compared;
    const same = JSON.stringify(tell(found)) === (typeof expected?.items === 'number' ? JSON.stringify(expected) : JSON.stringify(tell(read(expected))));
    if (same) return;
    if (wrong++ < mostTold) console.error(`The browser: ${JSON.stringify(tell(found))}\nthe server:  ${JSON.stringify(expected)}\n${JSON.stringify(about)}\n`);
}

function compareRule({ rule, values: told, today, is, text }) {
    differs(evaluate(rule, { form: values(told), today: new Day(today) }), is, { text, told, today });
}

function comparePage({ rules, steps }) {
    const page = new PageRules(rules);
    const told = new Map();
    for (const { typed, changed, looks } of steps) {
        const sent = name => typed[name] ?? [];
        for (const question of rules.questions)
            if (!question.elsewhere && question.value === undefined && (changed === undefined || changed === question.id))
                page.answer(question.id, answerOf(question, sent, page.today));
        for (const change of page.changes()) told.set(`${change.what} ${change.name}`, change.what === 'calculated' ? change.value : change.is);
        // Items that are not there any more have no look.
        for (const [what, value] of told) if (what in looks) differs(value, looks[what], { what, changed, typed, rules });
        const missing = rules.questions.filter(question => !question.elsewhere && question.show !== undefined && !told.has(`shown ${question.id}`));
        if (missing.length > 0) differs(undefined, `a word about ${missing[0].id}`, { rules });
    }
}

for await (const line of createInterface({ input: process.stdin })) {
    const one = JSON.parse(line);
    ++cases;
    if (one.rules) comparePage(one);
    else compareRule(one);
}
console.log(`${cases} cases, ${compared} values compared, ${wrong} differ`);
process.exit(wrong === 0 && compared > 0 ? 0 : 1);
