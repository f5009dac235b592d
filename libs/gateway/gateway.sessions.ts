import { Injectable } from '@nestjs/common';
import { SessionsPort, type VerifiedSession } from '@pakashop/backend';
import { Clock, platformProblems as problems } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { BearerTokens } from './gateway.bearer.js';

/** How long an ended session may still be taken for valid by this process; those of the staff never are. */
const KEPT_MS = 5_000;
const MAX_KEPT = 10_000;
const MAX_TOKEN = 4_096;

interface Kept {
  readonly session: VerifiedSession;
  readonly until: number;
}

/** The sessions behind access tokens: verified here by signature, by the backend for everything else, kept for seconds. */
@Injectable()
export class Sessions {
  /** By digest, so that no token lies in memory longer than its request. Oldest first. */
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly bearer: BearerTokens,
    private readonly port: SessionsPort,
    private readonly clock: Clock,
  ) {}

  /**
   * @param permission a kept session that lacks it is verified anew: a grant given a moment ago counts at once
   * @throws Problem AUTH_001 when the request's Authorization is not a valid access token
   * @throws Problem AUTH_002 when it is for a surface on which nobody has the permission
   */
  async of(request: FastifyRequest, permission?: string): Promise<VerifiedSession> {
    const header = request.headers.authorization ?? '';
    const id = hash('sha256', header, 'base64url');
    const now = this.clock.now().getTime();
    const known = this.kept.get(id);
    if (known && now < known.until && holds(known.session, permission)) return known.session;

    const token = /^bearer +(\S+)$/i.exec(header)?.[1];
    if (token === undefined || token.length > MAX_TOKEN || !(await this.bearer.accepts(request))) {
      throw problems.notSignedIn('The access token is not valid or has ended: refresh it or sign in again.');
    }
    const session = await this.port.verify({ token, permission });
    if (session.audience === 'staff') this.kept.delete(id);
    else this.keep(id, { session, until: Math.min(now + KEPT_MS, session.expiresAt * 1_000) });
    return session;
  }

  private keep(id: string, kept: Kept): void {
    this.kept.delete(id);
    this.kept.set(id, kept);
    if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}

const holds = ({ grants }: VerifiedSession, permission?: string): boolean =>
  permission === undefined || grants.some((grant) => grant.permission === permission);
