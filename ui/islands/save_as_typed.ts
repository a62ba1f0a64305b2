// What is typed in an application is saved a moment later, right or wrong, so that another device goes on where this one is
// (areas/e_services/page_saving.h). When another device has changed the page meanwhile nothing more is saved by itself: the reader decides.

const wait = 2_000; // within five seconds also when the network is slow
const waitAfterTrouble = 5_000;

/** `trouble`: another device has changed the page, and nothing was saved. */
type Answer = { trouble: string } | { drawn: string; words: string; files_are_kept: boolean };

/** The fields as they stand; files only when one was chosen since they were sent. */
function typedIn(form: HTMLFormElement, withFiles: boolean): FormData | URLSearchParams {
    const fields = new FormData(form);
    fields.set('_typed', '1');
    if (withFiles) return fields;
    const plain = new URLSearchParams();
    for (const [name, value] of fields) if (typeof value === 'string') plain.append(name, value);
    return plain;
}

class SavesAsTyped {
    private timer = 0;
    private isSaving = false;
    private hasNews = false;
    private hasFiles = false;
    private isStopped = false;

    constructor(
        private readonly form: HTMLFormElement,
        private readonly drawn: HTMLInputElement,
    ) {
        form.addEventListener('input', event => {
            this.hasFiles ||= event.target instanceof HTMLInputElement && event.target.type === 'file';
            this.hasNews = true;
            this.plan(wait);
        });
        form.addEventListener('submit', () => (this.isStopped = true));
        document.addEventListener('visibilitychange', () => {
            if (document.visibilityState === 'hidden') void this.save('while leaving');
        });
        window.addEventListener('pageshow', () => (this.isStopped = false)); // after going back
    }

    private plan(after: number) {
        if (!this.timer) this.timer = window.setTimeout(() => void this.save(), after);
    }

    private async save(when: 'while here' | 'while leaving' = 'while here') {
        clearTimeout(this.timer);
        this.timer = 0;
        if (!this.hasNews || this.isSaving || this.isStopped) return;
        const withFiles = this.hasFiles;
        this.isSaving = true;
        this.hasNews = this.hasFiles = false;
        try {
            const answer = await fetch(this.form.getAttribute('action') ?? '', {
                method: 'POST',
                body: typedIn(this.form, withFiles),
                keepalive: when === 'while leaving' && !withFiles, // browsers keep at most 64 kB alive
                headers: { Accept: 'application/json' },
            });
            await this.answered(answer, withFiles);
        } catch {
            this.hasNews = true;
            this.hasFiles ||= withFiles;
            this.trouble(this.words('savingTrouble'));
            this.plan(waitAfterTrouble);
        }
        this.isSaving = false;
        if (this.hasNews) this.plan(wait);
    }

    private async answered(answer: Response, withFiles: boolean) {
        // Refused for good: the session has ended, or it is too large. Continue tells which, and keeps what was typed.
        if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
            this.isStopped = true;
            return this.trouble(this.words('savingEnded'));
        }
        if (!answer.ok) throw new Error(String(answer.status));
        const saved = (await answer.json()) as Answer;
        if ('trouble' in saved) {
            this.isStopped = true;
            return this.trouble(saved.trouble);
        }
        this.drawn.value = saved.drawn;
        this.trouble('');
        const line = this.form.querySelector('.saved span');
        if (line) line.textContent = saved.words;
        if (this.hasNews) return;
        this.form.dispatchEvent(new Event('saved'));
        // The page anew, with the files that are kept now.
        if (withFiles && saved.files_are_kept && !this.isStopped) this.drawAnew();
    }

    private drawAnew() {
        history.replaceState({ focus: document.activeElement?.id }, '');
        location.reload();
    }

    private words(name: 'savingTrouble' | 'savingEnded') {
        return this.form.querySelector<HTMLElement>('[data-saving-trouble]')?.dataset[name] ?? '';
    }

    private trouble(words: string) {
        const line = this.form.querySelector('[data-saving-trouble]');
        if (line && line.textContent !== words) line.textContent = words;
    }
}

export function saveAsTyped(form: HTMLFormElement) {
    const drawn = form.querySelector<HTMLInputElement>('input[name="drawn"]');
    if (!drawn) return;
    const before = (history.state as { focus?: string } | null)?.focus;
    if (before) {
        history.replaceState(null, '');
        document.getElementById(before)?.focus({ preventScroll: true });
    }
    new SavesAsTyped(form, drawn);
}
