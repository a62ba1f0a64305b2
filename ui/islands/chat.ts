// The chat: new lines are asked for every few seconds, and one's own goes without leaving the page. Without this the page is read anew by a
// link, and nothing is lost either way: what is said stands at the server.
type Line = { id: string; own: boolean; who: string; clock: string; words: string };
type News = { state: string; status: string; lines: Line[] };

const often = 3000, seldom = 12000;

function lineOf(line: Line): HTMLLIElement {
    const item = document.createElement('li'), who = document.createElement('p'), words = document.createElement('p'), clock = document.createElement('span');
    item.className = line.own ? 'chat__line chat__line--own' : 'chat__line';
    who.className = 'chat__who';
    words.className = 'chat__words';
    clock.textContent = line.clock;
    who.append(`${line.who} `, clock);
    words.textContent = line.words;
    item.append(who, words);
    return item;
}

function follow(chat: HTMLElement) {
    const list = chat.querySelector<HTMLElement>('.chat__lines')!, status = chat.querySelector<HTMLElement>('.chat__status')!;
    const form = document.querySelector<HTMLFormElement>('[data-chat-form] form');
    const typed = form?.querySelector('textarea') ?? null, name = form?.querySelector<HTMLInputElement>('input[name="rad"]') ?? null;
    let last = chat.dataset.last!, waiting = 0;
    const say = (words: string) => {
        if (status.textContent !== words) status.textContent = words;
    };

    async function look() {
        window.clearTimeout(waiting);
        let pause = document.hidden ? seldom : often;
        try {
            const answer = await fetch(`${chat.dataset.chat}?efter=${last}`, { headers: { Accept: 'application/json' } });
            if (!answer.ok) throw new Error(String(answer.status));
            const news = await answer.json() as News;
            for (const line of news.lines) {
                if (BigInt(line.id) <= BigInt(last)) continue;
                list.append(lineOf(line));
                last = line.id;
            }
            if (news.lines.length > 0) list.lastElementChild?.scrollIntoView({ block: 'nearest' });
            say(news.status);
            if (news.state === 'ended') {
                // What is typed but not sent is not thrown away.
                if (!typed?.value.trim()) window.location.reload();
                return;
            }
        } catch {
            say(chat.dataset.away!);
            pause = seldom;
        }
        waiting = window.setTimeout(look, pause);
    }

    form?.addEventListener('submit', async event => {
        if (!typed?.value.trim()) return;
        event.preventDefault();
        const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
        const sent = typed.value;
        try {
            const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
            // Anything but "see there" is something to read: the page shows it.
            if (answer.type !== 'opaqueredirect') return form.submit();
            if (typed.value === sent) typed.value = '';
            // The next line has a name of its own; until the answer comes, the same words keep theirs, and stand once.
            if (name) name.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
            typed.focus();
            await look();
        } catch {
            say(chat.dataset.away!);
        }
    });
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) void look();
    });
    waiting = window.setTimeout(look, often);
}

for (const chat of document.querySelectorAll<HTMLElement>('[data-chat]')) if (chat.dataset.chat) follow(chat);
