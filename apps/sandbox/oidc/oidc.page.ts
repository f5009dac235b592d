import { html, Markup } from '../core/html.js';
import type { Person } from './oidc.people.js';

export const oidcStyle = new Markup(`
main { max-width: 26rem; } .card form { display: grid; gap: .6rem; } .card button { display: grid; text-align: left; }
.card button span { font-weight: 400; }
`);

/** Stands in for "Choose an account". The client's request goes on with the choice. */
export function choicePage(people: readonly Person[], wish: Record<string, string>): Markup {
  return html`<main>
    <div class="card">
      <h1>Choose an account</h1>
      <p class="soft">to go on to Pakashop. These are people of the sandbox; nothing leaves the machine.</p>
      <form method="post" action="/oidc/authorize">
        ${Object.entries(wish).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${people.map(choice)}
      </form>
    </div>
  </main>`;
}

const choice = ({ sub, name, email, email_verified: isVerified }: Person): Markup =>
  html`<button class="quiet" name="person" value="${sub}">
    ${name}<span class="soft">${email ?? 'no e-mail address'}${email && !isVerified ? ', not verified' : ''}</span>
  </button>`;
