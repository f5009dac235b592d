import { IsString, Matches } from 'class-validator';

/** Asks for a key. */
export class NewClientKey {
  /** Name of the application; two valid keys at once may carry it. */
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9-]{1,39}$/, { message: 'client must be 2 to 40 lower-case letters, digits or hyphens' })
  client: string;
}

export class ClientKeyView {
  id: string;
  client: string;
  /** First characters of the key, to tell keys apart. */
  hint: string;
  createdAt: string;
  revokedAt: string | null;
}

export class NewClientKeyView extends ClientKeyView {
  /** The key itself, this once; null in the answer to a repeat of the request. */
  key: string | null;
}

export class ClientKeyList {
  data: ClientKeyView[];
  nextCursor: string | null;
}
