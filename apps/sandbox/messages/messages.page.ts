import { html, Markup } from '../core/html.js';
import { topBar } from '../core/page.js';
import { segmentsOf } from '../twilio/twilio.text.js';
import { plain } from './messages.desk.js';
import type { Item } from './messages.types.js';

const SHOWN = 40;
const REMEMBERED = 12;

const COMPANY: Readonly<Record<Item['carrier'], string>> = {
  twilio: 'SMS',
  whatsapp: 'WhatsApp',
  resend: 'Resend',
  smtp: 'SMTP',
};

/** The page of everything that was sent; its inner part is refreshed by itself. */
export function inboxPage(items: readonly Item[]): Markup {
  return html`${topBar}
    <main>
      <h1>Inbox</h1>
      <p class="soft">
        A phone for every number and a mailbox for every address that was written to, the latest first. Nothing left
        this machine.
      </p>
      <div id="inbox">${inboxGrid(items)}</div>
    </main>`;
}

/** All recipients, those written to last first. */
export function inboxGrid(items: readonly Item[]): Markup {
  const recipients = new Map<string, Item[]>();
  for (const item of items.toReversed()) {
    const own = recipients.get(plain(item.to));
    if (own) own.push(item);
    else recipients.set(plain(item.to), [item]);
  }
  if (recipients.size === 0) {
    return html`<div class="card empty">
      <h2>Nobody has been written to yet</h2>
      <p class="soft">Sign up in the shop and the code shows up here.</p>
    </div>`;
  }
  const shown = [...recipients].slice(0, SHOWN);
  return html`<div class="inbox">
    ${shown.map(([to, own]) => (to.includes('@') ? mailbox(to, own) : handset(to, own)))}
  </div>`;
}

function handset(number: string, items: Item[]): Markup {
  return html`<article class="handset" aria-label="Phone ${number}">
    <header>${spaced(number)}<span>${count(items)}</span></header>
    <ol>
      ${items.slice(0, REMEMBERED).toReversed().map(bubble)}
    </ol>
  </article>`;
}

function bubble(item: Item): Markup {
  return html`<li class="${item.channel} ${item.state}">
    <div class="from">${COMPANY[item.carrier]} · ${item.from}</div>
    <div class="words">${marked(item.text)}</div>
    <div class="state">${clock(item)} ${standing(item)}${parts(item)}</div>
  </li>`;
}

function mailbox(address: string, items: Item[]): Markup {
  return html`<article class="mailbox" aria-label="Mailbox ${address}">
    <header>${address}<span>${count(items)}</span></header>
    ${items.slice(0, REMEMBERED).map(mail)}
  </article>`;
}

/** The mail as its reader sees it, shut away from this page; what it links to opens beside it. */
function mail(item: Item, at: number): Markup {
  return html`<details ${new Markup(at === 0 ? 'open' : '')} class="${item.state}">
    <summary>
      <b>${item.subject}</b>
      <span class="soft">${item.from}</span>
      <span class="state">${clock(item)} ${COMPANY[item.carrier]} · ${standing(item)}</span>
    </summary>
    ${
      item.html === undefined
        ? html`<pre>${item.text}</pre>`
        : html`<iframe
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            title="${item.subject}"
            srcdoc="${`<base target="_blank">${item.html}`}"
          ></iframe>`
    }
  </details>`;
}

/** Numbers that look like codes stand out, as on a phone. */
function marked(text: string): Markup {
  const pieces = text.split(/(?<!\d)(\d{4,8})(?!\d)/);
  return html`${pieces.map((piece, at) => (at % 2 === 1 ? html`<b>${piece}</b>` : piece))}`;
}

function standing({ state, code }: Item): Markup {
  const ticks = { accepted: '·', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '✗' }[state];
  return html`<i class="${state}">${ticks}</i>
    ${state === 'failed' ? `not delivered${code ? ` (${code})` : ''}` : state}`;
}

function parts({ channel, text }: Item): string {
  if (channel !== 'sms') return '';
  const { segments, encoding } = segmentsOf(text);
  return ` · ${segments === 1 ? '1 part' : `${segments} parts`}${encoding === 'UCS-2' ? ', UCS-2' : ''}`;
}

const count = (items: readonly Item[]): string => (items.length === 1 ? '1 message' : `${items.length} messages`);
const clock = ({ createdAt }: Item): string => createdAt.slice(11, 19);
const spaced = (number: string): string => number.replace(/^(\d{3})(\d{2})(\d{3})(\d{4})$/, '+$1 $2 $3 $4');
