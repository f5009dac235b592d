import { sql } from '@pakashop/platform';
import { LIFETIMES } from './auth.audiences.js';

/** Why a session ended before its time. */
export type EndReason =
  | 'SIGNED_OUT'
  | 'SIGNED_OUT_EVERYWHERE'
  | 'ENDED'
  | 'ENDED_BY_STAFF'
  | 'SUSPENDED'
  | 'PASSWORD_CHANGED'
  | 'FACTORS_CHANGED'
  | 'RENEWED'
  | 'CAP'
  | 'REUSE';

const IDLE = JSON.stringify(Object.fromEntries(Object.entries(LIFETIMES).map(([name, { idle }]) => [name, idle])));

/** The condition under which a session `s` lives: not ended, not too old, not unused for too long. */
export const live = sql`s.revoked_at IS NULL AND s.expires_at > now()
  AND s.last_used_at > now() - make_interval(secs => (${IDLE}::jsonb ->> s.audience)::int)`;
