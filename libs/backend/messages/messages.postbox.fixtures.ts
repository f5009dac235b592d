import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, type DomainParts, OnJob, sql } from '@pakashop/platform';
import { SendMessage } from './messages.jobs.js';
import { type Channel, type Composed, Composers, Messages } from './messages.service.js';

/** Takes the orders and sends nothing. */
class Post {
  @OnJob(SendMessage)
  async send(): Promise<void> {}
}

/** Messages for specs of areas that order some: nothing is sent, and what would be is read by {@link lettersOf}. */
export const postbox: DomainParts = { providers: [Messages, Composers], worker: [Post] };

export interface Letter extends Composed {
  readonly purpose: string;
}

/** What would be sent now of everything that was ordered for a purpose, the oldest first. */
export async function lettersOf(app: NestFastifyApplication, purpose: string): Promise<Letter[]> {
  const ordered = await app
    .get(Database)
    .rows<{ reference: string; channels: Channel[] }>(
      sql`SELECT reference, channels FROM backend.messages WHERE purpose = ${purpose} ORDER BY id`,
    );
  const compose = app.get(Composers).of(purpose);
  const written = await Promise.all(ordered.map(({ reference, channels }) => compose(reference, channels[0]!)));
  return written.filter((letter) => letter !== undefined).map((letter) => ({ purpose, ...letter }));
}
