import type { FastifyInstance } from 'fastify';
import { formOf } from '../core/bodies.js';
import type { Forgery } from '../core/callback.js';
import { whyNotForgery } from '../core/faults.rules.js';
import type { Sandbox } from '../sandbox.js';
import { orMissing, turnDown } from './control.answers.js';

interface Order extends Partial<Forgery> {
  publicId?: string;
}

/** What was stored, and notifications on command. */
export function cloudinaryControl(app: FastifyInstance, { bench, cloudinary }: Sandbox): void {
  app.get('/control/cloudinary/assets', () => cloudinary.all().map((asset) => ({ ...asset, data: undefined })));

  app.get<{ Params: { id: string } }>('/control/cloudinary/assets/:id/bytes', ({ params }, reply) => {
    const asset = cloudinary.all().find((one) => one.publicId === params.id);
    return asset ? reply.type('application/octet-stream').send(asset.data) : turnDown(reply, 'No such asset', 404);
  });

  app.post('/control/cloudinary/callbacks/send', (request, reply) =>
    orMissing(reply, cloudinary.tell(String(formOf(request).publicId)), 'No such asset'),
  );

  app.post('/control/cloudinary/callbacks/forge', async (request, reply) => {
    const { publicId, variant = 'signature', status } = formOf(request) as Order;
    const wrong = whyNotForgery('cloudinary', variant);
    if (wrong) return turnDown(reply, wrong);
    const callback = cloudinary.callbackOf(String(publicId));
    if (!callback) return turnDown(reply, 'No such asset', 404);
    return reply.send(await bench.courier.forge(callback, { variant, status }));
  });
}
