import { html, type Markup } from '../core/html.js';
import { price } from '../core/money.js';
import { topBar } from '../core/page.js';
import { operators } from '../pawapay/pawapay.operators.js';
import type { Operation } from '../pawapay/pawapay.types.js';

const SHOWN = 40;
const REMEMBERED = 4;

/** The page of phones; its inner part is refreshed by itself. */
export function phonesPage(operations: readonly Operation[]): Markup {
  return html`${topBar}
    <main>
      <h1>Phones</h1>
      <p class="soft">
        One phone for every number that was asked for money. Published test numbers answer by themselves; all others
        wait for you.
      </p>
      <div id="phones">${phoneGrid(operations)}</div>
    </main>`;
}

/** All phones, those with an open prompt first, then the latest used. */
export function phoneGrid(operations: readonly Operation[]): Markup {
  const phones = new Map<string, Operation[]>();
  for (const operation of operations) {
    const own = phones.get(operation.phone);
    if (own) own.unshift(operation);
    else phones.set(operation.phone, [operation]);
  }
  if (phones.size === 0) {
    return html`<div class="card empty">
      <h2>No phone has rung yet</h2>
      <p class="soft">Start a mobile-money payment in the shop and its PIN prompt shows up here.</p>
    </div>`;
  }
  const order = [...phones]
    .toReversed()
    .toSorted(([, one], [, other]) => Number(isAsked(other)) - Number(isAsked(one)));
  return html`<div class="phones">${order.slice(0, SHOWN).map(([number, own]) => phone(number, own))}</div>`;
}

const isAsked = (operations: readonly Operation[]): boolean => operations.some((one) => one.prompt === 'waiting');

function phone(number: string, operations: readonly Operation[]): Markup {
  const brand = operators.find((operator) => operator.code === operations[0]?.provider)?.name ?? '';
  const prompts = operations.filter((one) => one.prompt === 'waiting');
  const rest = operations.filter((one) => one.prompt !== 'waiting').slice(0, REMEMBERED);
  return html`<article class="phone ${brand}" aria-label="Phone ${number}">
    <div class="screen">
      <div class="bar"><span>${brand}</span><span>ZM</span></div>
      <div class="number">${spaced(number)}</div>
      ${prompts.length > 0 ? prompts.map(prompt) : html`<p class="soft idle">Nothing to approve.</p>`}
      <ul class="log">
        ${rest.map(line)}
      </ul>
    </div>
  </article>`;
}

function prompt(operation: Operation): Markup {
  return html`<section class="prompt">
    <span class="soft">Pay PAKASHOP</span><br /><b>${price(operation.amount)}</b>
    ${operation.customerMessage && html`<div class="soft">${operation.customerMessage}</div>`}
    <form method="post" action="/phones/answer">
      <input type="hidden" name="id" value="${operation.id}" />
      <button class="primary" name="answer" value="approve">Enter PIN and pay</button>
      <button class="quiet" name="answer" value="wrongPin">Wrong PIN</button>
      <button class="quiet" name="answer" value="ignore">Ignore</button>
      <button class="quiet last" name="answer" value="insufficientFunds">Insufficient funds</button>
    </form>
  </section>`;
}

function line(operation: Operation): Markup {
  const sign = operation.kind === 'deposit' ? '−' : '+';
  return html`<li>
    <span>${sign} ${price(operation.amount)}</span><span class="${operation.status}">${outcome(operation)}</span>
  </li>`;
}

function outcome({ status, failureCode, prompt: state }: Operation): string {
  if (status === 'COMPLETED') return 'done';
  if (status === 'FAILED') return (failureCode ?? 'failed').toLowerCase().replaceAll('_', ' ');
  return state === 'ignored' ? 'ignored' : status.toLowerCase().replaceAll('_', ' ');
}

const spaced = (number: string): string => number.replace(/^(\d{3})(\d{2})(\d{3})(\d{4})$/, '+$1 $2 $3 $4');
