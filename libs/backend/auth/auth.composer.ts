import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Composed, Composers } from '../messages/messages.service.js';
import { UsersService } from '../users/users.service.js';
import { Challenges, CODE_MESSAGE, type Possession } from './auth.challenges.js';
import { Codes } from './auth.codes.js';
import { AuthConfig } from './auth.config.js';
import { type ChallengePurpose, isLink } from './auth.purposes.js';
import { codeLetter, linkLetter, takenLetter } from './auth.texts.js';

/** Pages of the shop that take a link's token: behind the #, which browsers send to nobody. */
const PAGES: Partial<Record<ChallengePurpose, string>> = {
  SIGN_IN_LINK: '/sign-in/link',
  RESET_PASSWORD: '/sign-in/new-password',
};

/**
 * Writes the messages of challenges when they are sent. Only here is looked up whether a contact has an account, so that
 * the request which asked is the same for all of them, in what it answers and in what it does.
 */
@Injectable()
export class CodeComposer implements OnModuleInit {
  constructor(
    @Inject(AuthConfig) private readonly config: AuthConfig,
    private readonly composers: Composers,
    private readonly challenges: Challenges,
    private readonly codes: Codes,
    private readonly users: UsersService,
  ) {}

  onModuleInit(): void {
    this.composers.register(CODE_MESSAGE, (id) => this.compose(id));
  }

  private async compose(id: string): Promise<Composed | undefined> {
    const challenge = await this.challenges.read(id);
    const letter = challenge && (await this.letterOf(challenge));
    return letter && { to: challenge.contact, ...letter };
  }

  private async letterOf({ id, purpose, contact, userId }: Possession): Promise<Omit<Composed, 'to'> | undefined> {
    const owner = await this.users.byContact(contact);
    if (purpose === 'REGISTER' && owner) return takenLetter(contact);
    if (purpose === 'CONTACT' && owner && owner.id !== userId) return takenLetter(contact);
    if (purpose === 'RESET_PASSWORD' && !owner) return undefined;
    if (!isLink(purpose, contact)) return codeLetter(purpose, this.codes.codeOf(id), contact);
    const url = new URL(PAGES[purpose]!, this.config.STOREFRONT_URL);
    return linkLetter(purpose, `${url.href}#token=${this.codes.tokenOf(id)}`);
  }
}
