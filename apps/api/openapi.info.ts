import { API_PREFIX } from '@pakashop/platform';
import type { Document, SecurityScheme, Tag } from './openapi.types.js';

const DESCRIPTION = `
The marketplace over HTTP: what the storefront, the dashboards and partners are built on.

**Calling it.** Every request carries the key of the calling application as \`x-pakashop-key\`. People sign in and send
their access token as \`Authorization: Bearer\`; a guest makes a long random \`x-guest-token\` once and keeps it, and owns
the cart and the orders made with it. Permissions are granted for the platform, a shop or a fleet, and each operation
names the one it needs.

**Money** is whole ngwee with a currency: \`{ "amount": 12550, "currency": "ZMW" }\` is K125.50. Dates are ISO 8601 in UTC.

**Lists** answer \`{ data, nextCursor }\`. Send \`nextCursor\` as \`cursor\` for the next page; it is null on the last one.

**Repeating safely.** Where \`Idempotency-Key\` is taken, make a new UUID for each thing that shall happen once and send the
same one when you repeat the request: the first answer comes again.

**Problems** are \`application/problem+json\` (RFC 9457). Branch on \`code\`, which never changes; show \`title\` and
\`detail\` to people; quote \`correlationId\`, which is also the header \`x-request-id\`, when you ask for help.
`.trim();

/** What the document says apart from operations and schemas. */
export const head = (): Pick<Document, 'openapi' | 'info' | 'servers'> => ({
  openapi: '3.1.0',
  info: { title: 'Pakashop API', version: '1', description: DESCRIPTION },
  servers: [{ url: `/${API_PREFIX}`, description: 'This server' }],
});

/** Groups of operations in the order in which a customer meets them; staff and machines come last. */
export const TAGS: readonly Tag[] = [
  { name: 'auth', description: 'Accounts, signing in and out' },
  { name: 'me', description: 'The person who is signed in' },
  { name: 'applications', description: 'Becoming a seller, service provider, delivery agent or courier company' },
  { name: 'invitations', description: 'Roles that wait for the owners of contacts' },
  { name: 'shops', description: 'Shops, as everybody and as their owners see them' },
  { name: 'products', description: 'What is sold: categories, products, variants, stock' },
  { name: 'cart', description: 'The cart of a guest or a person' },
  { name: 'orders', description: 'Placing orders, following them, and fulfilling them as a vendor' },
  { name: 'disputes', description: 'Buyers who are not content with what was delivered, and what is decided about it' },
  { name: 'payments', description: 'Paying by mobile money or card' },
  { name: 'refunds', description: 'Money that goes back to buyers, and the decisions about it' },
  { name: 'media', description: 'Files: uploads, pictures for everybody, private documents' },
  { name: 'delivery', description: 'Agents and fleets: profile, vehicle, areas, duty, teams' },
  { name: 'payout wallets', description: 'Where shops, agents and fleets are paid out' },
  { name: 'earnings', description: 'What shops, agents and fleets have earned, have and owe' },
  { name: 'payouts', description: 'Paying out: batches, single payouts and their statements' },
  { name: 'privacy', description: 'Consents, a copy of what is held about a person, and erasing it' },
  { name: 'webhooks', description: 'Where payment providers report; for them only' },
  { name: 'pricing', description: 'Commissions, delivery fees and quotes' },
  { name: 'prices', description: 'How shops price what they sell: ranges, promotions, wholesale tiers' },
  { name: 'offers', description: 'Negotiating about a price, and asking for one' },
  { name: 'fraud', description: 'Payments that wait for a decision' },
  { name: 'settlement', description: 'The ledger: where money is and to whom it is owed' },
  {
    name: 'reconciliation',
    description: 'What providers and our bank say, compared with the books: statements, breaks, the close of a day',
  },
  {
    name: 'people',
    description: 'What staff do for other people: sessions, lost second factors, a look through their eyes',
  },
  { name: 'messages', description: 'Contacts that get no messages any more' },
  { name: 'audit', description: 'What privileged people did, and the proof that nobody changed it later' },
  { name: 'roles', description: 'Who may do what' },
  { name: 'gateway', description: 'Keys of applications' },
];

/** How callers prove who they are. */
export const SECURITY_SCHEMES: Readonly<Record<string, SecurityScheme>> = {
  clientKey: {
    type: 'apiKey',
    in: 'header',
    name: 'x-pakashop-key',
    description: 'Key of the calling application. It identifies and meters the application; it signs nobody in.',
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of a person, from signing in or refreshing.',
  },
  guestToken: {
    type: 'apiKey',
    in: 'header',
    name: 'x-guest-token',
    description: '32 to 256 random visible characters, made and kept by the guest; they own its cart and orders.',
  },
  providerSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'signature',
    description:
      "The provider's proof over the raw body: pawaPay's `signature` (RFC 9421) or HMAC, Flutterwave's `verif-hash`.",
  },
};
