/** A permission with the objects it covers. */
export interface Grant {
  readonly permission: string;
  readonly scope: 'platform' | 'shop' | 'fleet';
  /** The shop or fleet; absent for the platform. */
  readonly scopeId?: string;
}

export interface ActorInit {
  readonly kind: 'person' | 'guest' | 'anonymous' | 'service';
  readonly userId?: string;
  readonly sessionId?: string;
  readonly grants?: readonly Grant[];
  /** SHA-256 of the guest token in hex; owns the guest's cart and orders. */
  readonly guestHash?: string;
  /** Name of the client key that the request came with. */
  readonly client?: string;
  readonly address?: string;
}

/** Who acts. Plain data, so that the gateway can forward it to a domain in another process. */
export class Actor implements ActorInit {
  readonly kind: ActorInit['kind'];
  readonly userId?: string;
  readonly sessionId?: string;
  readonly grants: readonly Grant[];
  readonly guestHash?: string;
  readonly client?: string;
  readonly address?: string;

  constructor(init: ActorInit) {
    this.kind = init.kind;
    this.userId = init.userId;
    this.sessionId = init.sessionId;
    this.grants = init.grants ?? [];
    this.guestHash = init.guestHash;
    this.client = init.client;
    this.address = init.address;
  }

  /** Holds the permission in any scope. */
  has(permission: string): boolean {
    return this.grants.some((grant) => grant.permission === permission);
  }

  /** Holds the permission for the whole platform. */
  hasEverywhere(permission: string): boolean {
    return this.grants.some((grant) => grant.permission === permission && grant.scope === 'platform');
  }

  /** The shops that the permission covers, for `shop_id = ANY(…)`; everything when held for the platform: undefined. */
  shopsWith(permission: string): readonly string[] | undefined {
    if (this.hasEverywhere(permission)) return undefined;
    return this.grants
      .filter((grant) => grant.permission === permission && grant.scope === 'shop')
      .flatMap((grant) => grant.scopeId ?? []);
  }

  /** How it stands in transitions and audit rows. */
  get label(): string {
    if (this.kind === 'person') return `person:${this.userId}`;
    return this.kind === 'guest' ? `guest:${this.guestHash?.slice(0, 12)}` : this.kind;
  }
}
