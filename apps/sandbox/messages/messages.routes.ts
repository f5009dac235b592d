import type { FastifyInstance } from 'fastify';
import { Markup } from '../core/html.js';
import { sendPage } from '../core/page.js';
import type { MessageDesk } from './messages.desk.js';
import { inboxGrid, inboxPage } from './messages.page.js';
import { inboxStyle } from './messages.style.js';

const script = new Markup(`
const box = document.getElementById('inbox');
const address = '/inbox/grid' + location.search;
setInterval(async () => {
  if (document.hidden) return;
  const reply = await fetch(address).catch(() => undefined);
  const text = reply && reply.ok ? await reply.text() : undefined;
  if (text === undefined || text === box.dataset.seen) return;
  const isFirst = box.dataset.seen === undefined;
  box.dataset.seen = text;
  if (!isFirst) box.innerHTML = text;
}, 1000);
`);

interface Query {
  to?: string;
}

/** Everything that was sent, for a person to read; `?to=` shows one recipient. */
export function inboxRoutes(app: FastifyInstance, desk: MessageDesk): void {
  const shown = ({ to }: Query) => (to ? desk.to(to).toReversed() : desk.all());

  app.get<{ Querystring: Query }>('/inbox', ({ query }, reply) =>
    sendPage(reply, { title: 'Inbox', style: inboxStyle, body: inboxPage(shown(query)), script }),
  );

  app.get<{ Querystring: Query }>('/inbox/grid', ({ query }, reply) =>
    reply.type('text/html; charset=utf-8').send(inboxGrid(shown(query)).text),
  );
}
