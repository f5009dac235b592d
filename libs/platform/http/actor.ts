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
  /** Surface that the person signed in to. */
  readonly audience?: string;
  /** Second of the Unix clock at which the person last proved who they are, as far as that counts for a step-up. */
  readonly factorAt?: number;
  /** The person's role demands a second factor, and this session has not shown one. */
  readonly mustEnrol?: boolean;
  /** Who looks through this person's eyes. */
  readonly impersonatorId?: string;
  /** SHA-256 of the guest token in hex; owns the guest's cart and orders. */
  readonly guestHash?: string;
  /** Which service calls, as far as its key says. */
  readonly service?: string;
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
  readonly audience?: string;
  readonly factorAt?: number;
  readonly mustEnrol?: boolean;
  readonly impersonatorId?: string;
  readonly guestHash?: string;
  readonly service?: string;
  readonly client?: string;
  readonly address?: string;

  constructor(init: ActorInit) {
    this.kind = init.kind;
    this.userId = init.userId;
    this.sessionId = init.sessionId;
    this.grants = init.grants ?? [];
    this.audience = init.audience;
    this.factorAt = init.factorAt;
    this.mustEnrol = init.mustEnrol;
    this.impersonatorId = init.impersonatorId;
    this.guestHash = init.guestHash;
    this.service = init.service;
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
    return this.hasEverywhere(permission) ? undefined : this.idsOf('shop', permission);
  }

  /** The fleets that were granted with the permission; what is held for the platform names none. */
  fleetsWith(permission: string): readonly string[] {
    return this.idsOf('fleet', permission);
  }

  private idsOf(scope: Grant['scope'], permission: string): readonly string[] {
    return this.grants
      .filter((grant) => grant.permission === permission && grant.scope === scope)
      .flatMap((grant) => grant.scopeId ?? []);
  }

  /** How it stands in transitions and audit rows. */
  get label(): string {
    if (this.kind === 'person') return `person:${this.userId}`;
    if (this.kind === 'guest') return `guest:${this.guestHash?.slice(0, 12)}`;
    return this.service === undefined ? this.kind : `service:${this.service}`;
  }
}
