import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { respond, type Answer } from '../core/answers.js';
import { formOf } from '../core/bodies.js';
import type { Workbench } from '../core/workbench.js';
import { CloudinaryError, cloudinaryTongue, orRefusal, refusal } from './cloudinary.answers.js';
import type { CloudinaryDesk } from './cloudinary.desk.js';
import type { Fields } from './cloudinary.signature.js';

interface Form {
  fields: Fields;
  file?: Buffer;
  filename?: string;
}

interface Path {
  cloud: string;
  resource: string;
  type: string;
  '*': string;
}

const LIMITS = { limits: { fileSize: 120 * 1024 * 1024, files: 1, fields: 60 } };

/**
 * The Upload API, and of the Admin API the details of one resource.
 * https://cloudinary.com/documentation/image_upload_api_reference and …/admin_api
 */
export function cloudinaryRoutes(app: FastifyInstance, bench: Workbench, desk: CloudinaryDesk): void {
  void app.register(multipart, LIMITS);
  const { cloud: own, key, secret } = bench.config.cloudinary;
  const basic = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;

  const serve = (reply: FastifyReply, operation: string, publicId: string | undefined, work: () => Answer) => {
    const call = { provider: 'cloudinary' as const, operation, references: publicId === undefined ? [] : [publicId] };
    return respond(bench, cloudinaryTongue, call, reply, () => orRefusal(work));
  };

  app.addHook<{ Params: Path }>('preHandler', async ({ params }, reply) =>
    params.cloud === own ? undefined : reply.code(401).send(refusal('cloud_name mismatch').body),
  );

  app.post<{ Params: Path }>('/:cloud/:resource/upload', async (request, reply) => {
    const { fields, file, filename } = await readForm(request);
    const prepared = await desk.prepare(request.params.resource, fields, file, filename).catch(asError);
    return serve(reply, 'upload', fields.public_id, () => {
      if (prepared instanceof CloudinaryError) throw prepared;
      const { asset, existing } = desk.store(prepared, fields.overwrite);
      return { code: 200, body: { ...desk.view(asset), ...(existing && { existing }) } };
    });
  });

  app.post<{ Params: Path }>('/:cloud/:resource/destroy', async (request, reply) => {
    const { fields } = await readForm(request);
    const { public_id: publicId = '', type = 'upload' } = fields;
    return serve(reply, 'destroy', publicId, () => {
      desk.check(fields);
      const isGone = desk.destroy(request.params.resource, type, publicId);
      return { code: 200, body: { result: isGone ? 'ok' : 'not found' } };
    });
  });

  app.get<{ Params: Path; Querystring: Record<string, string> }>('/:cloud/:resource/download', (request, reply) =>
    serve(reply, 'download', request.query.public_id, () => download(desk, request.params.resource, request.query)),
  );

  app.get<{ Params: Path }>('/:cloud/resources/:resource/:type/*', ({ params, headers }, reply) => {
    const { resource, type, '*': publicId } = params;
    return serve(reply, 'resource', publicId, () => {
      if (headers.authorization !== basic) throw new CloudinaryError('Invalid credentials', 401);
      const asset = desk.find(resource, type, publicId);
      if (!asset) throw new CloudinaryError(`Resource not found - ${publicId}`, 404);
      return { code: 200, body: desk.view(asset) };
    });
  });
}

/** An address that was signed for a file, until it expires. */
function download(desk: CloudinaryDesk, resource: string, query: Fields): Answer {
  desk.check(query);
  if (query.expires_at && Number(query.expires_at) * 1_000 <= Date.now()) {
    throw new CloudinaryError('The link has expired', 401);
  }
  const asset = desk.find(resource, query.type ?? 'upload', query.public_id ?? '');
  if (!asset) throw new CloudinaryError(`Resource not found - ${query.public_id}`, 404);
  return { code: 200, body: asset.data, type: 'application/octet-stream' };
}

async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) return { fields: formOf(request) as Record<string, string> };
  const form: { fields: Record<string, string>; file?: Buffer; filename?: string } = { fields: {} };
  for await (const part of request.parts()) {
    if (part.type === 'field') form.fields[part.fieldname] = String(part.value);
    else Object.assign(form, { file: await part.toBuffer(), filename: part.filename });
  }
  return form;
}

function asError(error: unknown): CloudinaryError {
  return error instanceof CloudinaryError ? error : new CloudinaryError('Invalid image file');
}
