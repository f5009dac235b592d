import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { Codes } from './auth.codes.js';
import type { Audience } from './auth.contract.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, SignedIn } from './auth.dto.js';
import { Entry } from './auth.entry.js';
import { authProblems as problems } from './auth.errors.js';
import { Identities } from './auth.identities.js';
import type { FinishGoogle, GoogleStarted } from './auth.oidc.dto.js';
import { GoogleProvider, type Ticket } from './auth.oidc.provider.js';

const VALID_SECONDS = 600;

/** Signing in with Google. */
@Injectable()
export class GoogleSignIn {
  constructor(
    private readonly db: Database,
    private readonly codes: Codes,
    private readonly provider: GoogleProvider,
    private readonly identities: Identities,
    private readonly entry: Entry,
  ) {}

  /** @throws Problem NOT_FOUND, unavailable */
  async start(audience: Audience): Promise<GoogleStarted> {
    const id = randomUUID();
    const ticket = this.ticketOf(id);
    const url = await this.provider.pageOf(ticket);
    const { expiresAt } = await this.db.one<{ expiresAt: Date }>(sql`
      WITH gone AS (
        DELETE FROM backend.oidc_states WHERE id IN (
          SELECT id FROM backend.oidc_states WHERE expires_at < now() LIMIT 20 FOR UPDATE SKIP LOCKED))
      INSERT INTO backend.oidc_states (id, audience, expires_at)
      VALUES (${id}, ${audience}, now() + make_interval(secs => ${VALID_SECONDS})) RETURNING expires_at AS "expiresAt"`);
    return { url, state: ticket.state, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Signs in who comes back from the provider.
   *
   * @throws Problem auth.code_ended, auth.google_refused, auth.google_email_unverified, and what Entry.admit says
   */
  async finish({ code, state, iss }: FinishGoogle, device: Device): Promise<SignedIn | FactorPending> {
    const id = this.codes.idOf(state, 'state');
    const begun = id && (await this.use(id));
    if (!begun) throw problems.codeEnded('Begin again from your sign-in page.');
    const { audience } = begun;
    const person = await this.provider.personOf(code, iss ?? undefined, this.ticketOf(id));
    const account = await this.identities.accountOf(person, audience);
    return this.entry.admit({ account, audience, device, by: 'google' });
  }

  private ticketOf(id: string): Ticket {
    const [nonce, verifier] = [this.codes.secretOf('nonce', id), this.codes.secretOf('verifier', id)];
    return { state: this.codes.tokenOf(id, 'state'), nonce, verifier };
  }

  /** Before anything is asked of the provider, so that no way back is tried twice. */
  private use(id: string): Promise<{ audience: Audience } | undefined> {
    return this.db.maybe(sql`
      UPDATE backend.oidc_states SET used_at = now()
      WHERE id = ${id} AND used_at IS NULL AND expires_at > now() RETURNING audience`);
  }
}
