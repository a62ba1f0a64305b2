// What a typed answer is worth in a rule, as the server will read it (engines/forms/normal.h, fill_read.cpp). What cannot be read is
// unknown until it is mended.
import { checkDigitIsRight, personalNumber } from './person';
import { countCharacters, type Day, dayFrom, type Value } from './value';

/** What is typed in an input of a question: typed('') its own, typed('-day') one of several. Every value of that name. */
export type Typed = (suffix: string) => string[];

const trimmed = (text: string) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
const bytes = (text: string) => new TextEncoder().encode(text).length;
const lower = (text: string) => text.toLocaleLowerCase('sv');

/** Composed, line ends as \n, without control characters, direction marks and outer white space. */
export function tidy(text: string): string {
    const kept = text
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\u202a-\u202e\u2066-\u2069]/g, '');
    const space = '[\\t\\n \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]+';
    return kept.replace(new RegExp(`^${space}|${space}$`, 'g'), '');
}

/** "1 200,50" with the spaces and minus signs that people write. */
function decimal(text: string): number | undefined {
    let digits = '';
    for (const c of text) {
        const isFirst = digits === '';
        if (' \u00a0\u202f'.includes(c) && !isFirst) continue;
        if ('-\u2212'.includes(c) && isFirst) digits += '-';
        else if (',.'.includes(c) && !digits.includes('.')) digits += '.';
        else if (c >= '0' && c <= '9') digits += c;
        else return undefined;
    }
    return /^-?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(digits) ? Number(digits) : undefined;
}

/** Beyond 9e15 a double no longer counts every whole number. */
function number(typed: string): number | undefined {
    const value = decimal(trimmed(typed));
    return value !== undefined && Math.abs(value) <= 9e15 ? value : undefined;
}

/** Kronor as people write them: "1 200,50", "1200:-", "1 200 kr"; "12:50" is twelve kronor and fifty öre. */
function money(typed: string): number | undefined {
    const small = lower(trimmed(typed));
    const ending = ['kronor', 'kr.', 'kr', 'sek', ':-', ',-', '.-'].find(words => small.endsWith(words));
    const amount = ending ? trimmed(small.slice(0, -ending.length)) : small;
    return number(amount.replace(/^([^:]*):(..)$/, '$1,$2'));
}

/** The digits of a number that people write in groups; undefined when there is anything else than digits and `between`. */
function digitsOf(typed: string, between: string): string | undefined {
    const digits = [...typed].filter(c => !`\u00a0\u2013${between}`.includes(c)).join('');
    return /^[0-9]*$/.test(digits) ? digits : undefined;
}

function organisationNumber(typed: string): string | undefined {
    let digits = digitsOf(trimmed(typed), ' -');
    if (digits?.length === 12 && digits.startsWith('16')) digits = digits.slice(2);
    if (digits?.length !== 10 || digits[2] < '2' || !checkDigitIsRight(digits)) return undefined;
    return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

function isDomain(domain: string): boolean {
    const labels = domain.split('.');
    const isLabel = (label: string) =>
        label !== '' && bytes(label) <= 63 && !/^-|-$|[ @,;:!"#$%&'()*+/<=>?[\\\]^_`{|}~]/.test(label);
    return labels.length >= 2 && bytes(labels[labels.length - 1]) >= 2 && labels.every(isLabel);
}

function email(typed: string): string | undefined {
    const address = trimmed(typed);
    const at = address.lastIndexOf('@');
    const [local, domain] = [address.slice(0, Math.max(0, at)), address.slice(at + 1)];
    const localIsSane = local !== '' && bytes(local) <= 64 && !/[ @,;:<>()[\]\\"\t\n]|^\.|\.$|\.\./.test(local);
    return at >= 0 && localIsSane && isDomain(domain) && bytes(address) <= 254 ? `${local}@${lower(domain)}` : undefined;
}

function phone(typed: string): string | undefined {
    let written = trimmed(typed);
    if (written.startsWith('+')) written = written.replace('(0)', '');
    const isInternational = written.startsWith('+') || written.startsWith('00');
    let digits = digitsOf(written.replace(/^\+/, ''), ' -()/.');
    if (digits === undefined) return undefined;
    if (written.startsWith('00')) digits = digits.slice(2);
    if (!isInternational && !digits.startsWith('0')) return undefined;
    if (!isInternational) digits = `46${digits.slice(1)}`;
    if (digits.startsWith('460')) digits = `46${digits.slice(3)}`;
    return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : undefined;
}

function postcode(typed: string): string | undefined {
    let code = trimmed(typed);
    for (const prefix of ['SE-', 'SE ', 'S-', 'se-']) if (code.startsWith(prefix)) code = code.slice(prefix.length);
    const digits = digitsOf(code, ' ');
    return digits?.length === 5 && digits[0] !== '0' ? `${digits.slice(0, 3)} ${digits.slice(3)}` : undefined;
}

function property(typed: string): string | undefined {
    const number = typed.includes(' ') ? typed.slice(typed.lastIndexOf(' ') + 1).split(':') : [];
    const isNumber = (part: string) => smallNumber(part, 5) !== undefined;
    const isWhole = number.length === 1 && isNumber(number[0]);
    const isParted = number.length === 2 && isNumber(number[1]) && (isNumber(number[0]) || /^(s|ga)$/i.test(number[0]));
    return (isWhole || isParted) && bytes(typed) <= 200 ? typed : undefined;
}

function smallNumber(typed: string, most: number): number | undefined {
    const digits = trimmed(typed);
    return /^[0-9]+$/.test(digits) && digits.length <= most ? Number(digits) : undefined;
}

function day(typedYear: string, typedMonth: string, typedDay: string): Day | undefined {
    const [year, month, inMonth] = [smallNumber(typedYear, 4), smallNumber(typedMonth, 2), smallNumber(typedDay, 2)];
    if (year === undefined || month === undefined || inMonth === undefined || year < 1000) return undefined;
    return dayFrom(year, month, inMonth);
}

function address(street: string, typedCode: string, town: string): string | undefined {
    const code = postcode(typedCode);
    if (!street || !town || !code || countCharacters(street) > 200 || countCharacters(town) > 100) return undefined;
    return `${street}, ${code} ${town}`;
}

type Reader = (words: string, today: Day) => Value;
/** Questions that are answered in one box; what is not here is a text as it stands. */
const readers: Record<string, Reader> = {
    number,
    money,
    personal_number: personalNumber,
    organisation_number: organisationNumber,
    email,
    phone,
    postcode,
    property,
    yes_no: words => (words === 'yes' ? true : words === 'no' ? false : undefined),
};

/** Of every type but groups, which are read item by item. */
export function worth(type: string, typed: Typed, today: Day): Value {
    const part = (suffix: string) => tidy(typed(suffix)[0] ?? '');
    switch (type) {
        case 'multiple': return [...new Set(typed('').filter(Boolean))];
        case 'declaration': return trimmed(typed('')[0] ?? '') ? true : undefined;
        case 'consent': return typed('').length > 0 ? typed('')[0] === 'yes' : undefined;
        case 'date': return day(part('-year'), part('-month'), part('-day'));
        case 'address': return address(part('-street'), part('-postcode'), part('-town'));
        case 'file': return typed('').length > 0 ? typed('') : undefined;
    }
    const words = part('');
    if (words === '') return undefined;
    return readers[type] ? readers[type](words, today) : words;
}
