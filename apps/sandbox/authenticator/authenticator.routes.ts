import type { FastifyInstance } from 'fastify';
import { codeOf, secondsLeft } from '../../authenticator.js';
import { DEMO_TOTP_SECRET, demoAccounts } from '../../demo-accounts.js';
import { html, Markup } from '../core/html.js';
import { sendPage, topBar } from '../core/page.js';

const people = demoAccounts.filter(({ hasApp }) => hasApp);

const style = new Markup(`
main { max-width: 34rem; } td, p { overflow-wrap: anywhere; }
td.code { font: 1.6rem ui-monospace, Consolas, monospace; letter-spacing: .1em; white-space: nowrap; }
`);

const script = new Markup(`
const left = document.getElementById('left');
setInterval(() => { left.textContent = Number(left.textContent) - 1; if (left.textContent < 1) location.reload(); }, 1000);
`);

/** The authenticator app of the demo's people, who share one secret. */
export function authenticatorRoutes(app: FastifyInstance): void {
  app.get('/authenticator', (_request, reply) => {
    const body = html`${topBar}
      <main>
        <h1>Authenticator</h1>
        <p class="soft">
          What the phones of the demo's vendors and staff show; each code is good once. For an app of your own:
          <code>${DEMO_TOTP_SECRET}</code>
        </p>
        <section class="card">
          <table>
            ${people.map(
              ({ login, role }) =>
                html`<tr>
                  <td>${login}<br /><span class="soft">${role}</span></td>
                  <td class="code">${codeOf(DEMO_TOTP_SECRET)}</td>
                </tr>`,
            )}
          </table>
          <p class="soft">Other codes in <span id="left">${secondsLeft()}</span> s.</p>
        </section>
      </main>`;
    return sendPage(reply, { title: 'Authenticator', style, body, script });
  });

  app.get('/authenticator/code', (_request, reply) =>
    reply
      .type('text/plain')
      .header('cache-control', 'no-store')
      .send(`${codeOf(DEMO_TOTP_SECRET)}\n`),
  );
}
