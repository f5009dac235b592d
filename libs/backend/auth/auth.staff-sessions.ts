import { Injectable } from '@nestjs/common';
import { audit, Database } from '@pakashop/platform';
import { UsersService } from '../users/users.service.js';
import type { SessionView } from './auth.dto.js';
import { SessionViews } from './auth.session-views.js';
import { Sessions } from './auth.sessions.js';

/** What staff see and do about the sessions of other people. */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly views: SessionViews,
    private readonly sessions: Sessions,
  ) {}

  /** @throws Problem NOT_FOUND without such a person */
  async of(userId: string): Promise<SessionView[]> {
    await this.users.account(userId);
    return this.views.of(userId);
  }

  /** Ends them all; written down. @throws Problem NOT_FOUND without such a person */
  async end(userId: string, why: string): Promise<void> {
    await this.users.account(userId);
    await this.db.transaction(async (tx) => {
      await this.sessions.endAll(tx, userId, 'ENDED_BY_STAFF');
      await audit(tx, { act: 'sessions_ended', subject: 'user', subjectId: userId, why });
    });
  }
}
