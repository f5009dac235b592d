/** An account at another company that signs the person in. */
export class LinkedIdentityView {
  id: string;
  /** The company, by the address that stands in its ID tokens: `https://accounts.google.com`. */
  issuer: string;
  /** ISO 8601. */
  linkedAt: string;
}

export class LinkedIdentityList {
  data: LinkedIdentityView[];
  nextCursor: string | null;
}
