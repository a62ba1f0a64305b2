// The answers of a page as they stand in its inputs.
import type { ItemAnswers, Question } from './page_rules';
import { worth } from './typed';
import type { Day, Value } from './value';

/** Every value of the inputs with that name, as the form would send them; of files their names. */
export type Sent = (name: string) => string[];

function one(question: Question, name: string, sent: Sent, today: Day): Value {
    const found = worth(question.type, suffix => sent(name + suffix), today);
    if (question.type !== 'file' || !Array.isArray(question.held)) return found;
    const [, ...kept] = question.held as string[]; // ["list", …]
    return [...kept, ...((found as string[] | undefined) ?? [])];
}

/** What a question of the page is answered with; of a group each item that is there. */
export function answerOf(question: Question, sent: Sent, today: Day): Value | ItemAnswers {
    const { id, fields } = question;
    if (!fields) return one(question, id, sent, today);
    const items: ItemAnswers = [];
    for (let i = 0; sent(`${id}.${i}._here`).length > 0; ++i)
        items.push(new Map(fields.map(field => [field.id, one(field, `${id}.${i}.${field.id}`, sent, today)])));
    return items;
}
