import type { FastifyReply } from 'fastify';
import { html, Markup } from './html.js';

/** The one look of all pages; each page adds its own rules. */
const style = new Markup(`
:root { --ink: #1d2733; --soft: #5c6b7a; --line: #dfe4ea; --paper: #fff; --ground: #eef1f5; --accent: #0b6e4f; --bad: #b3261e; --good: #1b7f4b; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--accent); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; } p { margin: 0 0 .75rem; }
.soft { color: var(--soft); font-size: .875rem; } code { font: .875em ui-monospace, Consolas, monospace; }
header.top { display: flex; gap: 1rem; align-items: center; flex-wrap: wrap; padding: .75rem 1.25rem; background: var(--ink); color: #fff; }
header.top strong { margin-right: auto; } header.top a { color: #d5e4dd; text-decoration: none; } header.top a:hover { color: #fff; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
button, .button { font: inherit; font-weight: 600; border: 1px solid transparent; border-radius: .6rem; padding: .55rem .9rem; cursor: pointer; text-decoration: none; }
button:focus-visible, input:focus-visible, a:focus-visible, select:focus-visible { outline: 3px solid #7cc4a4; outline-offset: 1px; }
.primary { background: var(--accent); color: #fff; } .primary:hover { background: #095a41; }
.quiet { background: #fff; border-color: var(--line); color: var(--ink); } .quiet:hover { background: #f5f7f9; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } td, th { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem; box-shadow: 0 1px 3px rgb(29 39 51 / 6%); }
`);

interface Page {
  title: string;
  style?: Markup;
  body: Markup;
  script?: Markup;
}

/** Sends a whole page. */
export function sendPage(reply: FastifyReply, page: Page, code = 200): FastifyReply {
  const text = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${page.title}</title>
        <style>
          ${style}${page.style ?? ''}
        </style>
      </head>
      <body>
        ${page.body}
        ${
          page.script &&
          html`<script>
            ${page.script};
          </script>`
        }
      </body>
    </html>`;
  return reply.code(code).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text.text);
}

/** The bar on top of the sandbox's own pages. */
export const topBar = html`<header class="top">
  <strong>Pakashop sandbox</strong> <a href="/">Overview</a><a href="/phones">Phones</a><a href="/inbox">Inbox</a
  ><a href="/authenticator">Authenticator</a><a href="/control/books">Books</a
  ><a href="/control/callbacks">Callbacks</a>
</header>`;
