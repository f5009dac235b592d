import type { FastifyInstance, FastifyReply } from 'fastify';
import { respond, type Answer } from '../core/answers.js';
import { formOf } from '../core/bodies.js';
import type { Workbench } from '../core/workbench.js';
import type { Item } from '../messages/messages.types.js';
import { orRefusal, TwilioError, twilioTongue, UNAUTHORIZED } from './twilio.answers.js';
import type { TwilioDesk } from './twilio.desk.js';
import { readMessage } from './twilio.fields.js';

type Query = Record<string, string | undefined>;

/** Programmable Messaging: https://www.twilio.com/docs/messaging/api/message-resource */
export function twilioRoutes(app: FastifyInstance, bench: Workbench, desk: TwilioDesk): void {
  const { twilioSid, twilioToken } = bench.config;
  const wanted = `Basic ${Buffer.from(`${twilioSid}:${twilioToken}`).toString('base64')}`;
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.authorization === wanted) return undefined;
    return reply.code(UNAUTHORIZED.code).send(UNAUTHORIZED.body);
  });

  const base = `/2010-04-01/Accounts/${twilioSid}/Messages`;
  const serve = (reply: FastifyReply, operation: string, about: string[], work: () => Answer) => {
    const phone = about[0]?.startsWith('+') ? about[0].slice(1) : undefined;
    const call = { provider: 'twilio' as const, operation, phone, references: about };
    return respond(bench, twilioTongue, call, reply, () => orRefusal(work));
  };

  app.post(`${base}.json`, (request, reply) => {
    const form = formOf(request);
    const about = typeof form.To === 'string' ? [form.To] : [];
    return serve(reply, 'message', about, () => {
      const item = desk.send(readMessage(form, bench.settings.twilio));
      return { code: 201, body: desk.view(item) };
    });
  });

  app.get<{ Params: { file: string } }>(`${base}/:file`, ({ params }, reply) => {
    const sid = params.file.replace(/\.json$/, '');
    return serve(reply, 'message.status', [sid], () => {
      const item = desk.list().find((one) => one.id === sid);
      if (!item) throw new TwilioError(20404, `The requested resource ${sid} was not found`, 404);
      return { code: 200, body: desk.view(item) };
    });
  });

  app.get<{ Querystring: Query }>(`${base}.json`, ({ query }, reply) =>
    serve(reply, 'messages', query.To === undefined ? [] : [query.To], () => {
      const size = Math.min(Number(query.PageSize ?? 50), 1000);
      const from = size * Number(query.Page ?? 0);
      const found = desk.list().filter((item) => fits(item, query));
      const page = { page: Number(query.Page ?? 0), page_size: size, start: from, next_page_uri: null };
      return { code: 200, body: { messages: found.slice(from, from + size).map((one) => desk.view(one)), ...page } };
    }),
  );
}

/** `DateSent`, `DateSent<` and `DateSent>` are days of the sending, which a queued message does not have yet. */
function fits(item: Item, query: Query): boolean {
  if (query.To !== undefined && query.To !== item.to) return false;
  if (query.From !== undefined && query.From !== item.from) return false;
  const day = item.state === 'accepted' ? undefined : item.changedAt.slice(0, 10);
  const [on, before, after] = [query.DateSent, query['DateSent<'], query['DateSent>']];
  if ([on, before, after].some((one) => one !== undefined) && day === undefined) return false;
  return (!on || day === on) && (!before || day! <= before) && (!after || day! >= after);
}
