import type { FastifyInstance } from 'fastify';
import { respond } from '../core/answers.js';
import { formOf } from '../core/bodies.js';
import type { Workbench } from '../core/workbench.js';
import { plain } from '../messages/messages.desk.js';
import { orRefusal, WRONG_TOKEN, whatsappTongue } from './whatsapp.answers.js';
import type { WhatsappDesk } from './whatsapp.desk.js';
import { readWhatsapp } from './whatsapp.fields.js';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export function whatsappRoutes(app: FastifyInstance, bench: Workbench, desk: WhatsappDesk): void {
  const { token, phoneNumberId } = bench.config.whatsapp;
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization === `Bearer ${token}`) return undefined;
    return reply.code(WRONG_TOKEN.code).send(WRONG_TOKEN.body);
  });

  app.post<{ Params: { version: string; number: string } }>('/:version/:number/messages', (request, reply) => {
    const { version, number } = request.params;
    const form = formOf(request);
    const to = typeof form.to === 'string' ? plain(form.to) : undefined;
    const call = { provider: 'whatsapp' as const, operation: 'message', phone: to, references: to ? [`+${to}`] : [] };
    return respond(bench, whatsappTongue, call, reply, () =>
      orRefusal(() => {
        if (!/^v\d{2}\.0$/.test(version) || number !== phoneNumberId) return whatsappTongue.notFound(call);
        const { id, to: recipient } = desk.send(readWhatsapp(form, bench.settings.whatsapp));
        const contacts = [{ input: form.to, wa_id: recipient.slice(1) }];
        return { code: 200, body: { messaging_product: 'whatsapp', contacts, messages: [{ id }] } };
      }),
    );
  });
}
