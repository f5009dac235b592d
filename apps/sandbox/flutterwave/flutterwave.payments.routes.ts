import type { FastifyInstance } from 'fastify';
import { addressOf } from '../core/address.js';
import { formOf } from '../core/bodies.js';
import type { SandboxConfig } from '../core/config.js';
import { success, Trouble } from './flutterwave.answers.js';
import type { FlutterwaveDesk } from './flutterwave.desk.js';
import { text } from './flutterwave.fields.js';
import { attemptPath, pagePath } from './flutterwave.hosted.paths.js';
import type { Teller } from './flutterwave.teller.js';

/** Opening pages, closing them, and mobile-money charges. */
export function paymentsRoutes(
  app: FastifyInstance,
  config: SandboxConfig,
  teller: Teller,
  desk: FlutterwaveDesk,
): void {
  app.post('/payments', (request, reply) => {
    const body = formOf(request);
    const base = addressOf(config, request);
    return teller.serve(reply, 'payment', { reference: body.tx_ref }, () =>
      success('Hosted Link', { link: base + pagePath(desk.openLink(body)) }),
    );
  });

  app.post('/payments/link/disable', (request, reply) => {
    const body = formOf(request);
    const link = desk.store.link(String(body.link).split('/').at(-1)!);
    return teller.serve(reply, 'link.disable', { reference: link?.txRef }, () => {
      text(body, 'link', 500);
      if (link?.kind !== 'standard') throw new Trouble('No such payment link');
      if (link.state !== 'open') throw new Trouble('This payment link is currently inactive');
      desk.close(link, 'disabled');
      return success('LINK DISABLED', null);
    });
  });

  app.post<{ Querystring: { type?: string } }>('/charges', (request, reply) => {
    const body = formOf(request);
    const base = addressOf(config, request);
    return teller.serve(reply, 'charge', { reference: body.tx_ref, phone: body.phone_number }, () => {
      if (request.query.type !== 'mobile_money_zambia') throw new Trouble('This type of charge is not enabled');
      const { link, transaction } = desk.openCharge(body);
      const authorization = { mode: 'redirect', redirect: base + attemptPath(link, transaction) };
      return { code: 200, body: { status: 'success', message: 'Charge initiated', meta: { authorization } } };
    });
  });
}
