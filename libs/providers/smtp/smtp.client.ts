import { createTransport } from 'nodemailer';
import type { MailInput } from '../messenger/mail.js';
import { accepted, type Handed, refused, unclear } from '../messenger/messenger.js';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  url: string;
  /** For the greeting and each answer. */
  timeoutMs?: number;
  connectMs?: number;
}

/** What nodemailer says about a failure. */
interface SmtpError {
  readonly code?: string;
  readonly syscall?: string;
  readonly timeoutType?: string;
  /** The server's own answer: 4xx means later, 5xx never. */
  readonly responseCode?: number;
  readonly command?: string;
}

/** Mail over SMTP: what is left when the first company is known not to have taken a mail. */
export class SmtpClient {
  private readonly transport: ReturnType<typeof createTransport>;
  private readonly domain: string;

  constructor({ url, timeoutMs = 10_000, connectMs = 2_000 }: SmtpOptions) {
    const { hostname, port, protocol, username, password } = new URL(url);
    const isSecure = protocol === 'smtps:';
    const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    this.domain = hostname;
    this.transport = createTransport({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port) || (isSecure ? 465 : 587),
      secure: isSecure,
      // A password or a code must not cross the network in the clear.
      requireTLS: !isSecure && !isLocal,
      ignoreTLS: !isSecure && isLocal,
      auth: username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Sends a mail under a Message-ID made of our reference, so that a mail that was sent twice shows it. */
  async send({ reference, from, to, subject, text, html }: MailInput): Promise<Handed> {
    const messageId = `<${reference}@${this.domain}>`;
    try {
      const { rejected } = await this.transport.sendMail({ from, to, subject, text, html, messageId });
      return rejected.length > 0 ? refused('rejected', 'recipient') : accepted(null);
    } catch (error) {
      return toHanded(error as SmtpError);
    }
  }

  /** Gives the connections back. */
  close(): void {
    this.transport.close();
  }
}

/**
 * The server's own 4xx or 5xx, and whatever happened before it greeted us, prove that nothing was taken. After that, a
 * lost connection or silence says nothing: the mail may be out.
 */
function toHanded({ code, syscall, timeoutType, responseCode, command }: SmtpError): Handed {
  if (responseCode !== undefined && responseCode >= 400) {
    const word = `smtp-${responseCode}`;
    if (code === 'EAUTH') return refused(word, 'account');
    if (responseCode < 500) return refused(word, 'later');
    return refused(word, command === 'RCPT TO' ? 'recipient' : 'request');
  }
  const isEarly = timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT';
  if (code === 'EDNS' || syscall === 'connect' || isEarly) return refused('not-sent', 'later');
  if (code === 'EAUTH' || code === 'ETLS') return refused(code.toLowerCase(), 'account');
  if (code === 'EENVELOPE') return refused('eenvelope', 'recipient');
  return unclear(code === 'ETIMEDOUT' ? 'timeout' : 'connection-lost');
}
