import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { namesOf, NoticeBoard, type Told } from '../messages/messages.notice-board.js';

const NOTICES = {
  agent_suspended: {
    of: 'agent',
    status: 'SUSPENDED',
    subject: 'You are suspended as an agent',
    text: 'You are suspended as a delivery agent: you get no work for now. Write to your fleet or to Pakashop support.',
  },
  agent_reinstated: {
    of: 'agent',
    status: 'ACTIVE',
    subject: 'You can deliver again',
    text: 'You are no longer suspended as a delivery agent.',
  },
  agent_admitted: {
    of: 'agent',
    status: 'ACTIVE',
    subject: 'Your fleet has admitted you',
    text: 'Your fleet has admitted you: go on duty to get work.',
  },
  agent_released: {
    of: 'agent',
    status: 'CLOSED',
    subject: 'Your fleet is closed',
    text: 'Your fleet is closed: you deliver for it no more. Apply alone, or accept the invitation of another fleet.',
  },
  fleet_closed: {
    of: 'fleet',
    status: 'CLOSED',
    subject: 'Your fleet is closed',
    text: 'Your fleet is closed and its agents are released. What it has earned is paid out to its wallet as before.',
  },
  fleet_reopened: {
    of: 'fleet',
    status: 'ACTIVE',
    subject: 'Your fleet is open again',
    text: 'Your fleet is open again: invite the agents who are to work for it.',
  },
  fleet_suspended: {
    of: 'fleet',
    status: 'SUSPENDED',
    subject: 'Your fleet is suspended',
    text: 'Your fleet is suspended: its agents get no work for now. Write to Pakashop support.',
  },
  assigned: {
    of: 'delivery',
    status: 'ASSIGNED',
    subject: 'You have a delivery',
    text: 'A delivery was given to you: the app says where to pick it up.',
  },
  fleet_reinstated: {
    of: 'fleet',
    status: 'ACTIVE',
    subject: 'Your fleet is back',
    text: 'Your fleet is no longer suspended.',
  },
} as const;

type Notice = keyof typeof NOTICES;
type NoticeOf<O> = { [N in Notice]: (typeof NOTICES)[N]['of'] extends O ? N : never }[Notice];

const STILL = {
  agent: (id: string, status: string) => sql`SELECT FROM backend.agents WHERE id = ${id} AND status = ${status}`,
  fleet: (id: string, status: string) => sql`SELECT FROM backend.fleets WHERE id = ${id} AND status = ${status}`,
  delivery: (id: string, status: string, userId: string) => sql`
    SELECT FROM backend.deliveries d JOIN backend.agents a ON a.id = d.agent_id
    WHERE d.id = ${id} AND a.user_id = ${userId} AND d.state = ${status}`,
} as const;

/** Tells agents, and those who run fleets, what was decided about them. */
@Injectable()
export class DeliveryNotices extends NoticeBoard<Notice> {
  protected readonly area = 'delivery';
  protected readonly notices = namesOf(NOTICES);

  /** Orders the notice in the transaction of the decision. */
  async tellAgent(tx: Tx, notice: NoticeOf<'agent'>, agent: { id: string; userId: string }): Promise<void> {
    await this.tell(tx, notice, agent.id, agent.userId);
  }

  /** That somebody else gave the agent a delivery. */
  tellAssigned(tx: Tx, deliveryId: string, { userId }: { userId: string }): Promise<void> {
    return this.tell(tx, 'assigned', deliveryId, userId);
  }

  /** For everybody who runs the fleet. */
  async tellFleet(tx: Tx, notice: NoticeOf<'fleet'>, fleetId: string): Promise<void> {
    const managers = await tx.rows<{ userId: string }>(sql`
      SELECT DISTINCT user_id AS "userId" FROM backend.role_grants
      WHERE role = 'FLEET_MANAGER' AND scope_id = ${fleetId} AND revoked_at IS NULL`);
    for (const { userId } of managers) await this.tell(tx, notice, fleetId, userId);
  }

  private tell(tx: Tx, notice: Notice, subjectId: string, userId: string): Promise<void> {
    return this.order(tx, notice, `${subjectId}:${userId}`, userId);
  }

  protected async write(notice: Notice, reference: string): Promise<Told | undefined> {
    const [subjectId, userId] = reference.split(':') as [string, string];
    const { of, status, subject, text } = NOTICES[notice];
    const still = await this.db.maybe<object>(STILL[of](subjectId, status, userId));
    return still && { userId, subject, text };
  }
}
