// Personal, coordination and organisation numbers as the server reads them (engines/identity/personal_number.h).
import { civil, type Day, dayFrom } from './value';

/** The last of ten digits tells whether the others were typed right. */
export function checkDigitIsRight(ten: string): boolean {
    let sum = 0;
    for (let i = 0; i < ten.length; ++i) {
        const digit = Number(ten[i]) * (i % 2 === 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 === 0;
}

const coordinationDays = 60;
function birthday(twelve: string): Day | undefined {
    const day = Number(twelve.slice(6, 8));
    return dayFrom(Number(twelve.slice(0, 4)), Number(twelve.slice(4, 6)), day > coordinationDays ? day - coordinationDays : day);
}

/** Ten digits name the latest century that is not in the future; a + says that the person has turned 100. */
function withCentury(ten: string, plus: boolean, today: Day): string {
    const thisYear = civil(today).year;
    let year = Math.trunc(thisYear / 100) * 100 + Number(ten.slice(0, 2));
    const digits = () => String(year) + ten.slice(2);
    const born = birthday(digits());
    if (year > thisYear || (born && born.number > today.number)) year -= 100;
    if (plus) year -= 100;
    return digits();
}

/** Twelve digits; undefined when it is no personal number. */
export function personalNumber(typed: string, today: Day): string | undefined {
    let digits = typed.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '').replace(/[-+ ]/g, '');
    if (!/^[0-9]*$/.test(digits)) return undefined;
    if (digits.length === 10) digits = withCentury(digits, typed.includes('+'), today);
    if (digits.length !== 12) return undefined;
    const born = birthday(digits);
    return born && born.number <= today.number && checkDigitIsRight(digits.slice(2)) ? digits : undefined;
}

/** undefined when the number is none. */
export function ageOf(typed: string, today: Day): number | undefined {
    const digits = personalNumber(typed, today);
    const born = digits && birthday(digits);
    if (!born) return undefined;
    const [birth, then] = [civil(born), civil(today)];
    const hadBirthday = then.month > birth.month || (then.month === birth.month && then.day >= birth.day);
    return then.year - birth.year - (hadBirthday ? 0 : 1);
}
