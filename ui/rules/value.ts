// What a rule is worth: the same values as on the server (engines/forms/value.h). undefined is unknown.

/** A day of the calendar, counted from 1970-01-01. */
export class Day {
    constructor(readonly number: number) {}
}
/** The items of a group, each with its own names. */
export class Items {
    constructor(readonly items: Names[]) {}
}
export type Value = undefined | boolean | number | string | Day | Value[] | Items;

export interface Names {
    get(name: string): Value;
}

export const isGroup = (value: Value): value is Items => value instanceof Items;
/** Beyond what a double holds nothing is known. */
export const finite = (number: number): Value => (Number.isFinite(number) ? number : undefined);
/** Differences smaller than a billionth are what computers make of decimals, not what people wrote. */
export const sameNumber = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
/** A half goes away from zero. */
export function rounded(number: number): number {
    const whole = Math.trunc(number);
    return Math.abs(number - whole) >= 0.5 ? whole + Math.sign(number) : whole;
}

/** Same type and same value. */
export function identical(a: Value, b: Value): boolean {
    if (typeof a === 'number' && typeof b === 'number') return sameNumber(a, b);
    if (a instanceof Day && b instanceof Day) return a.number === b.number;
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => identical(item, b[i]));
    return a === b;
}

export interface Civil {
    year: number;
    month: number;
    day: number;
}
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number) => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const msADay = 86_400_000;

/** undefined when there is no such day. */
export function dayFrom(year: number, month: number, day: number): Day | undefined {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return new Day(date.getTime() / msADay);
}
export function civil({ number }: Day): Civil {
    const date = new Date(number * msADay);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
export function dayFromIso(text: string): Day | undefined {
    const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    return parts ? dayFrom(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('sv', { granularity: 'grapheme' }) : undefined;
/** Characters as a reader counts them: "é" written as two code points is one, so is a flag. */
export function countCharacters(text: string): number {
    if (/^[ -~]*$/.test(text)) return text.length;
    return [...(segmenter ? segmenter.segment(text) : text)].length;
}
