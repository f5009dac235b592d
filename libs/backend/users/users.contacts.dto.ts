import { Omittable } from '@pakashop/platform';
import { Transform } from 'class-transformer';
import { IsEmail, IsIn, IsString, MaxLength } from 'class-validator';
import { CONTACT_KINDS, type ContactKind } from './users.contacts.js';

/** A contact to use from now on: exactly one of the two. */
export class NewContact {
  @Omittable()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value))
  @IsEmail()
  @MaxLength(254)
  email?: string;
  /** A Zambian mobile number, as people write it or with +260. */
  @Omittable() @IsString() @MaxLength(32) phone?: string;
}

export class PrimaryContact {
  /** Where notices go. It must be verified. */
  @IsIn(CONTACT_KINDS) kind: ContactKind;
}

export class OwnContactView {
  kind: ContactKind;
  /** The phone in international form, or the e-mail address. */
  value: string;
  /** ISO 8601; null as long as nobody has proven that it is theirs. Only verified contacts open the account. */
  verifiedAt: string | null;
  /** Notices go there. */
  primary: boolean;
}

export class ContactList {
  data: OwnContactView[];
  nextCursor: string | null;
}
