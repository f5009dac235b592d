import { sql, type Tx } from '@pakashop/platform';
import { mediaProblems as problems } from './media.errors.js';
import { ruleOf, type Purpose } from './media.purposes.js';

interface Usage {
  readonly files: number;
  readonly total: number;
  readonly today: number;
}

/**
 * Holds a person to what they may keep and begin; nobody else is affected. Requests of one person pass one after the
 * other, so that two at once cannot both take the last place.
 *
 * @throws Problem media.quota_exceeded, media.too_many
 */
export async function checkQuota(tx: Tx, ownerId: string, purpose: Purpose, bytes: number): Promise<void> {
  const { files, totalBytes, perDay } = ruleOf(purpose);
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`uploads:${ownerId}`}, 0))`);
  const usage = await tx.one<Usage>(sql`
    SELECT count(*) FILTER (WHERE destroyed_at IS NULL) AS files,
      coalesce(sum(bytes) FILTER (WHERE destroyed_at IS NULL), 0)::bigint AS total,
      count(*) FILTER (WHERE created_at > now() - interval '24 hours') AS today
    FROM backend.uploads WHERE owner_id = ${ownerId} AND purpose = ${purpose}`);
  if (usage.today >= perDay) {
    throw problems.tooManyToday(`You can begin ${perDay} of these in 24 hours.`, { retryAfter: 3_600 });
  }
  if (usage.files >= files || usage.total + bytes > totalBytes) {
    throw problems.quotaExceeded('Remove what you no longer need: what belongs to nothing is gone within two days.');
  }
}
