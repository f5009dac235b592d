import { html, type Markup } from '../core/html.js';
import { price } from '../core/money.js';
import { cardOf, MOBILE_OTP, OTP, PIN, testCards } from './flutterwave.cards.js';
import { attemptPath, pagePath } from './flutterwave.hosted.paths.js';
import type { Link, Option, Step, Transaction } from './flutterwave.types.js';

/** What is shown around the form. */
interface Showing {
  way?: string;
  card?: string;
  problem?: string;
}

/** The page on which a customer chooses how to pay. */
export function choicePage(link: Link, { way, card, problem }: Showing): Markup {
  const current: Option = link.options.find((option) => option === way) ?? link.options[0]!;
  const path = pagePath(link);
  return html`<main>
    <section class="card">
      ${summary(link)} ${problem && html`<p class="note" role="alert">${problem}. You can try again.</p>`}
      ${link.options.length > 1 && html`<nav class="tabs">${link.options.map((option) => tab(path, option, option === current))}</nav>`}
      ${current === 'card' ? cardForm(path, link, card) : mobileForm(path, link)}
      <form class="cancel" method="post" action="${path}/cancel"><button>Cancel and return to the shop</button></form>
      <p class="foot">Sandbox checkout. No real money moves.</p>
    </section>
    ${current === 'card' ? cardList(path) : mobileHints}
  </main>`;
}

/** The page that asks the customer for one more thing. */
export function stepPage(link: Link, transaction: Transaction): Markup {
  const { title, text, label, hint, action } = steps[transaction.step](transaction);
  return html`<main class="narrow">
    <section class="card">
      ${summary(link)}
      <h2>${title}</h2>
      <p class="soft">${text}</p>
      <form method="post" action="${attemptPath(link, transaction)}">
        ${label && html`<label>${label}<input name="value" inputmode="numeric" autocomplete="off" autofocus required /></label>`}
        <button class="primary">${action}</button>
      </form>
      ${hint && html`<p class="soft" style="margin-top:1rem">${hint}</p>`}
    </section>
  </main>`;
}

/** A page with nothing left to do. */
export function endPage(link: Link | undefined, message: string, isGood: boolean, back?: string): Markup {
  return html`<main class="narrow">
    <section class="card">
      ${link && summary(link)}
      <p class="note ${isGood && 'good'}" role="status">${message}</p>
      ${back && html`<p><a class="button primary" href="${back}">Return to the shop</a></p>`}
    </section>
  </main>`;
}

function summary(link: Link): Markup {
  return html`<div class="sum">
    <div>
      <h1>${link.title}</h1>
      <span class="soft">${link.customer.email}</span>
    </div>
    <b>${price(link.amount, link.currency)}</b>
  </div>`;
}

function tab(path: string, option: Option, isCurrent: boolean): Markup {
  const name = option === 'card' ? 'Card' : 'Mobile money';
  return html`<a href="${path}?way=${option}" ${isCurrent && html`aria-current="page"`}>${name}</a>`;
}

function cardForm(path: string, link: Link, number?: string): Markup {
  const card = cardOf(number);
  return html`<form method="post" action="${path}/card">
    <label
      >Card number<input
        name="number"
        inputmode="numeric"
        autocomplete="off"
        placeholder="5531 8866 5214 2950"
        value="${card?.number}"
        required
    /></label>
    <div class="pair">
      <label>Expiry<input name="expiry" placeholder="MM/YY" value="${card?.expiry[0]}" required /></label>
      <label
        >CVV<input name="cvv" inputmode="numeric" maxlength="4" placeholder="123" value="${card?.cvv}" required
      /></label>
    </div>
    <button class="primary">Pay ${price(link.amount, link.currency)}</button>
  </form>`;
}

function mobileForm(path: string, link: Link): Markup {
  return html`<form method="post" action="${path}/mobile">
    <label
      >Network<select name="network">
        <option>MTN</option>
        <option>Airtel</option>
        <option>Zamtel</option>
      </select></label
    >
    <label
      >Mobile number<input
        name="phone"
        inputmode="tel"
        value="${link.customer.phone}"
        placeholder="0961234567"
        required
    /></label>
    <button class="primary">Pay ${price(link.amount, link.currency)}</button>
  </form>`;
}

function cardList(path: string): Markup {
  const item = (card: (typeof testCards)[number]) =>
    html`<li>
      <a href="${path}?card=${card.number}">
        <span><span class="dot ${card.decline && 'bad'}"></span>${card.label}</span
        ><code>${card.number.replace(/(\d{4})(?=\d)/g, '$1 ')}</code></a
      >
    </li>`;
  return html`<section class="card">
    <h2>Test cards</h2>
    <p class="soft">Click one to fill the form. PIN ${PIN}, OTP ${OTP}.</p>
    <ul class="cards">
      ${testCards.map(item)}
    </ul>
  </section>`;
}

const mobileHints = html`<section class="card">
  <h2>Test numbers</h2>
  <p class="soft">Any number pays with OTP <code>${MOBILE_OTP}</code>; other codes fail.</p>
  <p class="soft">Numbers that end in <code>121212121</code> or <code>010101011</code> are always declined.</p>
</section>`;

interface StepText {
  title: string;
  text: string;
  label?: string;
  hint?: string;
  action: string;
}

const steps: Record<Step, (transaction: Transaction) => StepText> = {
  pin: () => ({
    title: 'Card PIN',
    text: 'Enter the PIN of your card.',
    label: 'PIN',
    hint: `Test PIN: ${PIN}`,
    action: 'Continue',
  }),
  otp: ({ paymentType }) => ({
    ...{ title: 'One-time password', text: 'We have sent a code to your phone.', label: 'OTP', action: 'Confirm' },
    hint:
      paymentType === 'card'
        ? `Test OTP: ${OTP}. 5548 is a wrong OTP, 6648 means too little money.`
        : `Test OTP: ${MOBILE_OTP}`,
  }),
  '3ds': () => ({
    ...{ title: 'Your bank asks', text: 'Confirm this payment with the code of your bank.', label: 'Code' },
    ...{ hint: `Test code: ${OTP}. 5548 is a wrong code, 6648 means too little money.`, action: 'Confirm' },
  }),
  avs: () => ({
    title: 'Billing address',
    text: 'We compare the address on file: 8, Cairo Road, Lusaka.',
    action: 'This is my address',
  }),
  done: () => ({
    title: 'Waiting',
    text: 'This attempt has not come to its end yet. Reload to see.',
    action: 'Reload',
  }),
};
