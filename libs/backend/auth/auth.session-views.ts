import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import Bowser from 'bowser';
import type { SessionView } from './auth.dto.js';
import { live } from './auth.live.js';

interface Row extends Omit<SessionView, 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'current' | 'deviceName' | 'place'> {
  readonly country: string | null;
  readonly city: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** Where people are signed in, as they and the staff see it. */
@Injectable()
export class SessionViews {
  constructor(private readonly db: Database) {}

  /** Live sessions of a person, the latest used first. */
  async of(userId: string, currentId?: string): Promise<SessionView[]> {
    const rows = await this.db.rows<Row>(sql`
      SELECT id, audience, user_agent AS "userAgent", address, country, city, created_at AS "createdAt",
             last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
      FROM backend.sessions s WHERE user_id = ${userId} AND ${live} ORDER BY last_used_at DESC, id DESC`);
    return rows.map(({ country, city, ...row }) => ({
      ...row,
      deviceName: deviceName(row.userAgent),
      place: [city, country].filter(Boolean).join(', ') || null,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === currentId,
    }));
  }
}

/** What people call the device: `Chrome on Android`. Null when it does not say. */
export function deviceName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const machine = platform.model ?? os.name;
  return [browser.name, machine].filter(Boolean).join(' on ') || null;
}
