export { TwilioClient } from './twilio.client.js';
export { parseTwilioCallback, verifyTwilioSignature } from './twilio.webhook.js';
