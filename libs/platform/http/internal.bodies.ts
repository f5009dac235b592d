import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { INTERNAL_KEY } from './internal.headers.js';
import { NO_BODY, readProof } from './internal.proof.js';
import { platformProblems as problems } from './problem.js';

/** Passes a body on and fails at its end when it is not the one that was signed. */
class SignedBody extends Transform {
  private readonly hash = createHash('sha256');
  private isRead = false;

  constructor(private readonly stated: string) {
    super();
  }

  /** Nobody reads the body of a call that seems to have none. */
  get isMissing(): boolean {
    return !this.isRead && this.stated !== NO_BODY;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.isRead = true;
    this.hash.update(chunk);
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.hash.digest('base64url') === this.stated ? null : altered());
  }
}

type Checked = FastifyRequest & { signedBody?: SignedBody };

/** Holds the body of every signed call against what was signed; who signed it, and whether it did, is asked elsewhere. */
export function checkSignedBodies(server: FastifyInstance): void {
  server.addHook('preParsing', (request: Checked, _reply, payload, done) => {
    const given = request.headers[INTERNAL_KEY];
    const digest = typeof given === 'string' ? readProof(given)?.body : undefined;
    if (digest === undefined || digest === 'form') return done(null, payload);
    request.signedBody = new SignedBody(digest);
    pipeline(payload, request.signedBody, () => undefined);
    done(null, request.signedBody);
  });
  server.addHook('preValidation', (request: Checked, _reply, done) => {
    done(request.signedBody?.isMissing ? altered() : undefined);
  });
}

/** As to a call without a key. */
const altered = () => problems.notFound('There is nothing at this address.');
