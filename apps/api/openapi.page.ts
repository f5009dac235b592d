import { html, Markup, prose } from './openapi.html.js';
import { SCRIPT, STYLE } from './openapi.page.assets.js';
import { operationSection } from './openapi.page.operation.js';
import type { Document, Operation } from './openapi.types.js';

interface Entry {
  readonly method: string;
  readonly address: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The document as one page for people: no other file is loaded. */
export function documentationPage(document: Document): string {
  const groups = (document.tags ?? []).map((tag) => ({ ...tag, entries: entriesOf(document, tag.name) }));
  const { title, description } = document.info;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${element('style', STYLE)}
      </head>
      <body>
        <nav>
          <h1><a href="#top">${title}</a></h1>
          <input type="search" placeholder="Filter ( / )" aria-label="Filter operations" />
          ${groups.map(
            ({ name, entries }) =>
              html`<div data-group>
                <h2><a href="#tag-${name}">${name}</a></h2>
                <ul>
                  ${entries.map(link)}
                </ul>
              </div>`,
          )}
        </nav>
        <main id="top">
          <div class="intro">${prose(description ?? '')}</div>
          <p>
            All addresses begin with <code>${document.servers?.[0]?.url}</code>. For programs:
            <a href="${document.servers?.[0]?.url}/openapi.json"><u>openapi.json</u></a
            >.
          </p>
          ${groups.map(
            ({ name, description: about, entries }) =>
              html`<section data-group>
                <h2 id="tag-${name}">${name}</h2>
                <p>${about}</p>
                ${entries.map(({ method, address, operation }) => operationSection(method, address, operation, document))}
              </section>`,
          )}
        </main>
        ${element('script', SCRIPT)}
      </body>
    </html>`;
  return page.text;
}

/** Its text stands in the page to the letter: the page's policy allows what has its hash. */
const element = (name: 'script' | 'style', { text }: Markup): Markup => new Markup(`<${name}>${text}</${name}>`);

function entriesOf(document: Document, tag: string): Entry[] {
  const entries = Object.entries(document.paths).flatMap(([address, path]) =>
    METHODS.flatMap((method) => (path[method] ? [{ method, address, operation: path[method] }] : [])),
  );
  return entries.filter(({ operation }) => operation.tags.includes(tag));
}

const link = ({ method, address, operation: { operationId, summary } }: Entry): Markup =>
  html`<li>
    <a href="#${operationId}" title="${summary}"
      ><span class="method ${method}">${method}</span><span>${address}</span></a
    >
  </li>`;
