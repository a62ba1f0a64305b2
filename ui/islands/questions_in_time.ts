// While someone answers: questions come and go, what is voluntary is said to be, and what is calculated is worked out at once, by the
// rules that the page carries (engines/forms/in_time.h). The server decides the same again when the page is posted.
import { answerOf } from '../rules/answers';
import { PageRules, type Change, type Question, type Rules } from '../rules/page_rules';
import type { Value } from '../rules/value';
import { wordsOf } from '../rules/words';

/** # stands for the question, or for how many they are. */
type Words = Record<'one_shown' | 'several_shown' | 'one_hidden' | 'several_hidden' | 'unknown_yet' | 'yes' | 'no' | 'optional', string>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isControl = (element: Element): element is Control =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
const isChoice = (control: Control) => control.type === 'radio' || control.type === 'checkbox';

/** Not form.elements: a question may be called elements, and stands before what the form itself calls so. */
function byName(form: HTMLFormElement): Map<string, Control[]> {
    const all = new Map<string, Control[]>();
    for (const control of form.querySelectorAll<Control>('input, textarea, select')) all.set(control.name, [...(all.get(control.name) ?? []), control]);
    return all;
}

function sent(control: Control): string[] {
    if (isChoice(control)) return (control as HTMLInputElement).checked ? [control.value] : [];
    if (control.type === 'file') return [...((control as HTMLInputElement).files ?? [])].map(file => file.name);
    return [control.value];
}

/** Tells, politely and once they have settled, which questions came and went. */
function announcer(form: HTMLFormElement, words: Words): (label: string, isShown: boolean) => void {
    const region = document.createElement('p');
    region.className = 'visually-hidden';
    region.setAttribute('role', 'status');
    form.insertAdjacentElement('beforeend', region);
    const news = new Map<string, boolean>();
    let pause = 0;
    const told = (isShown: boolean) => {
        const labels = [...news].filter(([, shown]) => shown === isShown).map(([label]) => label);
        if (labels.length === 0) return [];
        const [one, several] = isShown ? [words.one_shown, words.several_shown] : [words.one_hidden, words.several_hidden];
        return [labels.length === 1 ? one.replace('#', labels[0]) : several.replace('#', String(labels.length))];
    };
    return (label, isShown) => {
        // Shown and hidden again while someone types is no news.
        if (news.get(label) === !isShown) news.delete(label);
        else news.set(label, isShown);
        clearTimeout(pause);
        pause = window.setTimeout(() => {
            region.textContent = [...told(true), ...told(false)].join(' ');
            news.clear();
        }, 500);
    };
}

class QuestionsInTime {
    private readonly rules: PageRules;
    private readonly controls: Map<string, Control[]>;
    private readonly places: Map<string, HTMLElement>;
    private readonly outputs: Map<string, HTMLElement>;
    private readonly labels = new Map<string, string>();
    private readonly announce: (label: string, isShown: boolean) => void;
    private isNew = true;

    constructor(
        form: HTMLFormElement,
        private readonly questions: Question[],
        today: number,
        private readonly words: Words,
    ) {
        this.rules = new PageRules({ today, questions });
        this.controls = byName(form);
        const named = (attribute: string) => [...form.querySelectorAll<HTMLElement>(`[${attribute}]`)];
        this.places = new Map(named('data-question').map(place => [place.dataset.question ?? '', place]));
        this.outputs = new Map(named('data-calculated').map(output => [output.dataset.calculated ?? '', output]));
        this.announce = announcer(form, words);
    }

    /** All answers as they stand. */
    readAll() {
        for (const question of this.questions) this.read(question);
        this.show();
    }

    readAnswer(inputName: string) {
        const id = inputName.split(/[.-]/)[0];
        const question = this.questions.find(other => other.id === id);
        if (!question) return;
        this.read(question);
        this.show();
    }

    private read(question: Question) {
        if (question.elsewhere || question.value !== undefined) return;
        const sentAs = (name: string) => (this.controls.get(name) ?? []).flatMap(sent);
        this.rules.answer(question.id, answerOf(question, sentAs, this.rules.today));
    }

    private show() {
        for (const change of this.rules.changes()) this.apply(change);
        this.isNew = false;
    }

    private apply(change: Change) {
        if (change.what === 'shown') this.applyShown(change.name, change.is);
        else if (change.what === 'required') this.applyRequired(change.name, change.is);
        else this.applyCalculated(change.name, change.value);
    }

    private applyShown(name: string, isShown: boolean) {
        const place = this.places.get(name);
        // What is wrong with an answer must be seen.
        if (!place || place.hidden === !isShown || (!isShown && place.querySelector('.field--error'))) return;
        place.hidden = !isShown;
        // Their values are the names of what the question is answered in: several for one with several boxes.
        for (const unseen of place.querySelectorAll<HTMLInputElement>(':scope > input[name="_unseen"]')) unseen.disabled = isShown;
        if (!this.isNew) this.announce(place.querySelector('.field__label, .check label')?.textContent ?? '', isShown);
    }

    private applyRequired(name: string, isRequired: boolean) {
        const control = ['', '-day', '-street'].flatMap(suffix => this.controls.get(name + suffix) ?? [])[0];
        if (!control) return;
        const isOneOfSeveral = control.name !== name || (isChoice(control) && control.closest('.choices'));
        const label = control.closest(isOneOfSeveral ? 'fieldset' : '.field')?.querySelector('.field__label, .check label');
        if (!label) return;
        const plain = this.labels.get(name) ?? label.textContent ?? '';
        this.labels.set(name, plain);
        label.textContent = isRequired ? plain : this.words.optional.replace('#', plain);
    }

    private applyCalculated(name: string, value: Value) {
        const output = this.outputs.get(name);
        if (!output) return;
        const { decimals, unit } = output.dataset;
        // A question without words in the page's language stands in Swedish.
        const language = output.closest<HTMLElement>('[lang]')?.lang ?? 'sv';
        const look = { ...this.words, language, decimals: Number(decimals), unit: unit ?? '' };
        const words = wordsOf(value, look) || this.words.unknown_yet;
        if (output.textContent !== words) output.textContent = words;
    }
}

export function questionsInTime(form: HTMLFormElement) {
    const block = form.querySelector('script[data-block="page-rules"]');
    if (!block) return;
    const { questions, today, words } = JSON.parse(block.textContent ?? '') as Rules & { words: Words };
    const inTime = new QuestionsInTime(form, questions, today, words);
    form.addEventListener('input', event => {
        if (event.target instanceof Element && isControl(event.target)) inTime.readAnswer(event.target.name);
    });
    window.addEventListener('pageshow', () => inTime.readAll()); // some browsers fill in answers again after going back
    inTime.readAll();
}
