import type { FastifyInstance } from 'fastify';
import { html, Markup } from './core/html.js';
import { price } from './core/money.js';
import { sendPage, topBar } from './core/page.js';
import { publishedNumbers } from './pawapay/pawapay.numbers.js';
import type { Sandbox } from './sandbox.js';

const style = new Markup(`
.grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1.25rem; margin: 1.5rem 0; }
.grid b { display: block; font-size: 1.6rem; line-height: 1.3; } dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem .9rem; margin: .75rem 0 0; font-size: .875rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; } .scroll { overflow-x: auto; }
`);

/** The first page: what this is, where things are, how the day went. */
export function overviewRoute(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/', (_request, reply) => {
    const { pawapay, flutterwave, treasury, bench } = sandbox;
    const open = flutterwave.store.allLinks().filter((link) => link.state === 'open');
    const body = html`${topBar}
      <main>
        <h1>Money and messages that are not real</h1>
        <p class="soft">
          This process answers like pawaPay, Flutterwave, Twilio, Resend and WhatsApp, keeps its own books and calls
          back. Nothing leaves this machine.
        </p>
        <div class="grid">
          ${company('pawaPay', '/pawapay/v2', pawapay.wallet().balance, [
            ['Waiting for a PIN', html`${pawapay.prompts().length}, on the <a href="/phones">phones</a>`],
            ['Payments', pawapay.all().length],
            ['Callbacks to', bench.settings.pawapay.callbackUrl],
          ])}
          ${company('Flutterwave', '/flutterwave/v3', treasury.balance().ledger, [
            ['Open pages', open.length],
            ['Attempts', flutterwave.store.all().length],
            ['Callbacks to', bench.settings.flutterwave.callbackUrl],
          ])}
          ${messagesCard(sandbox)}
        </div>
        <section class="card">
          <h2>Published numbers</h2>
          <p class="soft">They answer without a phone. Any other Zambian number rings on the phones page.</p>
          <div class="scroll">
            <table>
              <tr>
                <th>Operator</th>
                <th>Number</th>
                <th>Deposit</th>
                <th>Payout</th>
              </tr>
              ${publishedNumbers().map(
                (one) =>
                  html`<tr>
                    <td>${one.provider}</td>
                    <td><code>${one.phone}</code></td>
                    <td>${one.deposit ?? '–'}</td>
                    <td>${one.payout ?? '–'}</td>
                  </tr>`,
              )}
            </table>
          </div>
        </section>
      </main>`;
    return sendPage(reply, { title: 'Pakashop sandbox', style, body });
  });
}

function messagesCard({ messages, bench: { config } }: Sandbox): Markup {
  return html`<section class="card">
    <h2>Messages</h2>
    <span class="soft">Sent</span><b>${messages.all().length}</b>
    <dl>
      <dt>Bases</dt>
      <dd><code>/twilio</code> <code>/resend</code> <code>/whatsapp</code></dd>
      <dt>Mail</dt>
      <dd><code>smtp://${config.host}:${config.smtpPort}</code></dd>
      <dt>Read them</dt>
      <dd>in the <a href="/inbox">inbox</a></dd>
    </dl>
  </section>`;
}

function company(name: string, path: string, balance: number, facts: [string, unknown][]): Markup {
  return html`<section class="card">
    <h2>${name}</h2>
    <span class="soft">Wallet</span><b>${price(balance)}</b>
    <dl>
      <dt>Base</dt>
      <dd><code>${path}</code></dd>
      ${facts.map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}
