// The functions of the rule language; engines/forms/rule_evaluate.cpp has the same in the same order.
import { isIban, matches } from './pattern';
import { ageOf } from './person';
import { civil, countCharacters, Day, dayFrom, dayFromIso, finite, identical, isGroup, rounded, sameNumber, type Value } from './value';

/** '2026-09-01' stands for a date where a date is wanted. */
const asDay = (value: Value) => (value instanceof Day ? value : typeof value === 'string' ? dayFromIso(value) : undefined);

function typeOf(value: Value): string {
    return Array.isArray(value) ? 'list' : isGroup(value) ? 'group' : typeof value;
}

export function same(a: Value, b: Value): boolean | undefined {
    if (a === undefined || b === undefined) return undefined;
    if (a instanceof Day || b instanceof Day) {
        const [first, second] = [asDay(a), asDay(b)];
        return first && second ? first.number === second.number : undefined;
    }
    return typeOf(a) === typeOf(b) ? identical(a, b) : undefined;
}

/** -1, 0 or 1; undefined when they cannot be put in order. */
export function order(a: Value, b: Value): number | undefined {
    if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b) ? 0 : a < b ? -1 : 1;
    if (!(a instanceof Day) && !(b instanceof Day)) return undefined;
    const [first, second] = [asDay(a), asDay(b)];
    return first && second ? Math.sign(first.number - second.number) : undefined;
}

export function isIn(wanted: Value, list: Value): boolean | undefined {
    if (wanted === undefined || !Array.isArray(list)) return undefined;
    return list.some(item => same(wanted, item) === true);
}

function daysAfter(from: Value, days: Value): Value {
    const day = asDay(from);
    if (!day || typeof days !== 'number' || Math.abs(days) > 1_000_000) return undefined;
    const moved = new Day(day.number + rounded(days));
    const { year } = civil(moved);
    return year >= 1 && year <= 9999 ? moved : undefined;
}

/** The same day of another month; the last one where that month is shorter: 31 January and one month is 28 February. */
function monthsAfter(from: Value, months: Value): Value {
    const day = asDay(from);
    if (!day || typeof months !== 'number' || Math.abs(months) > 120_000) return undefined;
    const begin = civil(day);
    const count = begin.year * 12 + begin.month - 1 + rounded(months);
    if (count < 12) return undefined;
    const [year, month] = [Math.trunc(count / 12), (count % 12) + 1];
    for (let last = begin.day; last > 27; --last) {
        const found = dayFrom(year, month, last);
        if (found) return found;
    }
    return dayFrom(year, month, Math.min(begin.day, 27));
}

function daysBetween(a: Value, b: Value): Value {
    const [from, to] = [asDay(a), asDay(b)];
    return from && to ? to.number - from.number : undefined;
}

/** Whole years: from 12 May 2010 to 11 May 2026 is 15. */
function yearsBetween(a: Value, b: Value): Value {
    const [from, to] = [asDay(a), asDay(b)];
    if (!from || !to) return undefined;
    if (to.number < from.number) return -(yearsBetween(to, from) as number);
    const [begin, end] = [civil(from), civil(to)];
    const passed = end.month > begin.month || (end.month === begin.month && end.day >= begin.day);
    return end.year - begin.year - (passed ? 0 : 1);
}

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
function roundedTo(number: Value, decimals: Value): Value {
    if (typeof number !== 'number' || typeof decimals !== 'number') return undefined;
    const scale = powers[Math.min(9, Math.max(0, rounded(decimals)))];
    // A half goes away from zero, also the half that binary numbers store a little too small (1.005).
    const scaled = number * scale;
    const nudge = 1e-9 * Math.max(1, Math.abs(scaled));
    return finite(rounded(scaled + (scaled < 0 ? -nudge : nudge)) / scale);
}

function chosen(a: Value, b: Value, wanted: number): Value {
    const found = order(a, b);
    return found === undefined ? undefined : found * wanted > 0 ? a : b;
}

function isAnswered(value: Value): boolean {
    if (typeof value === 'string' || Array.isArray(value)) return value.length > 0;
    return isGroup(value) ? value.items.length > 0 : value !== undefined;
}

function counted(value: Value): Value {
    if (isGroup(value)) return value.items.length;
    return Array.isArray(value) ? value.length : undefined;
}

type Function = (first: Value, second: Value, today: Day) => Value;
export const functions: Record<string, Function> = {
    answered: isAnswered,
    today: (_first, _second, today) => today,
    days_after: daysAfter,
    months_after: monthsAfter,
    years_after: (from, years) => (typeof years === 'number' ? monthsAfter(from, rounded(years) * 12) : undefined),
    days_between: daysBetween,
    years_between: yearsBetween,
    age: (number, _second, today) => (typeof number === 'string' ? ageOf(number, today) : undefined),
    min: (a, b) => chosen(a, b, -1),
    max: (a, b) => chosen(a, b, 1),
    round: roundedTo,
    length: text => (typeof text === 'string' ? countCharacters(text) : undefined),
    words: text => (typeof text === 'string' ? text.split(/[ \n\t]+/).filter(Boolean).length : undefined),
    contains: (list, wanted) => isIn(wanted, list),
    count: counted,
    matches: (text, pattern) => (typeof text === 'string' && typeof pattern === 'string' ? matches(text, pattern) : undefined),
    is_iban: text => (typeof text === 'string' ? isIban(text) : undefined),
};
