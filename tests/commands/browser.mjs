// A browser that draws nothing: cookies, redirects, "Refresh" and forms, for what a person does at several servers of this machine. Each name leads
// here, and certificates are believed: they are the tests' own.
import http from "node:http";
import https from "node:https";
import { once } from "node:events";
import assert from "node:assert/strict";

const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const letter = (_, code) => code.startsWith("#x") ? String.fromCodePoint(parseInt(code.slice(2), 16))
    : code.startsWith("#") ? String.fromCodePoint(Number(code.slice(1))) : named[code] ?? `&${code};`;
const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1].replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, letter);

/// The page's form whose action holds the words: where it goes, and what it sends unless somebody types.
export function form_in(page, words = "") {
    for (const [form] of page.text.matchAll(/<form\b[\s\S]*?<\/form>/g)) {
        const action = attribute(form.match(/<form[^>]*>/)[0], "action") ?? page.address;
        if (!action.includes(words)) continue;
        const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => [attribute(tag, "name"), attribute(tag, "value") ?? ""]);
        return { address: new URL(action, page.address).href, fields: Object.fromEntries(inputs.filter(([name]) => name)) };
    }
    assert.fail(`no form "${words}" at ${page.address} (${page.status}): ${page.text.slice(0, 2000)}`);
}

export class Browser {
    /// `card`: { cert, key } for servers that ask. `from`: the network address that it comes from.
    constructor({ card = {}, from = "127.0.0.1" } = {}) {
        this.options = { ...card, localAddress: from, host: "127.0.0.1", rejectUnauthorized: false, agent: false };
        this.cookies = [];
    }

    forget(host) {
        this.cookies = this.cookies.filter((one) => one.host !== host);
    }

    keep(line, host) {
        const [pair, ...parts] = line.split(";").map((part) => part.trim());
        const told = Object.fromEntries(parts.map((part) => [part.split("=")[0].toLowerCase(), part.slice(part.indexOf("=") + 1)]));
        const name = pair.slice(0, pair.indexOf("="));
        // As browsers do: a cookie with a domain and one without are two.
        this.cookies = this.cookies.filter((one) => one.host !== host || one.name !== name || one.domain !== told.domain || one.path !== told.path);
        if (told["max-age"] === "0" || new Date(told.expires) < new Date()) return;
        this.cookies.push({ host, name, pair, domain: told.domain, path: told.path });
    }

    /// One request; no redirect is followed.
    async ask(address, { form, json, method, headers = {} } = {}) {
        const url = new URL(address);
        const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
        const cookie = this.cookies.filter((one) => one.host === url.hostname).map((one) => one.pair).join("; ");
        const asked = (url.protocol === "https:" ? https : http).request({
            ...this.options, port: url.port, path: url.pathname + url.search, method: method ?? (body === undefined ? "GET" : "POST"),
            // A name for TLS only: an address is none.
            ...(/[a-z]/.test(url.hostname) ? { servername: url.hostname } : {}),
            headers: { Host: url.host, ...(cookie ? { Cookie: cookie } : {}),
                ...(body === undefined ? {} : { "Content-Type": form ? "application/x-www-form-urlencoded" : "application/json", Origin: url.origin }), ...headers },
        });
        asked.end(body);
        const [answer] = await once(asked, "response");
        for (const line of answer.headers["set-cookie"] ?? []) this.keep(line, url.hostname);
        let text = "";
        for await (const piece of answer.setEncoding("utf8")) text += piece;
        const onward = answer.headers.location ?? answer.headers.refresh?.replace(/^\d+; url=/, "");
        return { address, status: answer.statusCode, headers: answer.headers, text, onward: onward && new URL(onward, address).href };
    }

    /// To the page that it ends at, or to the first that `until` says yes to.
    async go(address, options = {}, until = () => false) {
        let page = await this.ask(address, options);
        for (let i = 0; page.onward && !until(page) && i < 20; ++i) page = await this.ask(page.onward);
        return page;
    }

    send(form, typed = {}, until) {
        return this.go(form.address, { form: { ...form.fields, ...typed } }, until);
    }
}
