import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, Domain, type DomainRow, mergeParts, newId, sql } from '@pakashop/platform';
import { Behind, bootApp } from '@pakashop/platform/testing';
import { delivery } from '../delivery/delivery.area.js';
import { media } from '../media/media.area.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { postbox } from '../messages/messages.postbox.fixtures.js';
import { privacy } from '../privacy/privacy.area.js';
import { type ActorInit, call, somebody } from '../products/products.fixtures.js';
import { products } from '../products/products.area.js';
import { shops } from '../shops/shops.area.js';
import { Grants } from '../users/users.grants.js';
import { invitations } from '../users/users.invitations.area.js';
import { wallets } from '../wallets/wallets.area.js';
import { PAYEE_DESTINATION } from '../wallets/wallets.events.js';
import { applications } from './applications.area.js';
import type { DocumentKind } from './applications.checklist.rules.js';
import type { QueuedApplication } from './applications.review.dto.js';
import { type Kind, PHASES_OF, type Phase } from './applications.rules.js';
import type { ApplicationSummary, ApplicationView } from './applications.view.dto.js';

@Domain({
  name: 'backend',
  ...mergeParts(applications, delivery, wallets, privacy, media, shops, invitations, products, postbox, {
    providers: [Grants, SecurityNotices],
    // Where settlement keeps what it is told of wallets.
    sealed: [PAYEE_DESTINATION],
  }),
})
class ApplicationsModule {}

const registry: DomainRow[] = [
  { name: 'backend', service: 'pakashop-backend', port: 3080, faces: ['api'], owns: '', module: ApplicationsModule },
];

export type Someone = ActorInit & { readonly userId: string };

let lastNumber = 100_000;
const digits = (count: number): string => String(++lastNumber).padStart(count, '0');
export const newNrc = (): string => `${digits(6)}/11/1`;
export const newTpin = (): string => digits(10);
export const newPhone = (): string => `097${digits(7)}`;

/** Applications, the shops that they open, and nothing of the rest of the backend. */
export class Desk {
  private constructor(readonly app: NestFastifyApplication) {}

  static async boot(env: NodeJS.ProcessEnv = {}, log?: Parameters<typeof bootApp>[3]): Promise<Desk> {
    return new Desk(await bootApp('api', registry, env, log));
  }

  /** In an application that has more. */
  static at(app: NestFastifyApplication): Desk {
    return new Desk(app);
  }

  get db(): Database {
    return this.app.get(Database);
  }

  /** With the rows that policies guard. */
  get behind(): Behind {
    return new Behind(this.db, 'privacy');
  }

  person(): Promise<Someone> {
    return somebody(this.app);
  }

  /** A member of staff with these permissions, who has proven a moment ago who they are. */
  async staff(...permissions: string[]): Promise<Someone> {
    const grants = permissions.map((permission) => ({ permission, scope: 'platform' }) as const);
    return { ...(await this.person()), grants, factorAt: Date.now() / 1_000, address: '192.0.2.9' };
  }

  reviewer(): Promise<Someone> {
    return this.staff('applications.review');
  }

  call<T = ApplicationView>(
    actor: ActorInit | undefined,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ) {
    return call<T & { code: string; missing?: { key: string }[] }>(this.app, [method, path], { actor, body });
  }

  /** A file of the person as the checks left it. */
  async document(ownerId: string, status: 'SCANNING' | 'CLEAN' | 'REFUSED' = 'CLEAN'): Promise<string> {
    const id = newId();
    const isKept = status !== 'REFUSED';
    await this.behind.execute(sql`
      INSERT INTO backend.uploads (id, owner_id, purpose, status, reason, store, content_type, bytes, place, object_key,
        sealed_key, arrived_at, check_at, expires_at, destroy_at, destroyed_at)
      VALUES (${id}, ${ownerId}, 'kyc_document', ${status}, ${isKept ? null : 'broken'}, 'local', 'image/jpeg', 1000,
        ${`${id}:${ownerId}:kyc_document`}, ${isKept ? `key-${id}` : null}, ${status === 'CLEAN' ? 'v1.sealed' : null},
        now(), CASE WHEN ${status} = 'SCANNING' THEN now() END, now(), now() + interval '1 day',
        CASE WHEN ${status} = 'REFUSED' THEN now() END)`);
    return id;
  }

  /** What the checks say of a document after a while. */
  async check(documentId: string): Promise<void> {
    await this.behind.execute(
      sql`UPDATE backend.uploads SET status = 'CLEAN', sealed_key = 'v1.sealed', check_at = NULL WHERE id = ${documentId}`,
    );
  }

  /** Fills in a phase with something valid, unless said otherwise. */
  async fill(actor: Someone, id: string, phase: Phase, change: object = {}) {
    const body = { ...(await this.valid(actor, phase)), ...change };
    return this.call(actor, 'PUT', `/applications/${id}/${phase}`, body);
  }

  private async valid({ userId }: Someone, phase: Phase): Promise<object> {
    const place = { province: 'Lusaka', town: 'Lusaka', landmark: 'behind the Total filling station' };
    if (phase === 'documents') {
      const kinds: DocumentKind[] = ['NRC_FRONT', 'NRC_BACK', 'TPIN_CERTIFICATE', 'PACRA_CERTIFICATE', 'PORTRAIT'];
      const ids = await Promise.all(kinds.map(() => this.document(userId)));
      return { documents: kinds.map((kind, i) => ({ kind, documentId: ids[i] })) };
    }
    const company = { registeredName: 'Kafue Riders Ltd', tpin: newTpin(), pacra: '120190001234', ...place };
    return {
      account: { legalName: 'Mutale Phiri', nrc: newNrc(), phone: newPhone() },
      business: { name: 'Mutale Crafts', legalForm: 'SOLE_TRADER', taxProfile: 'TOT', tpin: newTpin(), ...place },
      company: { name: 'Kafue Riders', vehicles: 4, ...company },
      vehicle: {
        vehicle: 'MOTORBIKE',
        plate: 'BAX 1234',
        licence: `DL${digits(7)}`,
        areas: [{ province: 'Lusaka', town: 'Kafue' }],
      },
      payout: { operator: 'MTN_MONEY', phone: newPhone(), holderName: 'Mutale Phiri' },
      terms: { version: '2026-11', accepted: true },
    }[phase];
  }

  async begin(actor: Someone, kind: Kind = 'SELLER'): Promise<ApplicationSummary> {
    const { status, body } = await this.call<ApplicationSummary>(actor, 'POST', '/applications', { kind });
    if (status !== 201) throw new Error(`the application was not begun: ${JSON.stringify(body)}`);
    return body;
  }

  /** An application with every phase filled in; what differs is given by phase. */
  async filled(actor: Someone, kind: Kind = 'SELLER', changes: Partial<Record<Phase, object>> = {}): Promise<string> {
    const { id } = await this.begin(actor, kind);
    for (const phase of PHASES_OF[kind]) {
      const { status, body } = await this.fill(actor, id, phase, changes[phase]);
      if (status !== 200) throw new Error(`${phase} was not taken: ${JSON.stringify(body)}`);
    }
    return id;
  }

  /** The step of an applicant or a member of staff that is expected to be made. */
  async step(actor: Someone, id: string, step: string, body: object = {}): Promise<QueuedApplication> {
    const base = ['submit', 'withdraw'].includes(step) ? '/applications' : '/staff/applications';
    const answer = await this.call<QueuedApplication>(actor, 'POST', `${base}/${id}/${step}`, body);
    if (answer.status !== 200) throw new Error(`${step} was not made: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** An application in the hands of a reviewer. */
  async inReview(kind: Kind = 'SELLER', changes: Partial<Record<Phase, object>> = {}) {
    const [applicant, reviewer] = await Promise.all([this.person(), this.reviewer()]);
    const id = await this.filled(applicant, kind, changes);
    await this.step(applicant, id, 'submit');
    await this.step(reviewer, id, 'take');
    return { id, applicant, reviewer };
  }
}
