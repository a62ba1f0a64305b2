// What a calculated value reads as, as the server writes it (engines/forms/shown.cpp).
import { civil, Day, sameNumber, rounded, type Value } from './value';

export interface Look {
    language: string;
    /** At most. */
    decimals: number;
    unit: string;
    yes: string;
    no: string;
}

/** As foundation/texts/texts.cpp has them. */
const locales: Record<string, string> = { sv: 'sv-SE', en: 'en-GB', fi: 'fi-FI', ar: 'ar-u-nu-latn' };
const localeOf = (language: string) => locales[language] ?? 'sv-SE';

/** As many decimals as the number has, at most `most`. */
function numberWords(number: number, language: string, most: number): string {
    let decimals = 0;
    for (let scaled = number; decimals < most && !sameNumber(scaled, rounded(scaled)); scaled *= 10) ++decimals;
    const format = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, roundingMode: 'halfEven' };
    return new Intl.NumberFormat(localeOf(language), format as Intl.NumberFormatOptions).format(number);
}

function dayWords(day: Day, language: string): string {
    const { year, month, day: inMonth } = civil(day);
    // Beside its day: in Finnish a month has another form alone.
    const format = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', timeZone: 'UTC' });
    const name = format.formatToParts(new Date(Date.UTC(2000, month - 1, 1))).find(part => part.type === 'month')?.value ?? '';
    return `${inMonth}${language === 'fi' ? '.' : ''} ${name} ${year}`;
}

/** "" when nothing is known. */
export function wordsOf(value: Value, look: Look): string {
    if (typeof value === 'boolean') return value ? look.yes : look.no;
    if (typeof value === 'number') return numberWords(value, look.language, look.decimals) + (look.unit && `\u00a0${look.unit}`);
    if (typeof value === 'string') return value;
    if (value instanceof Day) return dayWords(value, look.language);
    return Array.isArray(value) ? value.map(item => wordsOf(item, { ...look, unit: '', decimals: 2 })).join(', ') : '';
}
