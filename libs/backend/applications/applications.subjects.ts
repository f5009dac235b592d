import { Injectable } from '@nestjs/common';
import type { Tx } from '@pakashop/platform';
import { ShopOpening } from '../shops/shops.opening.js';
import { Grants } from '../users/users.grants.js';
import type { OwnerKind } from '../wallets/wallets.events.js';
import { Wallets } from '../wallets/wallets.service.js';
import { Approvals, type ApprovedPerson } from './applications.approvals.js';
import type { Dossier } from './applications.dossier.js';
import type { NumberMap } from './applications.numbers.js';
import type { Kind } from './applications.rules.js';

const PAID_AS: Readonly<Record<Kind, OwnerKind>> = {
  SELLER: 'SHOP',
  SERVICE_PROVIDER: 'SHOP',
  AGENT: 'AGENT',
  COURIER: 'FLEET',
};

/** Makes what applicants asked to become, and sets where it is paid out. */
@Injectable()
export class Subjects {
  constructor(
    private readonly opening: ShopOpening,
    private readonly approvals: Approvals,
    private readonly wallets: Wallets,
    private readonly grants: Grants,
  ) {}

  /**
   * Makes the shop, agent or fleet of an approved application, with its role, in the transaction of the approval.
   *
   * @param numbers in full
   * @returns its id
   * @throws Problem users.roles_clash
   */
  async make(tx: Tx, dossier: Dossier, numbers: NumberMap): Promise<string> {
    const id = await this.subjectOf(tx, dossier, numbers);
    const payout = { ...dossier.phases.payout!, phone: numbers.WALLET! };
    await this.wallets.adopt(tx, { kind: PAID_AS[dossier.kind], id }, payout);
    return id;
  }

  private async subjectOf(tx: Tx, dossier: Dossier, numbers: NumberMap): Promise<string> {
    const person = personOf(dossier, numbers);
    const { business, vehicle, company } = dossier.phases;
    if (dossier.kind === 'AGENT') {
      const { vehicle: kind, plate, areas } = vehicle!;
      return this.approvals.agent(tx, { ...person, vehicle: kind, plate, areas, licence: numbers.LICENCE });
    }
    if (dossier.kind === 'COURIER') {
      return this.approvals.courier(tx, { ...person, ...company!, tpin: numbers.TPIN!, pacra: numbers.PACRA! });
    }
    const kind = dossier.kind === 'SELLER' ? 'GOODS' : 'SERVICES';
    const { id } = await this.opening.open(tx, { ...business!, kind, ownerId: dossier.userId });
    await this.endCandidacy(tx, dossier.userId);
    return id;
  }

  /** Who has a shop is no candidate any more. */
  private async endCandidacy(tx: Tx, userId: string): Promise<void> {
    const held = await this.grants.of(userId, tx);
    for (const { id, role } of held) if (role === 'SELLER') await this.grants.revoke(tx, userId, id);
  }
}

const personOf = ({ id, userId, phases }: Dossier, { NRC, PHONE }: NumberMap): ApprovedPerson => ({
  applicationId: id,
  userId,
  legalName: phases.account!.legalName,
  nrc: NRC!,
  phone: PHONE!,
});
