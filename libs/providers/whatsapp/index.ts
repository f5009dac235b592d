export { WhatsappClient } from './whatsapp.client.js';
export { answerChallenge, parseWhatsappStatuses, verifyHubSignature } from './whatsapp.webhook.js';
