import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import { Markup } from '../core/html.js';
import { sendPage } from '../core/page.js';
import { customerAnswers } from '../pawapay/pawapay.customer.js';
import type { PawapayDesk } from '../pawapay/pawapay.desk.js';
import { phoneGrid, phonesPage } from './phones.page.js';
import { phonesStyle } from './phones.style.js';

const script = new Markup(`
const box = document.getElementById('phones');
setInterval(async () => {
  if (document.hidden || box.contains(document.activeElement)) return;
  const reply = await fetch('/phones/grid').catch(() => undefined);
  const text = reply && reply.ok ? await reply.text() : undefined;
  if (text !== undefined && text !== box.dataset.seen) { box.innerHTML = text; box.dataset.seen = text; }
}, 1000);
`);

/** The customers' phones, for a person to answer PIN prompts with. */
export function phonesRoutes(app: FastifyInstance, desk: PawapayDesk): void {
  app.get('/phones', (_request, reply) =>
    sendPage(reply, { title: 'Phones', style: phonesStyle, body: phonesPage(desk.all()), script }),
  );

  app.get('/phones/grid', (_request, reply) => reply.type('text/html; charset=utf-8').send(phoneGrid(desk.all()).text));

  app.post('/phones/answer', (request, reply) => {
    const { id, answer } = formOf(request);
    const chosen = customerAnswers.find((one) => one === answer);
    if (chosen) desk.answer(String(id), chosen);
    return reply.redirect('/phones', 303);
  });
}
