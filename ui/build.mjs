// Makes what browsers fetch: node ui/build.mjs <folder>. Names carry a hash of the content, so that browsers may keep them for ever.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, '..', 'node_modules');
const out = process.argv[2];
if (!out) throw new Error('usage: node ui/build.mjs <folder>');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const fonts = mkdtempSync(join(tmpdir(), 'torg-fonts-'));

const write = (name, content) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
    const dot = name.lastIndexOf('.');
    writeFileSync(join(out, `${name.slice(0, dot)}.${hash}${name.slice(dot)}`), content);
};

// The variable font keeps the weights that the styles use, without hinting: a sixth fewer bytes before the first word is drawn.
const lighter = name => {
    const python = (module, ...words) => execFileSync('/usr/bin/python3', ['-m', module, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
    const from = join(packages, '@fontsource-variable/public-sans/files', name), held = join(fonts, name.replace('.woff2', '.ttf'));
    python('fontTools.varLib.instancer', from, 'wght=400:700', '--no-recalc-timestamp', '-q', '-o', held);
    python('fontTools.subset', held, '--unicodes=*', '--layout-features=kern,mark,mkmk,ccmp,locl,calt,liga,tnum', '--no-hinting', '--flavor=woff2', '--no-recalc-timestamp', `--output-file=${join(fonts, name)}`);
};
for (const subset of ['latin', 'latin-ext']) lighter(`public-sans-${subset}-wght-normal.woff2`);

const styles = ['torg', 'staff', 'theme', 'map'].map(name => join(here, 'css', `${name}.css`));
const islands = ['map', 'live_map', 'place', 'live_place', 'desk', 'form', 'answering', 'builder', 'fault', 'crew', 'crew_worker', 'password', 'passkey', 'chat'].map(name => join(here, 'islands', `${name}.ts`));
await build({
    entryPoints: [...styles, ...islands],
    outdir: out,
    outbase: here,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020', 'chrome88', 'firefox85', 'safari15'],
    entryNames: '[name].[hash]',
    alias: { 'lighter-fonts': fonts },
    assetNames: '[name].[hash]',
    publicPath: '/assets/',
    loader: { '.woff2': 'file', '.png': 'file' },
    legalComments: 'none',
    logLevel: 'warning',
});

rmSync(fonts, { recursive: true });

const symbol = name => {
    const svg = readFileSync(join(packages, '@tabler/icons/icons/outline', `${name}.svg`), 'utf8');
    const paths = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
    return `<symbol id="i-${name}" viewBox="0 0 24 24">${paths.replace(/\s*<path stroke="none"[^>]*\/>/, '').replace(/\n\s*/g, '')}</symbol>`;
};
const icons = readFileSync(join(here, 'icons.txt'), 'utf8').split('\n').filter(Boolean);
write('sprite.svg', `<svg xmlns="http://www.w3.org/2000/svg">${icons.map(symbol).join('')}</svg>`);
write('favicon.svg', readFileSync(join(here, 'favicon.svg')));
// Static cuts for letters: WeasyPrint embeds variable fonts as Type 3, which archives dislike.
for (const subset of ['latin', 'latin-ext'])
    for (const weight of [400, 700]) {
        const name = `public-sans-${subset}-${weight}-normal.woff2`;
        write(name, readFileSync(join(packages, '@fontsource/public-sans/files', name)));
    }

const licences = [
    ['Public Sans (font)', '@fontsource-variable/public-sans/LICENSE'],
    ['Tabler Icons', '@tabler/icons/LICENSE'],
    ['Leaflet (maps)', 'leaflet/LICENSE'],
];
write('licences.txt', licences.map(([what, file]) => `${what}\n\n${readFileSync(join(packages, file), 'utf8')}`).join('\n\n––––––––\n\n'));
