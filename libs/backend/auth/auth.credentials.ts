import { Injectable } from '@nestjs/common';
import { contactOf } from '../users/users.contacts.js';
import { type Account, UsersService } from '../users/users.service.js';
import { Attempts } from './auth.attempts.js';
import { Brakes } from './auth.brakes.js';
import { type Device, DeviceKeys } from './auth.devices.js';
import { authProblems as problems } from './auth.errors.js';
import { Passwords } from './auth.passwords.js';

interface Presented {
  readonly login: string;
  readonly password: string;
  readonly deviceKey?: string;
}

/** Begins the subject of attempts by a device that has been at this account before. */
const DEVICE = 'device:';

/** Finds out whether somebody knows the password of an account, and lets nobody guess. */
@Injectable()
export class Credentials {
  constructor(
    private readonly users: UsersService,
    private readonly attempts: Attempts,
    private readonly brakes: Brakes,
    private readonly passwords: Passwords,
    private readonly devices: DeviceKeys,
  ) {}

  /**
   * The account that login and password belong to. An unknown login takes the same way, with the same counting and the
   * same work, so that nobody can tell it from a wrong password.
   *
   * @throws Problem auth.wrong_credentials, or RATE_001 with the seconds to wait
   */
  async accountOf({ login, password, deviceKey }: Presented, { address }: Device): Promise<Account> {
    this.passwords.assertRoom();
    await this.brakes.takeHere(address);
    const account = await this.users.byContact(contactOf(login));
    const subject = await this.subjectOf(account, login, deviceKey);
    const isKnown = subject.startsWith(DEVICE);
    if (!isKnown) await this.brakes.takeEverywhere();
    const right = await this.isRight(account, password, subject);
    if (!account || !right) throw problems.wrongCredentials('Check what you typed and try again.');
    await this.brakes.giveBackHere(address);
    if (!isKnown) await this.brakes.giveBackEverywhere();
    return account;
  }

  /**
   * The account of somebody who is signed in and shows that they know its password.
   *
   * @throws Problem auth.wrong_password, or RATE_001 with the seconds to wait
   */
  async confirm(userId: string, password: string): Promise<Account> {
    const account = await this.users.account(userId);
    const right = await this.isRight(account, password, `user:${userId}`);
    if (!right) throw problems.wrongPassword('Check what you typed and try again.');
    return account;
  }

  private async isRight(account: Account | undefined, password: string, subject: string): Promise<boolean> {
    this.passwords.assertRoom();
    await this.attempts.take(subject);
    const right = await this.passwords.verify(account?.passwordHash ?? undefined, password);
    if (right) await this.attempts.clear(subject);
    return right;
  }

  /** Whose attempt it is. */
  private async subjectOf(account: Account | undefined, login: string, deviceKey?: string): Promise<string> {
    if (!account) return this.attempts.subjectOfNobody(login);
    const device = deviceKey && this.devices.read(deviceKey, account.id);
    return device ? `${DEVICE}${account.id}:${device}` : `user:${account.id}`;
  }
}
