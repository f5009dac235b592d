export { RESEND_PER_SECOND, ResendClient } from './resend.client.js';
export { svixIdOf, verifySvixSignature } from './resend.webhook.js';
export { parseResendEvent } from './resend.wire.js';
