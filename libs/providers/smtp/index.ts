export { SmtpClient } from './smtp.client.js';
