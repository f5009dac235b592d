import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { CloudinaryDesk } from './cloudinary.desk.js';
import { transform } from './cloudinary.incoming.js';

interface Path {
  resource: string;
  type: string;
  '*': string;
}

/** `s--…--/transformation/v1/public_id.ext`, of which only the id is compulsory. */
const ADDRESS = /^(?:s--([\w-]{8})--\/)?((?:[a-z]{1,2}_[^/]+\/)*)(?:v\d+\/)?([\w-]+)(?:\.\w+)?$/;

/** What everybody can fetch. https://cloudinary.com/documentation/delivery_url_signatures */
export function cloudinaryDelivery(app: FastifyInstance, desk: CloudinaryDesk): void {
  app.get<{ Params: Path }>('/:cloud/:resource/:type/*', async ({ params, headers }, reply) => {
    const { resource, type, '*': rest } = params;
    const [, signature, steps = '', publicId = ''] = ADDRESS.exec(rest) ?? [];
    const asset = desk.find(resource, type, publicId);
    const signed = rest.replace(/^s--[\w-]{8}--\//, '').replace(/(^|\/)v\d+\//, '$1');
    const isSigned = signature === signatureOf(signed, desk.secret);
    if (!asset || (signature !== undefined && !isSigned)) return reply.code(404).send();
    if (type !== 'upload' && !isSigned) return reply.code(401).send();
    const transformation = steps.replace(/\/$/, '');
    const bytes = transformation ? await transform(asset.data, transformation, headers.accept ?? '') : asset.data;
    const isWebp = bytes.toString('latin1', 8, 12) === 'WEBP';
    return reply.type(isWebp ? 'image/webp' : `image/${asset.format === 'jpg' ? 'jpeg' : asset.format}`).send(bytes);
  });
}

const signatureOf = (path: string, secret: string): string =>
  createHash('sha1')
    .update(path + secret)
    .digest('base64url')
    .slice(0, 8);
