import { bold, dim, green, say, since } from '../base/say.mjs';

const hidden = (url) => url.replace(/\/\/([^@/]*)@/, '//');

/** What somebody needs to know once everything is ready. */
export function banner({ env, accounts, start }) {
  const at = (port, path = '') => `http://127.0.0.1:${port}${path}`;
  say();
  say(green(bold(`Pakashop is ready`)) + dim(`  (${since(start)})`));
  say();
  table([
    ['API', at(env.API_PORT, '/api/v1'), 'described at /api/docs'],
    ['Live updates', at(env.REALTIME_PORT), 'WebSocket'],
    ['Payment sandbox', at(env.SANDBOX_PORT), "the customers' phones and the card page; no real money"],
    ['Inbox', at(env.SANDBOX_PORT, '/inbox'), 'every SMS, WhatsApp message and mail that was sent'],
    ['Client key', env.PAKASHOP_CLIENT_KEY, 'send it as x-pakashop-key'],
    ['PostgreSQL', hidden(env.DATABASE_URL), 'with its password in .cache/services.env, as DATABASE_URL'],
  ]);
  if (accounts.length > 0) {
    say();
    say(bold('  Demo accounts'));
    table(accounts.map(({ role, login, password }) => [role, login, password]));
    say(dim(`  Vendors and staff show a second factor: ${at(env.SANDBOX_PORT, '/authenticator')}`));
  }
  say();
  say('  Ctrl-C stops everything and keeps the data; "npm run reset" clears them.');
  say();
}

function table(rows) {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const [a, b, c] of rows) say(`  ${a.padEnd(widths[0])}  ${bold(b.padEnd(widths[1]))}  ${dim(c)}`);
}
